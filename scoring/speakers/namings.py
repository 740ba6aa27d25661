"""Which person a name goes to: of those it fits, the one who was named nearest.

A last name fits whoever bears it, and a first name too; a full name fits the same last name with
the same first name or its initial. Each person is filed under all that would fit, so that the
question takes a few binary searches however many people the article names.
"""

from bisect import bisect_left, insort
from collections.abc import Iterator
from typing import Final, Generic, TypeVar

Names = tuple[str, ...]
P = TypeVar("P")

Heading = tuple[bool | str | None, ...]
"""Whether a woman or a man is asked for, and what the names have to be."""

FILED: Final = 8
"""Up to how many names a beginning is filed whole: "Maria del Carmen" of a longer name."""


class Namings(Generic[P]):
    """The mentions so far, filed by name. People are numbered as they come."""

    def __init__(self) -> None:
        self._people: list[tuple[Names, P, bool | None]] = []
        self._filed: dict[Heading, list[tuple[int, int]]] = {}
        """Of each heading: ``(token, number of the person)``, by token."""

    def new(self, names: Names, person: P, at: int, *, female: bool | None = None) -> None:
        """File a person under their first mention."""
        self._people.append((names, person, female))
        self._file(len(self._people) - 1, at)

    def find(self, names: Names, at: int, *, female: bool | None = None) -> P | None:
        """Return the nearest person whom these names fit, filed there too from now on.

        ``female``: whom "Mrs." or "Mr." before the names fits too, if given. Of two as near, the
        one who came first.
        """
        near = [
            found
            for heading in _fitting(names)
            for found in self._nearest((female, *heading), names, at)
        ]
        if not near:
            return None
        number = min(near)[1]
        self._file(number, at)
        return self._people[number][1]

    def _file(self, number: int, at: int) -> None:
        names, _, female = self._people[number]
        for heading in set(_headings(names)):
            for asked in (None, True, False) if female is None else (None, female):
                insort(self._filed.setdefault((asked, *heading), []), (at, number))

    def _nearest(self, heading: Heading, names: Names, at: int) -> list[tuple[int, int]]:
        """The last mention under a heading before ``at``, and the next: how far, and whose."""
        filed = self._filed.get(heading, [])
        if len(names) > FILED and heading[1] == "begins":
            filed = [one for one in filed if self._people[one[1]][0][: len(names)] == names]
        place = bisect_left(filed, (at,))
        return [(abs(at - start), number) for start, number in filed[max(0, place - 1) : place + 1]]


def _headings(names: Names) -> Iterator[tuple[str, ...]]:
    """What a person is filed under."""
    first, last = names[0], names[-1]
    yield "last", last
    if len(names) == 1:
        yield "only", last
        return
    yield "first", first
    yield "both", first, last
    yield "initial", first[0], last
    for size in range(2, min(len(names) - 1, FILED) + 1):
        yield "begins", *names[:size]


def _fitting(names: Names) -> Iterator[tuple[str, ...]]:
    """Under what the people are filed whom these names fit."""
    first, last = names[0], names[-1]
    if len(names) == 1:
        yield "last", last
        yield "first", first
        return
    yield "both", first, last
    yield "only", last
    yield "begins", *names[:FILED]
    if len(first) == 1:
        yield "initial", first, last
    else:
        yield "both", first[0], last
