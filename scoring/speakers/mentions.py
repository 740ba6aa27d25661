"""Where an article names people, asked by place: before here, after here, first in a sentence.

Each answer is a binary search, for an article can name thousands and each of its sources asks.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Final, NamedTuple

from scoring.model.decoding import Reading
from scoring.speakers.people import People, Person

AHEAD_COUNTS: Final = 2
AHEAD_COSTS: Final = 40
"""A name still to come is a weaker antecedent than one that was given: its distance in tokens
counts twice, and this much on top."""


class _Places(NamedTuple):
    """People by token, in order."""

    at: list[int]
    people: list[Person]

    @classmethod
    def of(cls, places: Iterable[tuple[int, Person]]) -> "_Places":
        ordered = sorted(places, key=lambda place: place[0])
        return cls([at for at, _ in ordered], [person for _, person in ordered])


class Mentions:
    """The places at which people are named. ``female``: only whom the pronoun fits, if given."""

    def __init__(self, reading: Reading, people: People) -> None:
        named = [(start, person) for person in people.all for start, _ in person.mentions]
        tokens = list(people.at.items())
        self._named = {sex: _Places.of(_of(sex, named)) for sex in (None, True, False)}
        self._tokens = {sex: _Places.of(_of(sex, tokens)) for sex in (None, True, False)}
        self._openings = _Places.of((at, person) for at, person in named if reading.starts[at])
        self._order = {person: number for number, person in enumerate(people.all)}
        self._titled: dict[str, list[Person]] = {}
        for person in people.all:
            for role in person.roles:
                self._titled.setdefault(role, []).append(person)
        self._by_title: dict[str, _Places] = {}

    def before(self, at: int, *, female: bool | None) -> Person | None:
        """Return who was named last before ``at``."""
        named = self._named[female]
        place = bisect_left(named.at, at)
        return named.people[place - 1] if place else None

    def after(self, at: int, *, female: bool | None) -> Person | None:
        """Return who is named next after ``at``."""
        named = self._named[female]
        place = bisect_right(named.at, at)
        return named.people[place] if place < len(named.at) else None

    def first(self, start: int, stop: int, *, female: bool | None) -> Person | None:
        """Return the first person named from token ``start`` on, before ``stop``."""
        tokens = self._tokens[female]
        place = bisect_left(tokens.at, start)
        return tokens.people[place] if place < len(tokens.at) and tokens.at[place] < stop else None

    def opening_after(self, at: int) -> Person | None:
        """Return the next person after ``at`` whose name opens a sentence."""
        place = bisect_right(self._openings.at, at)
        return self._openings.people[place] if place < len(self._openings.at) else None

    def titled(self, roles: Iterable[str]) -> int:
        """Return how many people have one of the roles; two stands for two or more."""
        found: set[Person] = set()
        for role in roles:
            found.update(self._titled.get(role, [])[:2])
        return min(len(found), 2)

    def nearest(self, roles: Iterable[str], at: int) -> Person:
        """Return the nearest of those who have one of the roles; there must be one.

        Of two as near, the one who is named first in the article.
        """
        near = [found for role in roles if role in self._titled for found in self._near(role, at)]
        return min(near, key=lambda found: (found[0], self._order[found[1]]))[1]

    def _near(self, role: str, at: int) -> Iterable[tuple[int, Person]]:
        """The last mention up to ``at`` of people with a role, and the next, with how far."""
        if role not in self._by_title:
            self._by_title[role] = _Places.of(
                (start, person) for person in self._titled[role] for start, _ in person.mentions
            )
        places = self._by_title[role]
        place = bisect_right(places.at, at)
        if place:
            yield at - places.at[place - 1], places.people[place - 1]
        if place < len(places.at):
            yield AHEAD_COUNTS * (places.at[place] - at) + AHEAD_COSTS, places.people[place]


def fits(person: Person, female: bool | None) -> bool:  # noqa: FBT001  # three-valued
    """Can "she" (true), "he" (false) or either (``None``) be this person?"""
    return female is None or person.female in (None, female)


def _of(
    female: bool | None,  # noqa: FBT001  # three-valued
    places: Iterable[tuple[int, Person]],
) -> Iterable[tuple[int, Person]]:
    return ((at, person) for at, person in places if fits(person, female))
