"""Put the parts together into the output."""

import os
import shutil
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from service.archive import durable
from service.archive.parts import Parts, number
from service.archive.sources import PARQUET
from service.archive.tally import Summary
from service.archive.values import Column, Part, Row
from service.commands.failure import Failure


class Sink(Protocol):
    """Takes the rows in order."""

    def add(self, row: Row, line: bytes) -> None:
        """Add a row, given decoded and as its line of JSON."""

    def close(self) -> None:
        """Finish the file."""


class JsonLinesSink:
    """Writes JSON lines."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")

    def add(self, _: Row, line: bytes) -> None:
        """Add a row."""
        self._file.write(line)

    def close(self) -> None:
        """Finish the file."""
        self._file.close()


def merge(
    parts: Parts, expected: Iterable[Part], out: Path, output: Sequence[Column], summary: Summary
) -> None:
    """Write the output under its name once it is whole, and remove the parts.

    Raises ``Failure`` for a part that does not hold the rows it should, each once and in order.
    """
    merged = parts.folder / f"merged{out.suffix}"
    sink = _open_sink(merged, output)
    try:
        for line in _lines(parts, expected):
            row: Row = msgspec.json.decode(line)
            summary.add(row)
            sink.add(row, line)
    finally:
        sink.close()
    with merged.open("rb") as file:
        os.fsync(file.fileno())
    durable.rename(merged, out)
    # In one step, so that a run killed while files are being removed leaves no run to go on with.
    leftover = parts.folder.with_name(parts.folder.name + ".done")
    shutil.rmtree(leftover, ignore_errors=True)
    durable.rename(parts.folder, leftover)
    shutil.rmtree(leftover)


def _open_sink(path: Path, output: Sequence[Column]) -> Sink:
    if path.suffix.lower() in PARQUET:
        from service.archive.parquet import ParquetSink  # noqa: PLC0415  # an extra

        return ParquetSink(path, output)
    return JsonLinesSink(path)


def _lines(parts: Parts, expected: Iterable[Part]) -> Iterator[bytes]:
    for part in expected:
        count = 0
        with parts.path(part).open("rb") as file:
            for line in file:
                if number(line) != part.first + count:
                    break
                count += 1
                yield line
        if count != part.rows:
            raise Failure(f"{parts.path(part)} is damaged: delete it and run again")
