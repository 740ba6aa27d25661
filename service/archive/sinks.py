"""Writes files of scores by suffix: JSON lines, comma- or tab-separated values, Parquet.

Everything that a format needs is checked before any article is scored. Files are written in the
run's folder, and moved to their places when all are complete.
"""

import csv
import io
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final, Protocol

import msgspec

from service.archive import compression
from service.archive.compression import COMPRESSED, inner_suffix, is_compressed
from service.archive.evidence import flat_columns, flat_rows
from service.archive.inputs import JSONL, PARQUET, SEPARATED
from service.archive.text_formats import BOM, escape
from service.archive.values import Cell, Column, Dialect, Row
from service.problems import Failure

WRITTEN: Final = (*JSONL, *SEPARATED, *PARQUET)
EVIDENCE: Final = ".evidence"


class Sink(Protocol):
    """Receives the rows in order."""

    def add(self, row: Row, line: bytes) -> None:
        """Add a row, given both decoded and as its line of JSON."""

    def close(self) -> None:
        """Finish the files."""


def check(out: Path) -> None:
    """Raise ``Failure`` if the output cannot be written: its format, its extra or its folder."""
    suffix = inner_suffix(out)
    if suffix not in WRITTEN:
        raise Failure(
            f"{out}: the output is a {', '.join(WRITTEN)} file"
            f" ({' or '.join(COMPRESSED)} may follow all but Parquet)"
        )
    if suffix in PARQUET:
        if is_compressed(out):
            raise Failure(f"{out}: Parquet is compressed inside: leave out {out.suffix}")
        from service.archive.parquet import ParquetSink  # noqa: F401, PLC0415  # an extra
    compression.check(out)
    if out.is_dir():
        raise Failure(f"{out} is a folder: name a file in it")
    folder = out.absolute().parent
    while not folder.exists():
        folder = folder.parent
    if not folder.is_dir():
        raise Failure(f"{folder} is a file, not a folder: {out} cannot be written")
    if not os.access(folder, os.W_OK | os.X_OK):
        raise Failure(f"{folder}: no permission to write there")


def check_room(folder: Path, output: Sequence[Column], rows: int, *, twice: bool) -> None:
    """Raise ``Failure`` if the disk cannot hold the rows even if all of them were empty.

    ``twice``: the output needs as much space again as the parts it is made from.
    """
    empty = len(msgspec.json.encode(dict.fromkeys(column.name for column in output))) + 1
    least = empty * rows * (2 if twice else 1)
    free = shutil.disk_usage(folder).free
    if free < least:
        raise Failure(
            f"{folder}: {rows} rows take at least {_megabytes(least)} and there are "
            f"{_megabytes(free)} free: free some space or write to another disk"
        )


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"


def evidence_table(out: Path) -> Path:
    """Return the path of the table of evidence: ``a.evidence.csv`` for ``a.csv``."""
    inner = out.with_suffix("") if is_compressed(out) else out
    packing = out.suffix if is_compressed(out) else ""
    return out.with_name(f"{inner.stem}{EVIDENCE}{inner.suffix}{packing}")


def files_of(out: Path, *, evidence: bool) -> list[Path]:
    """Return all files that a run writes. The last one marks the run as done."""
    return [evidence_table(out), out] if evidence and inner_suffix(out) in SEPARATED else [out]


def unfinished(folder: Path, file: Path) -> Path:
    """Return the path of a file in the run's folder until it is complete."""
    return folder / f"merged-{file.name}"


def open_sink(
    folder: Path,
    out: Path,
    output: Sequence[Column],
    dialect: Dialect,
    *,
    selectors: bool,
) -> Sink:
    """Return a writer for the output in a folder. ``selectors``: the evidence has selectors."""
    path, suffix = unfinished(folder, out), inner_suffix(out)
    if suffix in PARQUET:
        from service.archive.parquet import ParquetSink  # noqa: PLC0415  # an extra

        return ParquetSink(path, output, selectors=selectors)
    if suffix in SEPARATED:
        delimiter = SEPARATED[suffix]
        table = partial(_Table, delimiter=delimiter, dialect=dialect)
        return SeparatedSink(path, output, table, selectors=selectors)
    return JsonLinesSink(path)


class JsonLinesSink:
    """Writes JSON lines."""

    def __init__(self, path: Path) -> None:
        self._stack = ExitStack()
        self._file = compression.open_write(path, self._stack)

    def add(self, _: Row, line: bytes) -> None:
        """Add a row."""
        self._file.write(line)

    def close(self) -> None:
        """Finish the file."""
        self._stack.close()


class SeparatedSink:
    """Writes one row per article and, with evidence, a second table with one row per piece of
    evidence.
    """

    def __init__(
        self,
        path: Path,
        columns: Sequence[Column],
        make_table: Callable[..., "_Table"],
        *,
        selectors: bool,
    ) -> None:
        self._stack = ExitStack()
        table = partial(make_table, stack=self._stack)
        flat = [column.name for column in columns if column.kind != "evidence"]
        self._table = table(path, flat)
        self._evidence = None
        if len(flat) < len(columns):
            self._evidence = table(evidence_table(path), flat_columns(selectors=selectors))

    def add(self, row: Row, _: bytes) -> None:
        """Add a row."""
        self._table.add(row)
        if self._evidence is not None:
            for item in flat_rows(row):
                self._evidence.add(item)

    def close(self) -> None:
        """Finish the files."""
        self._stack.close()


class _Table:
    """A file with a header. Missing values are empty cells; true and false are 1 and 0."""

    def __init__(
        self,
        path: Path,
        names: Sequence[str],
        *,
        stack: ExitStack,
        delimiter: str,
        dialect: Dialect,
    ) -> None:
        self._escape = dialect.escape
        self._names = names
        file = compression.open_write(path, stack)
        if dialect.bom:
            file.write(BOM)
        text = io.TextIOWrapper(file, encoding="utf-8", newline="", write_through=False)
        stack.callback(text.detach)
        stack.callback(text.flush)
        self._writer = csv.writer(text, delimiter=delimiter)
        self._writer.writerow(map(self._cell, names))

    def add(self, row: Row | dict[str, Cell]) -> None:
        """Add a row."""
        self._writer.writerow(self._cell(row.get(name)) for name in self._names)

    def _cell(self, value: object) -> object:
        if isinstance(value, bool):
            return int(value)
        return escape(value) if self._escape and isinstance(value, str) else value
