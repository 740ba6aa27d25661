"""Antecedents: whom "she", "they", "who" and "the official" stand for."""

from collections.abc import Sequence
from typing import Final

import numpy as np

from scoring.model.decoding import Reading
from scoring.speakers.cast import Cast, Draft
from scoring.speakers.mentions import Mentions, fits
from scoring.speakers.gender import by_noun
from scoring.speakers.people import People, Person
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, Phrase, analyse, owners_of
from scoring.speakers.ranking import Ranking, likeliest
from scoring.speakers.types import INFORMANT, PUBLIC, WITHHELD, Kind, kind_by_words
from scoring.types import SourceType

REACH: Final = 90
"""How many tokens back a pronoun looks for a source before any name will do."""
NEAR: Final = 50
"""How many tokens back the last source is nearer to "they" than any noun."""
PLURAL_REACH: Final = 40
"""How many tokens back "they" looks for a plural phrase."""
JUST_BEFORE: Final = 11
"""How many tokens back "who" takes any source, when no phrase stands before it."""
STEM: Final = 4
"""Letters by which a country and its people are the same: "Mexico", "Mexican"."""
ABBREVIATED: Final = {
    "senator": "sen",
    "governor": "gov",
    "congressman": "rep",
    "congresswoman": "rep",
    "representative": "rep",
    "general": "gen",
    "professor": "prof",
    "doctor": "dr",
}
"""The title before a name that goes with a role noun: "the senator", "Sen. Smith"."""


