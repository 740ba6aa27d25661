"""Find where an article introduces somebody without a name: "a judge", "another doctor"."""

from typing import Final

from scoring.speakers.descriptions import Descriptions
from scoring.speakers.draft import Draft
from scoring.speakers.known import Known
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    BREAKS,
    DETERMINERS,
    HYPHENS,
    INDEFINITE,
    Phrase,
    analyse,
    is_somebody,
)
from scoring.speakers.roles import ENDS, IS

DESCRIBED: Final = 5
"""The most tokens from an article to its noun: "a federal appeals court judge"."""
SOURCE_REACH_TOKENS: Final = 90
"""The most tokens to look back for a source of the wanted type, or an introduction."""


class Introductions:
    """Finds the phrases that introduce people without a name.

    Places (``at``, ``noun``) are token indices.
    """

    def __init__(self, known: Known, descriptions: Descriptions) -> None:
        self._words = known.reading.tokens.words
        self._lower = known.reading.tokens.lower
        self._quoted = known.reading.quoted
        self._people = known.people
        self._labels = known.labels
        self._descriptions = descriptions

    def article_of(self, noun: int) -> int | None:
        """Return the place of the "a" or "another" that opens a noun's phrase, if there is one."""
        for i in range(noun - 1, max(-1, noun - DESCRIBED), -1):
            word = self._lower[i]
            if word in INDEFINITE:
                return i
            if word in ENDS or word in DETERMINERS or (word in BREAKS and word not in HYPHENS):
                return None
        return None

    def has(self, noun: str, at: int, person: Person) -> bool:
        """Return whether this noun introduced an unnamed person: "a judge", "another doctor".

        A lead that introduces ``person`` that way does not count.
        """
        for i in range(max(at - SOURCE_REACH_TOKENS, 0), at):
            if self._lower[i] != noun or i + 1 in self._people.at:
                continue
            opens = self.article_of(i)
            # "Ruiz, a judge" and "Ruiz is a judge" describe Ruiz. They do not introduce anyone.
            if opens is None:
                continue
            named = {opens - 1, opens - 2} & self._people.at.keys()
            if any(start <= i < end for start, end in person.titles):
                continue  # "a local official, Omar Diaz"
            phrase = analyse(self._words[opens : i + 1])
            if self._descriptions.introduced(phrase, self._labels[opens : i + 1], opens) is person:
                continue
            if not named and self._lower[max(0, opens - 1)] not in IS:
                return True
        return False

    def is_beside_another(self, phrase: Phrase, at: int, person: Person) -> bool:
        """Return whether a description is of one of two: "a guard … another guard … Omar Diaz"."""
        if phrase.determiner == "another":
            return True
        reach = range(at + phrase.head + 1, person.mentions[0][0])
        places = (self.article_of(i) for i in reach if self._lower[i] == phrase.noun)
        return any(place is not None and self._lower[place] == "another" for place in places)

    def met_since(self, draft: Draft, at: int) -> bool:
        """Return whether "a stranger", or the like, is told of after a speaker, or it is long ago.

        The speaker is one without a name.
        """
        if at - draft.last > SOURCE_REACH_TOKENS:
            return True
        return any(
            self.article_of(i) is not None
            for i in range(draft.last + 1, at)
            if is_somebody(self._lower[i]) and self._lower[i] != draft.head and not self._quoted[i]
        )
