"""Opens files of articles by suffix: JSON lines, CSV, tab-separated values, Parquet."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, Protocol

from service.archive.compression import COMPRESSED, inner_suffix, is_compressed
from service.archive.folder import LIST, Folder
from service.archive.lines import JsonLines
from service.archive.separated import Separated
from service.archive.values import Record, Survey
from service.failure import Failure

JSONL: Final = (".jsonl", ".ndjson")
PARQUET: Final = (".parquet", ".pq")
SEPARATED: Final = {".csv": ",", ".tsv": "\t"}


class Source(Protocol):
    """A file of rows that can be read from several positions."""

    def columns(self) -> list[str]:
        """Return the names of its columns."""

    def survey(self) -> Survey:
        """Read the whole file once."""

    def read(self, place: int) -> Iterator[Record]:
        """Yield the rows from a position in the survey on."""


def open_source(path: Path, columns: Sequence[str] | None = None) -> Source:
    """Return a reader for the file. Only ``columns`` are read if that saves work.

    Raises ``Failure`` for an unsupported suffix, or ``OSError`` for a missing file.
    """
    suffix = inner_suffix(path)
    if suffix == LIST:
        return Folder(path)
    if suffix in JSONL:
        return JsonLines(path)
    if suffix in SEPARATED:
        return Separated(path, delimiter=SEPARATED[suffix])
    if suffix in PARQUET and is_compressed(path):
        raise Failure(f"{path}: Parquet is compressed inside: unpack the file first")
    if suffix in PARQUET:
        from service.archive.parquet import Parquet  # noqa: PLC0415  # an extra

        return Parquet(path, columns=columns)
    raise Failure(
        f"{path}: not a {', '.join((*JSONL, *SEPARATED, *PARQUET))} file"
        f" ({' and '.join(COMPRESSED)} may follow the first four)"
    )
