"""Match a name to a person: of the people it fits, the one named nearest.

A last name fits everyone who has it, either whole ("van den Heuvel", "López Obregón") or from any
of its parts on. A first name fits everyone who has it. A full name fits a person with the same last
name and the same first name, its initial or a short form of it. Each person is indexed under
everything that fits, so a lookup takes a few binary searches, however many people the article
names.
"""

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final, Generic, TypeVar

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.names import (
    Name,
    Names,
    agree,
    given_name_forms,
    is_family_first,
    is_surname_part,
)

P = TypeVar("P")

Heading = tuple[bool | str | None, ...]
"""An index key: the gender asked for (female or not, or ``None``), the suffix, and the names."""
ANY: Final = "any"
"""Stands for any suffix."""
NUMBERED: Final = "numbered"
"""Stands for the suffixes that a later mention of the full name may leave out."""
JUNIOR: Final = "junior"
"""Stands for a son's suffix, which only a short form of the given name may leave out."""

FILED: Final = 8
"""The most names of a beginning or end that is indexed: "Maria del Carmen" of a longer name."""
TRIED: Final = 6
"""The most mentions under a heading that are checked in each direction for one that agrees."""
MOST_BEARERS: Final = 32
"""The most people with one last name who are considered for it alone; no news article has more."""


class Namings(Generic[P]):
    """The mentions so far, indexed by name. People are numbered in the order of their addition."""

    def __init__(self) -> None:
        self._people: list[tuple[Name, P, bool | None]] = []
        self._headings: list[tuple[Heading, ...]] = []
        """What each person is indexed under."""
        self._filed: dict[Heading, list[tuple[int, int]]] = {}
        """For each heading: pairs ``(token, number of the person)``, sorted."""
        self._bearers: dict[Heading, list[int]] = {}
        """For each heading: the numbers of the first people under it, at most ``MOST_BEARERS``."""

    def new(self, name: Name, person: P, at: int, *, female: bool | None = None) -> None:
        """Add a person with a first mention at token ``at``."""
        self._people.append((name, person, female))
        number = len(self._people) - 1
        self._headings.append(tuple(self._headings_of(number)))
        for heading in self._headings[number]:
            bearers = self._bearers.setdefault(heading, [])
            if len(bearers) < MOST_BEARERS:
                bearers.append(number)
        self._file(number, at)

    def find(
        self, name: Name, at: int, *, female: bool | None = None, titled: bool = False
    ) -> P | None:
        """Return the nearest person that this name fits, and index the new mention at ``at``.

        If ``female`` is given, a "Mrs." (true) or "Mr." (false) before the name must fit too.
        ``titled`` means that a title precedes the name that goes with last names. If two people are
        equally near, the one added first wins. A name inside a longer name counts only if nothing
        else fits. Return ``None`` if nobody fits.
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

    def bearers(self, name: Name, *, female: bool | None = None, first: bool = False) -> list[P]:
        """Return the first people with this last name, in the order of their addition.

        If nobody has this last name and ``first`` is true, return those with this first name.
        """
        suffixes = (name.suffix,) if name.suffix else ("", ANY)
        found = [self._bearers.get((female, s, "ends", *name.names), []) for s in suffixes]
        if first and not any(found):
            found = [self._bearers.get((female, s, "first", *name.names), []) for s in suffixes]
        numbers = sorted({number for numbers in found for number in numbers})
        return [self._people[number][1] for number in numbers[:MOST_BEARERS]]

    def _file(self, number: int, at: int) -> None:
        for heading in self._headings[number]:
            insort(self._filed.setdefault(heading, []), (at, number))

    def _headings_of(self, number: int) -> Iterator[Heading]:
        """Yield everything that a person is indexed under."""
        name, _, female = self._people[number]
        suffixes = (name.suffix, ANY) if name.suffix else ("",)
        if name.suffix in load_terms("nicknames", "generation"):
            suffixes = (*suffixes, NUMBERED)
        genders = (None, True, False) if female is None else (None, female)
        for gender, suffix, heading in product(genders, suffixes, _headings(name)):
            yield gender, suffix, *heading
        if name.suffix == "jr" and len(name.names) > 1:
            for gender, given in product(genders, {name.names[0], name.nickname} - {""}):
                yield gender, JUNIOR, "both", given, name.names[-1]
            for gender in genders if name.nickname else ():
                yield gender, JUNIOR, "nickname", name.nickname, name.names[-1]

    def _nearest(self, heading: Heading, name: Name, at: int) -> Iterator[tuple[int, int]]:
        """Yield the nearest mentions under a heading that agree: the last before ``at``, the next.

        Each is a pair of the distance in tokens and the number of the person.
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
    """Return whether names that share a heading are compatible."""
    if len(names) == 1 or names == known[-len(names) :]:
        return True
    if names[-1] != known[-1]:
        return names == known[: len(names)]
    return agree(names, known)


def _asked(name: Name, *, titled: bool) -> Iterator[tuple[str, Iterable[Heading]]]:
    """Yield where to look for a name, most probable first: a suffix and the headings.

    "Tate" is Brian Tate rather than Brian Tate Jr. "William Tate" can be William Tate III, but
    not William Tate Jr., whose father may be named too; "Bill Tate" can be either.
    """
    yield name.suffix, [*_fitting(name, titled=titled)]
    if len(name.names) > 1 and not name.suffix:
        yield NUMBERED, [*_fitting(name, titled=titled)]
        first, last = name.names[0], name.names[-1]
        short = [("both", form, last) for form in given_name_forms(first) - {first}]
        yield JUNIOR, [("nickname", first, last), *short]
    if len(name.names) == 1:
        if not name.suffix:
            yield ANY, [*_fitting(name, titled=titled)]
        for suffix in ("", ANY) if not name.suffix else (name.suffix,):
            yield suffix, [("inside", name.names[0])]


def _headings(name: Name) -> set[tuple[str, ...]]:
    """Return everything that a person is indexed under."""
    return set(_all_headings(name))


def _all_headings(name: Name) -> Iterator[tuple[str, ...]]:
    names = name.names
    first, last = names[0], names[-1]
    yield "ends", last
    if len(names) == 1:
        return
    if is_family_first(names):
        yield "ends", first  # "Mr. Xi"
    for start in range(max(1, len(names) - FILED), len(names) - 1):
        yield "ends", *names[start:]
        if not is_surname_part(names[start]):
            yield "inside", names[start]
    for given in (first, name.nickname) if name.nickname else (first,):
        yield "first", given
        for form in given_name_forms(given):
            yield "both", form, last
    yield "initial", first[0], last
    for size in range(2, min(len(names) - 1, FILED) + 1):
        yield "begins", *names[:size]


def _fitting(name: Name, *, titled: bool) -> Iterator[tuple[str, ...]]:
    """Yield the headings to look under for people that this name fits."""
    names = name.names
    first, last = names[0], names[-1]
    yield "ends", *names
    if len(names) == 1:
        if not titled:
            for form in given_name_forms(first):
                yield "first", form
        return
    yield "begins", *names[:FILED]
    if len(first) == 1:
        yield "initial", first, last
        return
    yield "both", first[0], last
    for form in given_name_forms(first):
        yield "both", form, last
