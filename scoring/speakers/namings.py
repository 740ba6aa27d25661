"""Which person a name goes to: of those it fits, the one who was named nearest.

A last name fits whoever bears it, whole ("van den Heuvel", "López Obregón") or from any of its
parts on, and a first name too; a full name fits the same last name with the same first name, its
initial or a short form of it. Each person is filed under all that would fit, so that the question
takes a few binary searches however many people the article names.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final, Generic, TypeVar

from scoring.speakers.names import Name, Names, agree, given_names, is_surname_part

P = TypeVar("P")

Heading = tuple[bool | str | None, ...]
"""Whether a woman or a man is asked for, the suffix, and what the names have to be."""
ANY: Final = "any"
"""The suffix of everybody who has one."""

FILED: Final = 8
"""Up to how many names a beginning is filed whole: "Maria del Carmen" of a longer name."""
TRIED: Final = 6
"""How many mentions of others under a heading are passed by, each way, for one that agrees."""


class Namings(Generic[P]):
    """The mentions so far, filed by name. People are numbered as they come."""

    def __init__(self) -> None:
        self._people: list[tuple[Name, P, bool | None]] = []
        self._filed: dict[Heading, list[tuple[int, int]]] = {}
        """Of each heading: ``(token, number of the person)``, by token."""

    def new(self, name: Name, person: P, at: int, *, female: bool | None = None) -> None:
        """File a person under their first mention."""
        self._people.append((name, person, female))
        self._file(len(self._people) - 1, at)

    def find(
        self, name: Name, at: int, *, female: bool | None = None, titled: bool = False
    ) -> P | None:
        """Return the nearest person whom this name fits, filed there too from now on.

        ``female``: whom "Mrs." or "Mr." before the name fits too, if given. ``titled``: a title
        goes before it that goes with last names. Of two as near, the one who came first. A name
        inside a longer one fits if no other does.
        """
        for suffix, headings in _asked(name, titled=titled):
            near = [
                found
                for heading in headings
                for found in self._nearest((female, suffix, *heading), name, at)
            ]
            if near:
                number = min(near)[1]
                self._file(number, at)
                return self._people[number][1]
        return None

    def bearers(self, name: Name, *, female: bool | None = None) -> list[P]:
        """Return all whom a last name fits, in the order in which they came."""
        suffixes = (name.suffix,) if name.suffix else ("", ANY)
        filed = [self._filed.get((female, s, "ends", *name.names), []) for s in suffixes]
        numbers = {number for places in filed for _, number in places}
        return [self._people[number][1] for number in sorted(numbers)]

    def _file(self, number: int, at: int) -> None:
        name, _, female = self._people[number]
        suffixes = (name.suffix, ANY) if name.suffix else ("",)
        for heading in product(
            (None, True, False) if female is None else (None, female), suffixes, _headings(name)
        ):
            insort(self._filed.setdefault((*heading[:2], *heading[2]), []), (at, number))

    def _nearest(self, heading: Heading, name: Name, at: int) -> Iterator[tuple[int, int]]:
        """The last mention under a heading before ``at`` of somebody who agrees, and the next.

        As: how far, and whose.
        """
        filed = self._filed.get(heading, [])
        place = bisect_left(filed, (at,))
        ways = (
            range(place - 1, max(-1, place - TRIED - 1), -1),
            range(place, min(len(filed), place + TRIED)),
        )
        for way in ways:
            for start, number in (filed[i] for i in way):
                if _agrees(name.names, self._people[number][0].names):
                    yield abs(at - start), number
                    break


def _agrees(names: Names, known: Names) -> bool:
    """Is there nothing against it, where a heading is shared?"""
    if len(names) == 1 or names == known[-len(names) :]:
        return True
    if names[-1] != known[-1]:
        return names == known[: len(names)]
    return agree(names, known)


def _asked(name: Name, *, titled: bool) -> Iterator[tuple[str, Iterable[Heading]]]:
    """Where to look for whom a name fits, the likeliest first: with which suffix, under what.

    "Tate" is Brian Tate rather than Brian Tate Jr.
    """
    yield name.suffix, [*_fitting(name, titled=titled)]
    if len(name.names) == 1:
        if not name.suffix:
            yield ANY, [*_fitting(name, titled=titled)]
        for suffix in ("", ANY) if not name.suffix else (name.suffix,):
            yield suffix, [("inside", name.names[0])]


def _headings(name: Name) -> set[tuple[str, ...]]:
    """What a person is filed under."""
    return set(_all_headings(name))


def _all_headings(name: Name) -> Iterator[tuple[str, ...]]:
    names = name.names
    first, last = names[0], names[-1]
    yield "ends", last
    if len(names) == 1:
        return
    for start in range(max(1, len(names) - FILED), len(names) - 1):
        yield "ends", *names[start:]
        if not is_surname_part(names[start]):
            yield "inside", names[start]
    for given in (first, name.nickname) if name.nickname else (first,):
        yield "first", given
        for form in given_names(given):
            yield "both", form, last
    yield "initial", first[0], last
    for size in range(2, min(len(names) - 1, FILED) + 1):
        yield "begins", *names[:size]


def _fitting(name: Name, *, titled: bool) -> Iterator[tuple[str, ...]]:
    """Under what the people are filed whom this name fits."""
    names = name.names
    first, last = names[0], names[-1]
    yield "ends", *names
    if len(names) == 1:
        if not titled:
            for form in given_names(first):
                yield "first", form
        return
    yield "begins", *names[:FILED]
    if len(first) == 1:
        yield "initial", first, last
        return
    yield "both", first[0], last
    for form in given_names(first):
        yield "both", form, last
