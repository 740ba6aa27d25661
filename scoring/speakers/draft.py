"""A speaker while an article's sources are being resolved."""

from dataclasses import dataclass

from scoring.speakers.person import Person
from scoring.types import SourceType


@dataclass(slots=True, eq=False)
class Draft:
    """A speaker under construction.

    ``head`` is its noun, used to match "the official". ``last`` is the token of its latest mention,
    and ``first`` that of its first one.
    ``number`` is its index in the cast, in order of appearance.
    """

    type: SourceType
    name: str | None
    description: str | None
    head: str
    last: int
    withheld: bool = False
    person: Person | None = None
    number: int = 0
    first: int = 0

    @property
    def label(self) -> str:
        """The name if there is one, otherwise the description."""
        return self.name or self.description or ""

    def call(self, name: str) -> None:
        """Give a named speaker a fuller name, by which the person is known from then on."""
        self.name = name
        if self.person:
            self.person.full = name

    def withhold(self, *, several: bool) -> None:
        """Turn this into an anonymous source: move the name into the description."""
        self.type = "unnamed_group" if several else "unnamed_person"
        self.description = self.description or self.name
        self.name, self.person, self.withheld = None, None, True
