"""Compressed files, told by their suffix: gzip (RFC 1952) and Zstandard (RFC 8878).

A place in one is a byte of what it holds. What is compressed can only be read from its start; a
reader that goes on where the last one stopped is spared that.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Final, cast

from service.failure import Failure


def _zstd() -> ModuleType | None:
    """Return Python's own module (3.14), or the same for older ones, or ``None``."""
    for name in ("compression.zstd", "backports.zstd"):
        try:
            return import_module(name)
        except ImportError:
            continue
    return None


zstd: Final = _zstd()

GZIP: Final = ".gz"
ZSTD: Final = ".zst"
COMPRESSED: Final = (GZIP, ZSTD)
_LEVEL: Final = 6
_DAMAGED: Final = (EOFError, zlib.error, gzip.BadGzipFile, *((zstd.ZstdError,) if zstd else ()))


def is_compressed(path: Path) -> bool:
    """Does the suffix say so?"""
    return path.suffix.lower() in COMPRESSED


def inner_suffix(path: Path) -> str:
    """Return the suffix, in lower case, of what is in a file: ``.csv`` of ``a.csv.gz``."""
    return (path.with_suffix("") if is_compressed(path) else path).suffix.lower()


def check(path: Path) -> None:
    """Raise ``Failure`` if a file of this suffix needs what is not installed."""
    if path.suffix.lower() == ZSTD and zstd is None:
        raise Failure(f"{path}: Zstandard needs the extra 'archive': install copydesk[archive]")


def open_write(path: Path, stack: ExitStack) -> BinaryIO:
    """Open a new file, closed by ``stack``. The same content always makes the same bytes."""
    check(path)
    file = stack.enter_context(path.open("wb"))
    if path.suffix.lower() == GZIP:
        packed = gzip.GzipFile("", "wb", compresslevel=_LEVEL, fileobj=file, mtime=0)
        return cast(BinaryIO, stack.enter_context(packed))
    if zstd and path.suffix.lower() == ZSTD:
        return cast(BinaryIO, stack.enter_context(zstd.ZstdFile(file, "wb")))
    return file


class Readable:
    """A file, compressed or not, that is read from several places, one after another."""

    def __init__(self, path: Path) -> None:
        check(path)
        self.path = path
        self._idle: BinaryIO | None = None

    @contextmanager
    def at(self, place: int) -> Iterator[BinaryIO]:
        """Open it at a place. Raises ``Failure`` for what is damaged, ``OSError``."""
        file, self._idle = self._idle or self._open(), None
        try:
            file.seek(place)
            yield file
        except _DAMAGED:
            file.close()
            kind = "gzip" if self.path.suffix.lower() == GZIP else "Zstandard"
            raise Failure(
                f"{self.path}: damaged or not whole, or not {kind}: copy it again"
            ) from None
        except BaseException:
            self._put_back(file)
            raise
        self._put_back(file)

    def _put_back(self, file: BinaryIO) -> None:
        """Keep what is compressed open; a generator that nobody reads on ends with an exception."""
        if is_compressed(self.path) and self._idle is None and not file.closed:
            self._idle = file
        else:
            file.close()

    def _open(self) -> BinaryIO:
        if self.path.suffix.lower() == GZIP:
            return cast(BinaryIO, gzip.open(self.path))
        if zstd and self.path.suffix.lower() == ZSTD:
            return cast(BinaryIO, zstd.open(self.path))
        return self.path.open("rb")
