"""The values of a run over an archive. All can be sent to another process."""

from collections.abc import Callable, Collection, Iterable, Mapping
from pathlib import Path
from typing import Literal

from scoring.report.request import Options
from scoring.types import Value
from service.settings import Settings

Cell = str | int | float | bool | None | list[object] | dict[str, object]
Row = dict[str, Cell]
"""A row of the output: its cells by column, in the order of the output."""

Kind = Literal["integer", "number", "string", "evidence"]
"""The kind of data in a column. ``evidence``: an object in JSONL, and the same as a string in
Parquet."""


class Bad(Value, frozen=True, kw_only=True):
    """A row of the input that cannot be read: the problem's name, and a description without its
    content.
    """

    name: str
    detail: str
    id: str | None = None
    """The article's id if it is known nevertheless: a file's name."""


Record = Mapping[str, object] | Bad
"""A row of the input: its fields by column, or the error in it."""


class Columns(Value, frozen=True, kw_only=True):
    """The columns of the input to read. ``kept`` are copied to the output as strings."""

    text: str | None
    html: str | None
    id: str | None
    language: str | None
    kept: tuple[str, ...]

    @property
    def read(self) -> tuple[str, ...]:
        """All columns, each once."""
        named = (self.text, self.html, self.id, self.language, *self.kept)
        return tuple(dict.fromkeys(name for name in named if name is not None))


def find_column(name: str, available: Collection[str]) -> str | None:
    """Return the column with this name: as it is, or else the only one in other capitals."""
    if name in available:
        return name
    alike = [other for other in available if other.strip().lower() == name.lower()]
    return alike[0] if len(alike) == 1 else None


def find_columns(names: Iterable[str], available: Collection[str]) -> tuple[str, ...]:
    """Return the columns with these names that exist, each once."""
    found = (find_column(name, available) for name in names)
    return tuple(dict.fromkeys(name for name in found if name is not None))


class Dialect(Value, frozen=True, kw_only=True):
    """How CSV and TSV are written: with a byte order mark; with cells that look like formulas
    marked as text.
    """

    bom: bool = False
    escape: bool = True


class Column(Value, frozen=True, kw_only=True):
    """A column of the output."""

    name: str
    kind: Kind


class Survey(Value, frozen=True, kw_only=True):
    """The result of one pass over the input: number of rows, SHA-256, and positions.

    ``places``: the position of every ``step``-th row, at which the reader can start.
    """

    rows: int
    digest: str
    step: int
    places: list[int]


class Part(Value, frozen=True, kw_only=True):
    """A range of rows that one process scores: number, first row, number of rows, and start
    position.
    """

    number: int
    first: int
    rows: int
    place: int


Reduce = Callable[[Row], Row]
"""Makes a scored row smaller before it is written: a function of a module, so that another process
can find it.
"""


class Job(Value, frozen=True, kw_only=True):
    """All that a process needs to score any part. Scorers are given by name."""

    source: Path
    folder: Path
    columns: Columns
    options: Options
    settings: Settings
    reduce: Reduce | None = None
