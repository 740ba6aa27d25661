"""Compressed files, recognized by their suffix: gzip (RFC 1952) and Zstandard (RFC 8878).

Positions are offsets in the decompressed content. Compressed data can only be read from its start,
so a reader stays open and continues from its last position when it can.
"""

import gzip
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Final, cast

from service import visible
from service.problems import Failure


def _zstd() -> ModuleType | None:
    """Return Python's own module (3.14), its backport for older versions, or ``None``."""
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
"""gzip's own default, of nine levels."""
_DAMAGED: Final = (EOFError, zlib.error, gzip.BadGzipFile, *((zstd.ZstdError,) if zstd else ()))


def is_compressed(path: Path) -> bool:
    """Return whether the suffix is one of a compressed file."""
    return path.suffix.lower() in COMPRESSED


def inner_suffix(path: Path) -> str:
    """Return the inner suffix in lower case, such as ``.csv`` for ``a.csv.gz``."""
    return (path.with_suffix("") if is_compressed(path) else path).suffix.lower()


def check(path: Path) -> None:
    """Raise ``Failure`` if a file with this suffix needs a package that is not installed."""
    if path.suffix.lower() == ZSTD and zstd is None:
        raise Failure(
            f"{visible.name(path)}: Zstandard needs the extra 'archive': install copydesk[archive]"
        )


def open_write(path: Path, stack: ExitStack) -> BinaryIO:
    """Open a new file, which ``stack`` closes. The same content always produces the same bytes."""
    check(path)
    file = stack.enter_context(path.open("wb"))
    if path.suffix.lower() == GZIP:
        packed = gzip.GzipFile("", "wb", compresslevel=_LEVEL, fileobj=file, mtime=0)
        return cast(BinaryIO, stack.enter_context(packed))
    if zstd and path.suffix.lower() == ZSTD:
        return cast(BinaryIO, stack.enter_context(zstd.ZstdFile(file, "wb")))
    return file


class Readable:
    """A file, compressed or not, that is read from several positions in turn."""

    def __init__(self, path: Path) -> None:
        check(path)
        self.path = path
        self._idle: BinaryIO | None = None

    @contextmanager
    def at(self, place: int) -> Iterator[BinaryIO]:
        """Open the file at a position. Raises ``Failure`` for damaged data, or ``OSError``."""
        file, self._idle = self._idle or self._open(), None
        try:
            file.seek(place)
            yield file
        except _DAMAGED:
            file.close()
            kind = "gzip" if self.path.suffix.lower() == GZIP else "Zstandard"
            raise Failure(
                f"{visible.name(self.path)}: damaged or not whole, or not {kind}: copy it again"
            ) from None
        except BaseException:
            self._put_back(file)
            raise
        self._put_back(file)

    def _put_back(self, file: BinaryIO) -> None:
        """Keep a compressed file open. An abandoned generator ends with an exception."""
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
