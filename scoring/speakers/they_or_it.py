"""Find what "they" and "it" refer to."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.draft import Draft
from scoring.speakers.introductions import Introductions
from scoring.speakers.known import Known
from scoring.speakers.named_together import NamedTogether
from scoring.speakers.phrases import analyse, is_listed, is_surely_somebody, singular
from scoring.speakers.types import GroupedType, type_by_words
from scoring.types import SourceType

SOURCE_REACH_TOKENS: Final = 90
"""The most tokens to look back for a source of the wanted type, or an introduction."""
PLURAL_SOURCE_REACH_TOKENS: Final = 50
"""The most tokens to look back for a plural source before "they" can refer to a noun instead."""
PLURAL_PHRASE_REACH_TOKENS: Final = 40
"""The most tokens to look back for a plural phrase that "they" refers to."""
QUOTED_REACH_TOKENS: Final = 25
"""The most tokens to look back for such a phrase from a quotation that "they" said."""
DOCUMENT_REACH_TOKENS: Final = 8
"""The most tokens to look back for a document that "it" refers to."""

FIRST: Final = 1
"""A subject opens a sentence if it begins at most this many tokens after its start: "But they"."""
OWNED: Final = 4
"""The most tokens from "its" to the noun for whoever it has: "its younger members"."""
JOINED_REACH: Final = 40
"""The most tokens from "its" to "they"."""
MODIFIED: Final = 3
"""The most tokens from the word that opens a clause to the subject's: "as international experts".
"""
JOINED: Final = 5
"""The most tokens from "and" to "colleagues"."""


class TheyOrIt:
    """Finds the antecedent of "they" or "it" at a token."""

    def __init__(
        self, known: Known, named_together: NamedTogether, introductions: Introductions
    ) -> None:
        self._reading = known.reading
        self._trace = known.reading.trace
        self._words = known.reading.tokens.words
        self._lower = known.reading.tokens.lower
        self._sentences = known.reading.sentences
        self._cast = known.cast
        self._people = known.people
        self._ranking = known.ranking
        self._labels = known.labels
        self._named_together = named_together
        self._introductions = introductions
        self._paragraphs = known.reading.tokens.paragraph_starts
        self.asides: set[int] = set()
        """Where somebody is mentioned in passing: the next paragraph's "it" is not theirs."""

    def they(self, at: int) -> Draft | None:
        """Return what "they" refers to: the last plural source, two people with "and", or a noun.

        An organization or several documents can also be "they".
        """
        said = self._ranking.quotation_before(at)
        begin = said.start if said else at  # nobody whom "they" name in it
        for draft in self._cast.recent(at - PLURAL_SOURCE_REACH_TOKENS):
            if self._is_several(draft):
                self._trace.rule("speaker", "speaker.last_several", draft)
                return self._cast.again(draft, at)
        last = min(at - PLURAL_PHRASE_REACH_TOKENS, begin - QUOTED_REACH_TOKENS)
        for i in range(begin - 1, max(-1, last), -1):
            if self._lower[i] == "and" and (pair := self._named_together.pair(i)):
                return self._named_together.two(pair, at, "speaker.two_named_before")
            if self._lower[i] == "colleagues" and (person := self._with_colleagues(i)):
                return person
            if self._words[i].endswith("s") and i not in self._people.at:
                if pair := self._named_together.explained(i):
                    return self._named_together.two(pair, at, "speaker.two_named_before")
                phrase = analyse(self._words[i : i + 1])
                kind = type_by_words(phrase, self._labels[i : i + 1])
                if kind is None and is_surely_somebody(singular(phrase.noun)):
                    kind = GroupedType("unnamed_group")
                if kind and kind.type in ("unnamed_group", "collective"):
                    found = self._cast.described(phrase, kind, i, i + 1)
                    self._trace.rule("speaker", "speaker.plural_noun", found)
                    return found
        return self.latest(at, ("unnamed_group", "collective", "named_organisation"))

    def goes_on(self, at: int) -> Draft | None:
        """Return who opens the sentence before "they", and goes on although others speak in a
        clause of that sentence: "Some say the pit is lost, as experts blame the port. They …"; or
        two people who open the sentence of "they".
        """
        if not self._reading.quoted[at] and (
            pair := self._named_together.subject(self._sentences[self._sentence(at)], at)
        ):
            return self._named_together.two(pair, at, "speaker.two_named_before")
        if own := self._its_people(at):
            return own
        latest = None
        opens = self._sentence(at)
        if at - self._sentences[opens] > FIRST and self._lower[at - 1] != "and":
            return None
        for draft in self._cast.recent(at - PLURAL_SOURCE_REACH_TOKENS):
            if not self._is_several(draft):
                continue
            if latest is None:
                latest = draft
                clause = self._lower[max(0, draft.last - MODIFIED) : draft.last]
                if load_terms("sources", "subordinating").isdisjoint(clause):
                    return None
                continue
            place = self._sentence(latest.last)
            is_near = opens - place <= 1 and self._sentence(draft.last) == place
            is_subject = draft.last - self._sentences[place] <= FIRST
            return draft if is_near and is_subject else None
        return None

    def _its_people(self, at: int) -> Draft | None:
        """Return the people of a body who are told of before "they" in its sentence: "The union is
        new, and its members have little faith in the port, which they call lost".

        Nobody else must have spoken in that sentence or just before.
        """
        start = self._sentences[self._sentence(at)]
        its = [i for i in range(max(start, at - JOINED_REACH), at) if self._lower[i] == "its"]
        if not its or self._reading.quoted[at] or next(self._cast.recent(start), None):
            return None
        stop = next(
            (i + 1 for i in range(its[-1] + 1, min(at, its[-1] + OWNED)) if self._is_people(i)),
            None,
        )
        if stop is None:
            return None
        phrase = analyse(self._words[its[-1] : stop])
        found = self._cast.described(phrase, GroupedType("unnamed_group"), its[-1], stop)
        self._trace.rule("speaker", "speaker.plural_noun", found)
        return found

    def _is_people(self, i: int) -> bool:
        noun = singular(self._lower[i])
        return noun != self._lower[i] and (is_listed(noun) or is_surely_somebody(noun))

    def _sentence(self, at: int) -> int:
        return bisect_right(self._sentences, at) - 1

    @staticmethod
    def _is_several(draft: Draft) -> bool:
        several = ("unnamed_group", "collective", "named_organisation", "document")
        return draft.type in several or bool(draft.name and " and " in draft.name)

    def document_of_it(self, at: int) -> Draft | None:
        """Return the document that "it" refers to, introduced just before: "sent a letter. It"."""
        for i in range(at - 1, max(-1, at - DOCUMENT_REACH_TOKENS), -1):
            opens = self._introductions.article_of(i)
            if opens is None or self._words[i + 1][0].isalpha() or self._reading.quoted[i]:
                continue
            phrase = analyse(self._words[opens : i + 1])
            kind = type_by_words(phrase, self._labels[opens : i + 1])
            if kind and kind.type == "document":
                found = self._cast.described(phrase, kind, opens, i + 1)
                self._trace.rule("speaker", "speaker.document_noun", found)
                return found
        return None

    def latest(self, at: int, wanted: Sequence[SourceType]) -> Draft | None:
        """Return the last mentioned speaker of these types within ``SOURCE_REACH_TOKENS``."""
        for draft in self._cast.recent(at - SOURCE_REACH_TOKENS):
            if draft.type in wanted and not self._is_aside(draft, at):
                self._trace.rule("speaker", "speaker.last_of_type", draft)
                return self._cast.again(draft, at)
        return None

    def _is_aside(self, draft: Draft, at: int) -> bool:
        """Return whether a speaker was last mentioned in passing, in another paragraph."""
        paragraphs = self._paragraphs
        is_apart = bisect_right(paragraphs, draft.last) != bisect_right(paragraphs, at)
        return is_apart and draft.last in self.asides

    def _with_colleagues(self, at: int) -> Draft | None:
        """Return the person whose colleagues the word at a token names: "Ana Ruiz and colleagues".

        Their work goes by that person's name.
        """
        joined = range(at - 1, max(-1, at - JOINED), -1)
        joint = next((i for i in joined if self._lower[i] == "and"), None)
        first = self._sentences[bisect_right(self._sentences, at) - 1]
        named = range(joint - 1, first - 1, -1) if joint else ()
        place = next((i for i in named if i in self._people.at), None)
        return self._cast.person(self._people.at[place], at) if place is not None else None
