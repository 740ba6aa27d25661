"""Look up the person an article names next after a place.

The lookup is a binary search. An article can name thousands of people, and each of its sources
needs a lookup.
"""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from scoring.speakers.people import People
from scoring.speakers.person import Person


class _Places(NamedTuple):
    """People sorted by the tokens at which they are named."""

    at: list[int]
    people: list[Person]

    @classmethod
    def of(cls, places: Iterable[tuple[int, Person]]) -> "_Places":
        ordered = sorted(places, key=lambda place: place[0])
        return cls([at for at, _ in ordered], [person for _, person in ordered])


class Mentions:
    """The places at which people are named, also by gender."""

    def __init__(self, people: People) -> None:
        named = [(start, person) for person in people.all for start, _ in person.mentions]
        self._presented = people.presented
        self._named = {sex: _Places.of(_of(sex, named)) for sex in (None, True, False)}

    def after(self, at: int, *, female: bool | None) -> Person | None:
        """Return the person named next after token ``at``; ``None`` if nobody is.

        Whom a paragraph presents with an office has said nothing before: "“…,” he said.¶Tom Holt, a
        former minister, praised".

        If ``female`` is given, only people that "she" (true) or "he" (false) can refer to count.
        """
        named = self._named[female]
        place = bisect_right(named.at, at)
        person = named.people[place] if place < len(named.at) else None
        is_new = person in self._presented and person.mentions[0][0] > at
        return None if is_new else person


def fits(person: Person, female: bool | None) -> bool:  # noqa: FBT001  # three-valued
    """Return whether "she" (true), "he" (false) or either (``None``) can be this person."""
    return female is None or person.female in (None, female)


def _of(
    female: bool | None,  # noqa: FBT001  # three-valued
    places: Iterable[tuple[int, Person]],
) -> Iterable[tuple[int, Person]]:
    return ((at, person) for at, person in places if fits(person, female))
