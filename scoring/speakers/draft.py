"""A speaker while an article's sources are being resolved."""

from dataclasses import dataclass

from scoring.speakers.people import Person
from scoring.types import SourceType


@dataclass(slots=True, eq=False)
class Draft:
    """A speaker so far. ``head``: its noun, for "the official"; ``last``: its latest mention.

    ``number`` counts the cast in order of appearance.
    """

    type: SourceType
    name: str | None
    description: str | None
    head: str
    last: int
    withheld: bool = False
    person: Person | None = None
    number: int = 0

    @property
    def label(self) -> str:
        """The name, or else the description."""
        return self.name or self.description or ""

    def withhold(self, *, several: bool) -> None:
        """Make it somebody whose name is kept back."""
        self.type = "unnamed_group" if several else "unnamed_person"
        self.description = self.description or self.name
        self.name, self.person, self.withheld = None, None, True
