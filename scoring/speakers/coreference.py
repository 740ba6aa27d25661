"""Find antecedents: the speakers that pronouns and descriptions refer to."""

from collections.abc import Sequence
from typing import Final

from scoring.model.decoding import Reading
from scoring.speakers.cast import Cast
from scoring.speakers.definite import DefiniteDescriptions
from scoring.speakers.descriptions import Descriptions
from scoring.speakers.draft import Draft
from scoring.speakers.he_or_she import HeOrShe
from scoring.speakers.introductions import Introductions
from scoring.speakers.known import Known
from scoring.speakers.leads import Leads
from scoring.speakers.likely_people import LikelyPeople
from scoring.speakers.named_together import NamedTogether
from scoring.speakers.paraphrases import Paraphrases
from scoring.speakers.people import People
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, NUMBERS, Phrase, analyse
from scoring.speakers.ranking import Ranking
from scoring.speakers.relatives import Relatives
from scoring.speakers.spokespeople import Spokespeople
from scoring.speakers.they_or_it import TheyOrIt
from scoring.speakers.types import GroupedType, type_by_words
from scoring.speakers.unnamed import Unnamed

RELATIVE_REACH_TOKENS: Final = 11
"""The most tokens from a source to a "who" that has no phrase just before it."""
BODIES: Final = frozenset(("ORGANIZATION", "LOCATION"))
"""Labels of names that stand for a body that speaks."""
LETTERED: Final = 5
"""The most tokens of a body's letters in brackets."""
NOUN_PHRASE: Final = 8
"""The most tokens in the phrase before "who"."""


class Antecedents:
    """Finds antecedents from a place in the article.

    It looks back and, if there is no candidate, ahead. Places (``at``, ``start``, ``end``) are
    token indices.
    """

    def __init__(
        self,
        reading: Reading,
        cast: Cast,
        people: People,
        unnamed: Unnamed,
        labels: Sequence[str | None],
    ) -> None:
        self._trace = reading.trace
        self._reading = reading
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        self._cast = cast
        self._labels = labels
        self._relatives = Relatives(reading, people)
        self.ranking = Ranking(reading, cast, people)
        leads = Leads(reading, people)
        self.known = Known(reading, cast, people, unnamed, labels, self.ranking, leads)
        self.descriptions = Descriptions(reading, people, leads.holders, self.ranking)
        self.spokespeople = Spokespeople(people)
        self.named_together = NamedTogether(reading, cast, people, leads.holders, unnamed)
        self.introductions = Introductions(self.known, self.descriptions)
        self.likely = LikelyPeople(self.known, self._relatives)
        self.definite = DefiniteDescriptions(
            self.known, self.descriptions, self.likely, self.introductions
        )
        self._paraphrases = Paraphrases(self.known, self.definite, self.named_together)
        self.he_or_she = HeOrShe(self.known, self.likely, self.definite)
        self.they_or_it = TheyOrIt(self.known, self.named_together, self.introductions)

    def relative(self, at: int) -> Draft | None:
        """Return the speaker that "who" refers to: a name or phrase before it, or a source."""
        if person := self._relatives.person(at):
            self._trace.rule("speaker", "speaker.who_after_name", person)
            return self._cast.person(person, at)
        stop = at - 1 if at and self._words[at - 1] in (",", "-", "–", "—") else at
        start = stop
        while start > 0 and stop - start < NOUN_PHRASE and self._in_phrase(start - 1):
            start -= 1
            if self._lower[start] in (DETERMINERS | INDEFINITE) - {"that"}:  # "that makes two who"
                phrase = analyse(self._words[start:stop])
                labels = self._labels[start:stop]
                if kind := type_by_words(phrase, labels):
                    found = self.definite.find(phrase, labels, kind, start)
                    return found or self._cast.described(phrase, kind, start, stop)
                break
        for begin in range(stop - 1, max(start, stop - 4) - 1, -1):
            phrase = analyse(self._words[begin:stop])
            kind = type_by_words(phrase, self._labels[begin:stop])
            is_year = begin == stop - 1 and phrase.noun.isdigit()
            if kind and kind.type != "named_person" and not is_year:
                opens = begin - (begin > 0 and self._lower[begin - 1] in NUMBERS)
                phrase = analyse(self._words[opens:stop])
                return self._cast.described(phrase, kind, opens, stop)
        last = next(self._cast.recent(at - RELATIVE_REACH_TOKENS), None)
        if last:
            self._trace.rule("speaker", "speaker.last_source", last)
        return last

    def before_which(self, at: int) -> Draft | None:
        """Return the body or document right before "which": "calls to the port, which said"."""
        stop = at - 1 if at and self._words[at - 1] in (",", "-", "–", "—") else at
        if stop and self._words[stop - 1] == ")":  # "the Transport Association (TA), which"
            opens = (
                i for i in range(stop - 2, max(0, stop - LETTERED), -1) if self._words[i] == "("
            )
            stop = next(opens, stop)
        named = self._reading.entity_to(stop)
        if named and named.label in BODIES and self._lower[named.start - 1] not in ("in", "at"):
            phrase = analyse(self._words[named.start : stop])
            body = GroupedType("named_organisation")
            return self._cast.described(phrase, body, named.start, stop)
        noun = self._relatives.noun_before(at)
        if noun is None:
            return None
        phrase = analyse(self._words[slice(*noun)])
        kind = type_by_words(phrase, self._labels[slice(*noun)])
        is_thing = kind is not None and kind.type in ("named_organisation", "document")
        return self._cast.described(phrase, kind, *noun) if kind and is_thing else None

    def noun_before(self, at: int) -> tuple[int, int] | None:
        """Return the noun that a "who" or "which" without a known speaker follows, if any."""
        return self._relatives.noun_before(at)

    def explained(self, phrase: Phrase, start: int, end: int) -> Draft | None:
        """Return the person whose name a source explains: "Ruiz, a lawyer vowing to sue,", or whom
        it calls by other words: "the PM".
        """
        person = self._relatives.explained(start, end)
        if person is None:
            return self._paraphrases.meant(phrase, start, end)
        self._trace.rule("speaker", "speaker.explains_name", person)
        return self._cast.person(person, start)

    def _in_phrase(self, i: int) -> bool:
        word = self._words[i]
        return word[0].isalnum() or word in ("'s", "’s", "-", ".")
