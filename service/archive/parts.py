"""The folder of an unfinished run, ``OUT.parts``. Files in it are complete or do not exist.

``00000007.jsonl`` is a finished part. A part gets this name only once it is completely on disk.
``00000008.partial`` is a part in progress: each scored row is appended as a whole line. A resumed
run keeps the lines that are complete and in order, and continues after them. So no row is scored
twice or lost, and incomplete lines are ignored.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom
from pathlib import Path

import msgspec

from scoring.types import Value
from service.archive.values import Part, Row


def write(path: Path, content: bytes) -> None:
    """Write a file, and give it its name only once it is completely on disk."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    rename(unfinished, path)


def rename(old: Path, new: Path) -> None:
    """Rename a file and sync its folder, so that the rename survives a crash."""
    old.rename(new)
    folder = os.open(new.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Numbered(Value, frozen=True, kw_only=True):
    """A row of which only the number is decoded."""

    row: int


class Parts:
    """The parts of a run by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, part: Part) -> Path:
        """Return the path of a finished part."""
        return self.folder / f"{part.number:08}.jsonl"

    def is_done(self, part: Part) -> bool:
        """Return whether a part is completely on disk."""
        return self.path(part).exists()

    def store(self, part: Part, lines: bytes) -> None:
        """Write a complete part."""
        write(self.path(part), lines)

    @contextmanager
    def write(self, part: Part) -> Iterator["PartWriter | None"]:
        """Return a writer that continues where the last one stopped, or ``None`` if the part is
        finished.

        Waits for a process that is still writing the part: the orphan of a killed run.
        """
        partial = self.path(part).with_suffix(".partial")
        with partial.open("a+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            if self.is_done(part):
                yield None
                return
            writer = PartWriter(file, part)
            yield writer
            if writer.count == part.rows:
                os.fsync(file.fileno())
                rename(partial, self.path(part))


class PartWriter:
    """Appends rows to an unfinished part. ``count``: the number of rows so far."""

    def __init__(self, file: BufferedRandom, part: Part) -> None:
        self._file = file
        self.count = self.found = _keep_whole_lines(file, part)

    def add(self, row: Row) -> None:
        """Append a row. Once this returns, the row survives the death of the process."""
        self._file.write(msgspec.json.encode(row) + b"\n")
        self._file.flush()
        self.count += 1


def _keep_whole_lines(file: BufferedRandom, part: Part) -> int:
    """Truncate the file after the last line that is complete and in order; return the number of
    lines left.
    """
    file.seek(0)
    count = end = 0
    for line in file:
        if not line.endswith(b"\n") or number(line) != part.first + count:
            break
        count += 1
        end += len(line)
    file.truncate(end)
    return count


def number(line: bytes) -> int | None:
    """Return the row number in a line, or ``None`` if the line is not a complete row."""
    try:
        return msgspec.json.decode(line, type=Numbered).row
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
