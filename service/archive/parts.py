"""The folder that an unfinished run lives in, ``OUT.parts``; files are there whole or not at all.

``00000007.jsonl`` is a part that is done. It got its name only when all of it was on the disk.
``00000008.partial`` is one that is being worked on: each scored row is added as a whole line, and
a run that takes it up again keeps the lines that are whole and in order, and goes on after them.
So no row is scored twice, none is lost, and nothing half-written counts.
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
    """Write a file under its name only once all of it is on the disk."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    rename(unfinished, path)


def rename(old: Path, new: Path) -> None:
    """Rename, and see to it that the folder remembers."""
    old.rename(new)
    folder = os.open(new.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Numbered(Value, frozen=True, kw_only=True):
    """A row, of which only the number matters."""

    row: int


class Parts:
    """The parts of a run, by number."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, part: Part) -> Path:
        """Return where a part is once it is done."""
        return self.folder / f"{part.number:08}.jsonl"

    def is_done(self, part: Part) -> bool:
        """Is all of a part on the disk?"""
        return self.path(part).exists()

    def store(self, part: Part, lines: bytes) -> None:
        """Write a whole part."""
        write(self.path(part), lines)

    @contextmanager
    def write(self, part: Part) -> Iterator["PartWriter | None"]:
        """Give a writer that goes on where the last one stopped; ``None`` if the part is done.

        Waits for a process that still writes it, the orphan of a killed run.
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
    """Adds rows to an unfinished part. ``count``: how many there are."""

    def __init__(self, file: BufferedRandom, part: Part) -> None:
        self._file = file
        self.count = self.found = _keep_whole_lines(file, part)

    def add(self, row: Row) -> None:
        """Add a row; once this returns it outlives the process."""
        self._file.write(msgspec.json.encode(row) + b"\n")
        self._file.flush()
        self.count += 1


def _keep_whole_lines(file: BufferedRandom, part: Part) -> int:
    """Cut off what is not whole or not in order; return how many lines are left."""
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
    """Return the number of the row in a line, or ``None`` if the line is not a whole row."""
    try:
        return msgspec.json.decode(line, type=Numbered).row
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
