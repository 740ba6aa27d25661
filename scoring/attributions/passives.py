"""Find who or what speaks in a passive: "was told by deputies", "was described in a report"."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.attributions.speaker_phrases import CLAUSES, FOUND, MARKS, SpeakerPhrases
from scoring.attributions.subjects import is_text
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import is_somebody as is_role
from scoring.speakers.phrases import singular

AGENT: Final = 15
"""An agent is looked for within this many tokens after the cue."""
ADVERBS: Final = 2
"""At most this many adverbs separate "was" from the verb."""
ENDS: Final = MARKS | frozenset("that to who which whether on and after when".split())
"""An agent ends at these: "was told by deputies to …"."""

DOCUMENT_ENDS: Final = ENDS | frozenset("as of by for with if".split())
"""A text ends at these too: "was described in a report | as unsafe"."""


class Passives:
    """Finds the sources of passive cues: who is told something is none.

    ``cues`` are the first tokens of the article's cues, sorted.
    """

    def __init__(self, reading: Reading, cues: Sequence[int], phrases: SpeakerPhrases) -> None:
        self._reading = reading
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        self._cues = cues
        self._phrases = phrases

    def is_passive(self, cue: Tagged) -> bool:
        """Return whether the cue is a participle after a form of "be": "was informed", "have been
        told". "A mayor accused of fraud" has no "be".
        """
        cued = " ".join(self._words[cue.start : cue.end]).lower()
        if cued in load_terms("cues", "reduced_passive"):
            return True
        verb = self._verb(cue)
        word = self._words[verb].lower()
        if word not in load_terms("cues", "passive") and not self._is_opinion(cue, word):
            return False
        first = max(self._reading.sentence_at(cue.start)[0], verb - ADVERBS - 1)
        before = [word.lower() for word in self._words[first:verb]]
        be = load_terms("cues", "be")
        return any(
            word in be
            and all(
                w.endswith("ly") or w in be or w in ("not", "also", "then", "later")
                for w in before[place + 1 :]
            )
            for place, word in enumerate(before)
        )

    def _is_opinion(self, cue: Tagged, verb: str) -> bool:
        """Return whether it is somebody's opinion: "is said by friends to own it"."""
        is_one = verb in load_terms("cues", "opinion_passive")
        return is_one and self._lower[cue.end : cue.end + 1] == ["by"]

    def is_no_source(self, cue: Tagged, source: Tagged) -> bool:
        """Return whether a supposed source is another clause's, or only draws criticism."""
        return self._is_in_next_clause(cue, source) or self._is_target(cue, source)

    def _is_target(self, cue: Tagged, source: Tagged) -> bool:
        """Return whether others judge the source: "Ruiz drew criticism for"."""
        cued = self._lower[cue.start : cue.end]
        is_drawn = not load_terms("cues", "drawing").isdisjoint(cued)
        is_judged = not load_terms("cues", "drawn").isdisjoint(cued)
        return is_drawn and is_judged and source.end <= cue.start

    def _is_in_next_clause(self, cue: Tagged, source: Tagged) -> bool:
        """Return whether a passive's source is another clause's: "was expected after Ruiz left"."""
        cued = self._lower[cue.start : cue.end]
        passive = load_groups("cues.passive", "cues.opinion_passive")
        if cued[-1] not in passive or load_terms("cues", "be").isdisjoint(cued):
            return False
        return source.start > cue.end and self._lower[source.start - 1] in CLAUSES

    def agent(self, cue: Tagged) -> Tagged | None:
        """Return the phrase after "by" in the cue's sentence, before the next cue."""
        _, end = self._reading.sentence_at(cue.start)
        place = bisect_right(self._cues, cue.start)
        end = min(end, self._cues[place] if place < len(self._cues) else end, cue.end + AGENT)
        for at in range(cue.end, end - 1):
            is_by = self._words[at].lower() == "by"
            if is_by or (at == cue.end and self._words[at - 1] == "by"):
                agent = at + 1 if is_by else at
                if not self._is_when_or_how(agent):
                    return self._phrases.starting_at(agent, ENDS) or self._people_at(agent, end)
        return None

    def text(self, cue: Tagged) -> Tagged | None:
        """Return the text in which it says so: "was described | in the audit | as".

        The reader takes it for a part of the cue now and then.
        """
        last = min(cue.end + 1, len(self._words) - 1)
        at = next((i for i in range(cue.start, last) if self._lower[i] == "in"), None)
        if at is None:
            return None
        phrase = self._phrases.starting_at(at + 1, DOCUMENT_ENDS) or self._phrase(at + 1)
        return phrase if phrase and is_text(self._reading, phrase.place) else None

    def _phrase(self, at: int) -> Tagged | None:
        _, end = self._reading.sentence_at(at)
        most = range(at, min(end, at + AGENT))
        stop = next((i for i in most if self._lower[i] in DOCUMENT_ENDS), at)
        return Tagged("SOURCE", at, stop, FOUND) if stop > at else None

    def _verb(self, cue: Tagged) -> int:
        """Return the cue's first token that can be a passive participle, or else its first
        token.
        """
        passive = load_groups("cues.passive", "cues.opinion_passive")
        return next(
            (i for i in range(cue.start, cue.end) if self._words[i].lower() in passive), cue.start
        )

    def _people_at(self, at: int, end: int) -> Tagged | None:
        """Return people without an article who do something: "told by rangers that"."""
        noun = singular(self._lower[at])
        is_one = noun != self._lower[at] and is_role(noun) and at + 1 < end
        return Tagged("SOURCE", at, at + 1, FOUND) if is_one else None

    def _is_when_or_how(self, at: int) -> bool:
        """Return whether "by" leads to a time or a means: "by Easter", "by email"."""
        words = [word.lower() for word in self._words[at : at + 2]]
        noun = words[-1] if words[0] in ("the", "next", "this") else words[0]
        entities = self._reading.entities
        place = bisect_left(entities, at, key=lambda one: one.start)
        here = entities[place] if place < len(entities) else None
        if here and here.start == at and here.label == "PERSON":
            return False  # "by May" can be Theresa May
        return noun in load_terms("cues", "when_or_how") or noun[:1].isdigit()
