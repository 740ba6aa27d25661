"""Find whom a sentence is about: the person, or the pronoun for one, with which it starts."""

from bisect import bisect_left
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.gender import by_noun
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, POSSESSIVE, is_somebody

MOST_BEFORE: Final = 8
"""A subject starts within this many tokens of its sentence: "The mayor, Ana Ruiz,"."""
OPENS: Final = frozenset("at in on after before by during since until for from".split())
PRONOUNS: Final = frozenset(("he", "she"))
GOES_ON: Final = frozenset(("'s", "’s", "and", "or", "’", "'"))
"""What follows a name that is only part of a subject."""
MOST_OWNED: Final = 3
"""What a person owns is a noun with its adjectives of at most this many tokens."""
FULL: Final = 2
"""A full name has at least this many words."""


class Subject(NamedTuple):
    """The person that a sentence is about.

    ``introduced``: whether the article names and describes the person here for the first time.
    """

    start: int
    end: int
    named: bool
    introduced: bool


class SentenceSubjects:
    """Finds the subjects of an article's sentences."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._lower = reading.tokens.lower
        self._first: dict[str, int] = {}
        for at in range(len(self._lower) - 1, -1, -1):
            self._first[self._lower[at]] = at

    def of_sentence(self, first: int, end: int) -> Subject | None:
        """Return a person or a pronoun with which a sentence starts, also after "In 1962"."""
        near = range(first, min(end, first + MOST_BEFORE))
        leads = self._lower[first] in OPENS
        for at in near:
            opens = leads or at == first or self._lower[at - 1] == ","
            if opens and self._lower[at] in PRONOUNS:
                return Subject(at, at + 1, named=False, introduced=False)
        entities = self._reading.entities
        place = bisect_left(entities, first, key=lambda one: one.start)
        while place < len(entities) and entities[place].start in near:
            one = entities[place]
            if one.label == "PERSON" and one.end < end and self._is_subject(first, one):
                is_new = self._is_new(first, one)
                return Subject(one.start, one.end, named=True, introduced=is_new)
            place += 1
        return None

    def _is_subject(self, first: int, person: Tagged) -> bool:
        """Return whether only a role stands before a name in its sentence: "The mayor, Ana Ruiz".

        "Ruiz's house" and "Ruiz and Hale" are no one person.
        """
        before = self._lower[first : person.start]
        if before and before[0] in OPENS and "," in before[:-1]:
            before = before[before.index(",") + 1 :]  # "At the bank, analyst Ana Ruiz"
        if before and before[-1] == ",":
            before = before[:-1]
        is_role = before in ([], ["for"]) or (
            all(word.isalpha() or "-" in word or word in POSSESSIVE for word in before)
            and (is_somebody(before[-1]) or by_noun(before[-1]) is not None)
        )
        after = person.end
        return is_role and (self._lower[after] not in GOES_ON or self._owns_words(after))

    def _owns_words(self, at: int) -> bool:
        """Return whether a name that ends at a token owns what is said: "Ruiz's answer"."""
        if self._lower[at] not in POSSESSIVE:
            return False
        own = load_terms("sources", "own_words")
        return not own.isdisjoint(self._lower[at + 1 : at + 1 + MOST_OWNED])

    def _is_new(self, first: int, person: Tagged) -> bool:
        """Return whether a full name occurs for the first time, with a role or an age."""
        if person.end - person.start < FULL or self._first[self._lower[person.end - 1]] < first:
            return False
        if person.start > first:
            return True
        after = self._lower[person.end + 1 : person.end + 2]
        if self._lower[person.end : person.end + 1] != [","] or not after:
            return False
        opens = after[0] in DETERMINERS | INDEFINITE or is_somebody(after[0])
        return after[0][0].isdigit() or opens
