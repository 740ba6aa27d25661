"""Whom the text is about at a place: who is named just before it, outside quotation marks."""

from bisect import bisect_left
from operator import itemgetter
from typing import Final

from scoring.model.decoding import Reading
from scoring.speakers.people import People
from scoring.speakers.person import Person

NEAR: Final = 60
"""The tokens before a description in which nobody else may be named, if it tells of a body that is
not said of the person."""


class Focus:
    """Whom an article names where. ``at`` is a token index."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._named = sorted(
            (
                (start, one)
                for one in people.all
                for start, _ in one.mentions
                if not reading.quoted[start]
            ),
            key=itemgetter(0),
        )
        """Where people are named outside quotation marks, in order, and who they are."""
        self._places = [start for start, _ in self._named]

    def is_on(self, person: Person, at: int) -> bool:
        """Return whether nobody else was named since the person was, outside quotation marks.

        An epithet that says something new is of whom the text is about just then.
        """
        place = bisect_left(self._places, at)
        return not place or self._named[place - 1][1] is person

    def is_alone(self, person: Person, at: int) -> bool:
        """Return whether nobody else was named within ``NEAR`` tokens before, outside quotation
        marks.
        """
        first, last = (bisect_left(self._places, place) for place in (at - NEAR, at))
        return all(one is person for _, one in self._named[first:last])
