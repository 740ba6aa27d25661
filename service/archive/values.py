"""The values that a run over an archive is made of. All can be sent to another process."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from scoring.report.request import Options
from scoring.types import Value
from service.settings import Settings

Cell = str | int | float | bool | None | list[object] | dict[str, object]
Row = dict[str, Cell]
"""A row of the output, its cells by column, in the output's order."""

Kind = Literal["integer", "number", "string", "evidence"]
"""What a column holds. ``evidence``: an object in JSONL, the same as a string in Parquet."""


class Bad(Value, frozen=True, kw_only=True):
    """A row of the input that cannot be read: the problem's name, and words without its content."""

    name: str
    detail: str
    id: str | None = None
    """The article's, where it is known nevertheless: a file's name."""


Record = Mapping[str, object] | Bad
"""A row of the input: its fields by column, or what is wrong with it."""


class Columns(Value, frozen=True, kw_only=True):
    """Which columns of the input are read. ``kept`` are copied to the output, as strings."""

    text: str | None
    html: str | None
    id: str | None
    language: str | None
    kept: tuple[str, ...]

    @property
    def read(self) -> tuple[str, ...]:
        """All of them, each once."""
        named = (self.text, self.html, self.id, self.language, *self.kept)
        return tuple(dict.fromkeys(name for name in named if name is not None))


class Column(Value, frozen=True, kw_only=True):
    """A column of the output."""

    name: str
    kind: Kind


class Survey(Value, frozen=True, kw_only=True):
    """What one pass over the input finds: its rows, its SHA-256, and where its parts start.

    ``places``: for every ``step``-th row a position that the reader can start from.
    """

    rows: int
    digest: str
    step: int
    places: list[int]


class Part(Value, frozen=True, kw_only=True):
    """A run of rows that one process scores: its number, first row, rows, and where it starts."""

    number: int
    first: int
    rows: int
    place: int


class Job(Value, frozen=True, kw_only=True):
    """All that a process needs to know to score any part. Scorers have their names."""

    source: Path
    folder: Path
    columns: Columns
    options: Options
    settings: Settings
