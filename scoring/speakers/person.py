"""A person whom an article names."""

from dataclasses import dataclass, field

from scoring.speakers.names import Names
from scoring.speakers.role import Role


@dataclass(slots=True, eq=False)
class Person:
    """A named person.

    ``mentions`` are token ranges in order, with exclusive ends. ``roles`` are what the article says
    the person is, and ``titles`` the token ranges of the words for it. ``female`` is ``None`` if
    unknown. ``full`` is the fullest name as written.
    """

    names: Names
    suffix: str = ""
    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)
    female: bool | None = None
    full: str = ""

    @property
    def label(self) -> str:
        """The fullest name."""
        return self.full

    @property
    def surname(self) -> str:
        """The last name, folded for comparison (``names.fold``)."""
        return self.names[-1]
