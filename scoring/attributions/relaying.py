"""Mark second-hand statements: "The Post, citing four people briefed on the matter, reported …".

The statement is the Post's, but it rests on unnamed people, so it is marked as relayed. If the
reader tagged "citing" as the cue, the outlet's own verb replaces it, and the people cited are
removed from the content. A statement whose cited source is named ("citing the minister, Ana Ruiz")
is not marked.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import analyse
from scoring.speakers.types import type_by_words
from scoring.types import ANONYMOUS, SourceType

MOST_PHRASE_TOKENS: Final = 14
"""A phrase for the people cited has at most this many tokens."""
LINKS: Final = {"according": "to", "interviews": "with"}
"""Words that are not verbs but introduce people, each with its preposition."""
OTHERS: Final = 2
"""An attribution by "citing" is dropped if its source has this many attributions in the
sentence."""
RELAYING: Final[frozenset[SourceType]] = frozenset(
    ("named_organisation", "document", "named_person")
)
ENDS: Final = frozenset(", . ; : who that said says as reported — – ”".split())


class Cited(NamedTuple):
    """Unnamed people that a statement rests on.

    ``verb`` is the index of the token "citing"; ``start`` and ``stop`` bound the tokens of the
    people.
    """

    verb: int
    start: int
    stop: int


class Relaying:
    """Finds where an article says that something rests on unnamed people."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._words = reading.tokens.words
        self.cited = list(self._find())
        self._verbs = [one.verb for one in self.cited]

    def _find(self) -> Iterator[Cited]:
        citing = load_terms("cues", "citing")
        words = self._reading.tokens.lower
        wanted = citing | LINKS.keys()
        for at, word in [(at, word) for at, word in enumerate(words) if word in wanted]:
            behind = at + 1
            if LINKS.get(word) == (words[behind] if behind < len(words) else ""):
                behind += 1
            elif word not in citing:
                continue
            stop = behind
            while stop < min(len(words), behind + MOST_PHRASE_TOKENS) and words[stop] not in ENDS:
                stop += 1
            if behind < stop and self._is_unnamed(behind, stop):
                yield Cited(at, behind, stop)

    def _is_unnamed(self, start: int, stop: int) -> bool:
        phrase = analyse(self._words[start:stop])
        kind = type_by_words(phrase, [None] * (stop - start))
        is_word = phrase.words[phrase.head][:1].islower()
        return is_word and kind is not None and kind.type in ANONYMOUS

    def relink(self, linked: Sequence[Linked]) -> list[Linked]:
        """Return the attributions with the outlet's own verb in place of "citing".

        An attribution is dropped if it has no content left without the people cited. If the outlet
        has no other verb in the sentence, "citing" remains the cue, unless the source has other
        attributions there.
        """
        taken = {one.cue.start for one in linked}
        sources: dict[int, Counter[Tagged | None]] = {}
        for one in linked:
            sentence, _ = self._reading.sentence_at(one.cue.start)
            sources.setdefault(sentence, Counter())[one.source] += 1
        free = [tag for tag in self._reading.roles if tag.label == "CUE" and tag.start not in taken]
        kept = []
        for one in linked:
            cited = self._cited_by(one.cue)
            if cited is None:
                kept.append(one)
                continue
            first, _ = self._reading.sentence_at(one.cue.start)
            place = bisect_left(free, one.cue.start, key=lambda tag: tag.start)
            own = free[place - 1] if place and free[place - 1].start >= first else None
            rest = tuple(self._less(one.contents, cited))
            for piece in rest:
                self._reading.trace.rule(
                    "content",
                    "content.without_the_cited",
                    own or one.cue,
                    piece.place,
                )
            if rest and own is not None:
                kept.append(one._replace(cue=own, contents=rest))
                self._reading.trace.rule(
                    "source",
                    "source.who_cites",
                    one.source,
                    own.place,
                )
            elif rest and sources[first][one.source] < OTHERS:
                kept.append(one._replace(contents=rest))
        return kept

    def _cited_by(self, cue: Tagged) -> Cited | None:
        """Return the people cited, if the cue contains "citing" or a similar word."""
        place = bisect_left(self._verbs, cue.start)
        if place == len(self._verbs) or not cue.start <= self._verbs[place] < cue.end:
            return None
        is_citing = self._words[self._verbs[place]].lower() in load_terms("cues", "citing")
        return self.cited[place] if is_citing else None

    def _less(self, contents: Sequence[Tagged], cited: Cited) -> Iterator[Tagged]:
        """Yield the content without the people cited and the comma or dash after them."""
        for piece in contents:
            if piece.end <= cited.start or piece.start >= cited.stop:
                yield piece
                continue
            start = cited.stop
            while start < piece.end and self._words[start] in (",", "—", "–"):
                start += 1
            if start < piece.end - 1:
                yield piece._replace(start=start)

    def is_relayed(self, one: Linked, kind: SourceType) -> bool:
        """Return whether a named source's statement rests on unnamed people.

        ``kind`` is the type of the source. A mention inside the content ("according to four aides")
        counts only for an outlet or a document. "Citing" outside the content counts for people too.
        """
        if kind not in RELAYING:
            return False
        outlet = kind != "named_person"
        places = [(*self._reading.sentence_at(one.cue.start), False)]
        places += [(piece.start, piece.end, True) for piece in one.contents]
        for start, stop, inside in places:
            first = bisect_left(self._verbs, start)
            last = bisect_left(self._verbs, stop)
            near = (self.cited[i] for i in range(first, last))
            if any(self._relays(one, c, inside=inside, outlet=outlet) for c in near):
                return True
        return False

    def _relays(self, one: Linked, cited: Cited, *, inside: bool, outlet: bool) -> bool:
        source = one.source
        if source and cited.verb < source.start < cited.stop:
            return False
        if inside:
            return outlet
        within = any(piece.start <= cited.verb < piece.end for piece in one.contents)
        return not within and self._words[cited.verb].lower() != "according"
