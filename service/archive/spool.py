"""Converts other inputs into files of rows: standard input to a copy, a folder to a list of its
articles.

Either file is next to the output during the run, readable by its owner only, and locked, so that a
leftover from a killed run can be recognized and removed.
"""

import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

import msgspec

from service.archive.folder import LIST
from service.articles import STANDARD_INPUT, find_files
from service.documents import check
from service.failure import Failure

_MARK: Final = ".input-"


@contextmanager
def settled(source: Path, out: Path, *, format_: str) -> Iterator[Path]:
    """Yield a file of rows with the content of ``source``: ``source`` itself if it is one.

    ``format_``: format of standard input, as a suffix without the dot. Raises ``Failure``,
    ``OSError``.
    """
    if str(source) == STANDARD_INPUT:
        with _beside(out, f".{format_}") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
            file.flush()
            yield Path(file.name)
    elif source.is_dir():
        names = find_files([str(source)])
        check(names)
        with _beside(out, LIST) as file:
            for name in names:
                file.write(_entry(Path(name), source))
            file.flush()
            yield Path(file.name)
    else:
        yield source


@contextmanager
def _beside(out: Path, suffix: str) -> Iterator[BinaryIO]:
    folder = out.resolve().parent
    for stale in folder.glob(f"{_escaped(out.name)}{_MARK}*"):
        _remove_unless_held(stale)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=out.name + _MARK, suffix=suffix) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file  # type: ignore[misc]  # a file in all but name


def _escaped(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _remove_unless_held(path: Path) -> None:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        path.unlink(missing_ok=True)


def _entry(path: Path, folder: Path) -> bytes:
    """Return an article's line in the list. Its digest represents its content."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    entry = {"id": _name(path.relative_to(folder)), "path": _name(path.resolve()), "sha256": digest}
    return msgspec.json.encode(entry) + b"\n"


def _name(path: Path) -> str:
    """Return a path in a form that JSON can represent."""
    try:
        return os.fsencode(path).decode()
    except UnicodeDecodeError:
        raise Failure(f"{path!r}: the name is not UTF-8: rename the file") from None