class Antecedents:
    """Looks back, and where nobody was named yet ahead, from a place in the article."""

    def __init__(
        self, reading: Reading, cast: Cast, people: People, labels: Sequence[str | None]
    ) -> None:
        self._reading = reading
        self._words = reading.tokens.words
        self._cast = cast
        self._people = people
        self._labels = labels
        self._starts = np.flatnonzero(reading.starts)
        self._mentions = Mentions(reading, people)
        self.ranking = Ranking(reading, cast, people)

    def singular(self, at: int, *, female: bool) -> Draft | None:
        """Return whom "he" or "she" stands for: the likeliest so far, else who is named next."""
        candidates = self.ranking.candidates(at, female=female)
        if not candidates:
            person = self._mentions.after(at, female=female)
            return self._cast.person(person, at) if person else None
        who = likeliest(candidates)
        if isinstance(who, Person):
            return self._cast.person(who, at)
        return self._cast.again(who, at) if who else None

    def _latest_person(self, at: int, *, female: bool | None = None) -> Draft | None:
        """Return the last source that is a person, else the last name that fits."""
        last = next(
            (
                draft
                for draft in self._cast.recent(at - REACH)
                if draft.type in ("named_person", "unnamed_person")
                and draft.last < at
                and _agrees(draft, female)
            ),
            None,
        )
        if last:
            subject = self._subject(at, female=female)
            if subject and subject is not last.person and self._sentence_start(at) > last.last:
                return self._cast.person(subject, at)
            return self._cast.again(last, at)
        person = self._mentions.before(at, female=female) or self._mentions.after(at, female=female)
        return self._cast.person(person, at) if person else None

    def plural(self, at: int) -> Draft | None:
        """Return whom "they" stands for: the last plural source, people joined by "and", a noun.

        An organisation, or several documents, are "they" as well.
        """
        several = ("unnamed_group", "collective", "named_organisation", "document")
        for draft in self._cast.recent(at - NEAR):
            if draft.type in several or (draft.name and " and " in draft.name):
                return self._cast.again(draft, at)
        for i in range(at - 1, max(-1, at - PLURAL_REACH), -1):
            if self._words[i].lower() == "and" and (pair := self._pair(i)):
                return self._cast.name(" and ".join(person.full for person in pair), at)
            if self._words[i].endswith("s") and i not in self._people.at:
                phrase = analyse(self._words[i : i + 1])
                kind = kind_by_words(phrase, self._labels[i : i + 1])
                if kind and kind.type in ("unnamed_group", "collective"):
                    return self._cast.described(phrase, kind, i, i + 1)
        return self.latest(at, ("unnamed_group", "collective", "named_organisation"))

    def latest(self, at: int, wanted: Sequence[SourceType]) -> Draft | None:
        """Return the speaker of one of these types that was mentioned last, within reach."""
        for draft in self._cast.recent(at - REACH):
            if draft.type in wanted:
                return self._cast.again(draft, at)
        return None

    def relative(self, at: int) -> Draft | None:
        """Return whom "who" stands for: the phrase just before it."""
        stop = at - 1 if at and self._words[at - 1] in (",", "-", "–", "—") else at
        start = stop
        while start > 0 and stop - start < 8 and self._in_phrase(start - 1):
            start -= 1
        for i in range(stop - 1, start - 1, -1):
            if person := self._people.at.get(i):
                return self._cast.person(person, at)
            word = self._words[i].lower()
            if word in ("of", "from") and i - 1 in self._people.at:
                continue  # "Omar Aziz of Tyre, who"
            if word in DETERMINERS | {"of", "by", "with", "from", "for", "in"}:
                break
        if start > 1 and self._words[start - 1] == "," and start - 2 in self._people.at:
            # "Ruiz, the harbour commissioner, who": the phrase is in apposition to a name.
            return self._cast.person(self._people.at[start - 2], at)
        for begin in range(stop - 1, max(start, stop - 4) - 1, -1):
            phrase = analyse(self._words[begin:stop])
            if kind := kind_by_words(phrase, self._labels[begin:stop]):
                return self._cast.described(phrase, kind, begin, stop)
        return next(self._cast.recent(at - JUST_BEFORE), None)

    def definite(self, phrase: Phrase, kind: Kind, at: int) -> Draft | None:
        """Return who was, or will be, introduced as "the official", "the minister"."""
        if not _is_definite(phrase, kind):
            return None
        noun = phrase.noun
        if draft := self._cast.by_noun(noun):
            return self._cast.again(draft, at)
        titles = {noun, ABBREVIATED.get(noun, noun)}
        titled = self._mentions.titled(titles)
        owners = owners_of(phrase)
        if titled and (kind.group == PUBLIC or titled == 1):
            nearest = self._mentions.nearest(titles, at)
            if owners and not _belongs(nearest, owners):
                return None
            if nearest.mentions[0][0] > at and (ahead := self._mentions.opening_after(at)):
                # Nobody was named yet: a description points ahead at who acts next.
                nearest = ahead
            draft = self._cast.person(nearest, at)
            self._cast.call(draft, noun)
            return draft
        if kind.group == PUBLIC and not owners:
            return self._latest_person(at)
        if kind.group in (WITHHELD, INFORMANT) and noun in ("man", "woman", "actor", "author"):
            return self._latest_person(at, female=by_noun(noun))
        return None

    def _in_phrase(self, i: int) -> bool:
        word = self._words[i]
        return word[0].isalnum() or word in ("'s", "’s", "-", ".")

    def _pair(self, joint: int) -> tuple[Person, Person] | None:
        """The two people joined by the "and" at ``joint``, if there are two."""
        at = self._people.at
        before = next((at[i] for i in range(joint - 1, joint - 4, -1) if i in at), None)
        after = next((at[i] for i in range(joint + 1, joint + 6) if i in at), None)
        return (before, after) if before and after and before is not after else None

    def _sentence_start(self, at: int) -> int:
        place = int(np.searchsorted(self._starts, at, side="right"))
        return int(self._starts[place - 1]) if place else 0

    def _subject(self, at: int, *, female: bool | None) -> Person | None:
        """The first person named in this sentence before ``at``: its likely subject."""
        return self._mentions.first(self._sentence_start(at), at, female=female)


def _is_definite(phrase: Phrase, kind: Kind) -> bool:
    """Does the phrase speak of somebody known? "The senator"; "Senator says", in a headline.

    Informants are introduced without a determiner too, so for them it takes one.
    """
    if phrase.determiner in DETERMINERS:
        return True
    return kind.group == PUBLIC and phrase.determiner not in INDEFINITE


def _belongs(person: Person, owners: frozenset[str]) -> bool:
    """Is what owns the role among what is said of the person: "Mexico's president", "Mexican"?"""
    said = {word[:STEM] for word in person.roles}
    return any(word[:STEM] in said for word in owners)


def _agrees(draft: Draft, female: bool | None) -> bool:  # noqa: FBT001  # three-valued
    if draft.person:
        return fits(draft.person, female)
    if female is None:
        return True
    return by_noun(draft.head) in (None, female)
