"""Reads and writes Parquet with pyarrow."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, Final

from service import visible
from service.archive.evidence import LISTS, Shape, shape_of_list, split
from service.archive.values import Column, Kind, Record, Row, Survey
from service.problems import Failure

try:
    import pyarrow as pa
    import pyarrow.parquet as pq
except ImportError:
    raise Failure("Parquet needs pyarrow, the extra 'archive': install copydesk[archive]") from None

STEP: Final = 16
"""Number of rows between two recorded positions."""
_AT_ONCE: Final = 64
"""Maximum number of rows decoded at a time."""
_MOST_BYTES: Final = 16 * 1024 * 1024
"""Number of bytes that the rows decoded at a time should have at most."""
_MOST_DECODED: Final = 8 * _MOST_BYTES
"""Number of bytes that their texts have at most as Python's strings, if there are several."""
_BUFFER: Final = 1 << 20
"""Bytes of each column that are read at a time."""
_GROUP: Final = 4096
"""Number of rows that are written at a time, as one row group."""
_TYPES: Final[Mapping[Kind, Any]] = {
    "integer": pa.int64(),
    "number": pa.float64(),
    "string": pa.string(),
    "evidence": pa.string(),
}
_SCALARS: Final[Mapping[type, Any]] = {
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    str: pa.string(),
}


_DAMAGED: Final = (pa.ArrowException, OSError, ValueError, OverflowError)
"""What pyarrow raises for files that contradict themselves. ``OSError`` then has no number."""


class Parquet:
    """A Parquet file. A position is the number of a row."""

    def __init__(self, path: Path, *, columns: Sequence[str] | None = None) -> None:
        self.path = path
        self._rows: Iterator[Record] | None = None
        self._at = 0
        self._texts: list[str] = []
        try:
            with self._open() as file:
                schema = file.schema_arrow
                groups = [file.metadata.row_group(i) for i in range(file.metadata.num_row_groups)]
        except _DAMAGED:
            raise Failure(f"{visible.name(path)} is not a Parquet file") from None
        self._names: list[str] = schema.names
        sizes = [group.num_rows for group in groups]
        self._at_once = min(map(_at_once, groups), default=_AT_ONCE)
        self._texts = [field.name for field in schema if pa.types.is_string(field.type)]
        self._count = sum(sizes)
        self._starts = list(accumulate(sizes, initial=0))[:-1]
        self._wanted = None if columns is None else [c for c in columns if c in self._names]

    def columns(self) -> list[str]:
        """Return the columns' names."""
        return list(self._names)

    def survey(self) -> Survey:
        """Read the file once for its digest. The footer has the number of rows."""
        with self.path.open("rb") as whole:
            digest = hashlib.file_digest(whole, "sha256").hexdigest()
        places = list(range(0, self._count, STEP))
        return Survey(rows=self._count, digest=digest, step=STEP, places=places)

    def read(self, place: int) -> Iterator[Record]:
        """Yield the rows from a position on.

        A row group can only be read from its start. If the last read stopped before the position in
        the same group, it continues from there.
        """
        group = self._group(place)
        if self._rows is None or self._at > place or self._group(self._at) != group:
            self._at = self._starts[group] if self._starts else 0
            self._rows = self._read_groups(group)
        for record in self._rows:
            self._at += 1
            if self._at > place:
                yield record

    def _group(self, place: int) -> int:
        return bisect_right(self._starts, place) - 1

    def _read_groups(self, first: int) -> Iterator[Record]:
        groups = list(range(max(first, 0), len(self._starts)))
        try:
            with self._open() as file:
                for batch in file.iter_batches(
                    self._at_once, row_groups=groups, columns=self._wanted
                ):
                    # Any row may be the one with the longest text of the dictionary.
                    step = max(1, _MOST_DECODED // max(batch.nbytes, 1))
                    for row in range(0, batch.num_rows, step):
                        yield from batch.slice(row, step).to_pylist()
        except _DAMAGED as error:
            if isinstance(error, OSError) and error.errno is not None:
                raise
            raise Failure(f"{visible.name(self.path)}: damaged: copy it again") from None

    def _open(self) -> pq.ParquetFile:
        """Return the file, opened so that only a small buffer of each column is in memory.

        Texts stay in their dictionary, so that a long one that many rows repeat is there once.
        """
        return pq.ParquetFile(
            self.path, buffer_size=_BUFFER, pre_buffer=False, read_dictionary=self._texts
        )


def _at_once(group: Any) -> int:  # noqa: ANN401  # pyarrow has no types
    """Return how many rows of a group to decode at a time."""
    each: int = group.total_byte_size // max(group.num_rows, 1)
    return max(1, min(_AT_ONCE, _MOST_BYTES // max(each, 1)))


def _arrow(shape: Shape) -> pa.DataType:
    """Return the Arrow type of a field of evidence."""
    if isinstance(shape, dict):
        return pa.struct([(name, _arrow(inner)) for name, inner in shape.items()])
    if isinstance(shape, list):
        return pa.list_(_arrow(shape[0]))
    return _SCALARS[shape]


class ParquetSink:
    """Writes rows to a file, some thousands at a time. Known lists of evidence become nested
    columns.
    """

    def __init__(self, path: Path, columns: Sequence[Column], *, selectors: bool) -> None:
        fields = [(column.name, _TYPES[column.kind]) for column in columns]
        self._nested = any(column.kind == "evidence" for column in columns)
        if self._nested:
            lists = {name: _arrow(shape_of_list(name, selectors=selectors)) for name in LISTS}
            fields = [*fields[:-1], *lists.items(), fields[-1]]
        self._schema = pa.schema(fields)
        self._writer = pq.ParquetWriter(path, self._schema, compression="zstd")
        self._rows: list[Row] = []

    def add(self, row: Row, _: bytes) -> None:
        """Add a row."""
        self._rows.append({**row, **split(row["evidence"])} if self._nested else row)
        if len(self._rows) == _GROUP:
            self._write()

    def close(self) -> None:
        """Write the remaining rows and the footer."""
        self._write()
        self._writer.close()

    def _write(self) -> None:
        arrays = [
            pa.array([row[field.name] for row in self._rows], field.type) for field in self._schema
        ]
        self._writer.write_table(pa.Table.from_arrays(arrays, schema=self._schema))
        self._rows = []
