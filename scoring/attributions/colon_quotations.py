"""Give a quotation after a colon to whom its sentence is about, if the sentence has no verb of
saying.

In "Ruiz gives the play full marks: “I cried.”", the reader has no cue, so the quotation goes to
whoever spoke before. The colon is the cue. A thing with words on it speaks itself: "a placard in
English: “No.”". A title after a colon is nobody's.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property
from typing import Final

from scoring.attributions.linking import Linked, without_pieces
from scoring.attributions.sentence_subjects import SentenceSubjects
from scoring.attributions.without_verb import SURE, Deciders, attribute
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, singular
from scoring.text.quotation import Quotation

COLON: Final = Deciders("attribution.colon", "source.colon", "content.colon")
LEAST_WORDS: Final = 3
"""A shorter quotation may be a name or a title: "She has a nickname: “Ace.”"."""
LONG: Final = 4
"""A shorter word of a title may be written without a capital."""
NEAR: Final = 5
"""A thing with words on it is at most this many tokens before the colon."""

Range = tuple[int, int]


def with_colons(
    reading: Reading, linked: Sequence[Linked], taken: Sequence[Range]
) -> tuple[list[Linked], set[Range]]:
    """Return the attributions in order of their cues, with those of quotations after a colon, and
    the cues of the latter, as ranges of tokens.

    ``taken``: what turns and signatures cover, in characters, in order and without overlaps.
    """
    begins = [start for start, _ in taken]
    owners = _Owners(reading, linked)
    added: list[Linked] = []
    given: list[Range] = []
    for quotation in reading.quotations:
        place = bisect_right(begins, quotation.start) - 1
        if place >= 0 and quotation.start < taken[place][1]:
            continue
        piece = _after_colon(reading, quotation)
        if piece is None or owners.is_owned(piece):
            continue
        if _is_title(reading, piece):
            given.append(piece.place)
        elif (source := owners.source(piece)) is not None:
            given.append(piece.place)
            cue = piece.start - 1, piece.start
            added.append(attribute(reading, COLON, cue, source.place, [piece.place]))
    kept = without_pieces(owners.linked, given)
    cues = {one.cue.place for one in added}
    return sorted([*kept, *added], key=lambda one: one.cue.start), cues


def _after_colon(reading: Reading, quotation: Quotation) -> Tagged | None:
    """Return a quotation that a colon precedes and that no verb follows."""
    spans, words = reading.tokens.spans, reading.tokens.words
    start = bisect_left(spans, (quotation.start,))
    end = bisect_left(spans, (quotation.end,))
    if not 0 < start < end or words[start - 1] != ":" or not quotation.closed:
        return None
    if start in reading.tokens.paragraph_starts:
        return None
    follows = words[end] if end < len(words) else ""
    goes_on = follows[:1].islower() or follows == ","
    return None if goes_on else Tagged("CONTENT", start, end, SURE)


def _is_title(reading: Reading, piece: Tagged) -> bool:
    """Return whether all longer words have capitals: "a new name: “The House of Salt”"."""
    words = [word for word in reading.tokens.words[slice(*piece.place)] if word[0].isalpha()]
    return len(words) > 1 and all(word[0].isupper() for word in words if len(word) >= LONG)


class _Owners:
    def __init__(self, reading: Reading, linked: Sequence[Linked]) -> None:
        self.linked = sorted(linked, key=lambda one: one.cue.start)
        self._reading = reading
        self._lower = reading.tokens.lower
        self._cues = [one.cue.start for one in self.linked]
        pieces = ((c.start, place) for place, one in enumerate(self.linked) for c in one.contents)
        self._pieces = sorted(pieces)

    @cached_property
    def _subjects(self) -> SentenceSubjects:
        return SentenceSubjects(self._reading)

    def is_owned(self, piece: Tagged) -> bool:
        """Return whether a quotation's sentence or a verb behind it says whose it is."""
        first, _ = self._reading.sentence_at(piece.start - 1)
        _, end = self._reading.sentence_at(piece.end - 1)
        if bisect_left(self._cues, first) < bisect_left(self._cues, max(end, piece.end)):
            return True
        owner = self._owner(piece)
        is_behind = owner is not None and owner.cue.start > piece.start
        return owner is not None and is_behind and self._in_one_paragraph(owner.cue, piece)

    def source(self, piece: Tagged) -> Tagged | None:
        """Return whom or what the sentence before a quotation is about."""
        colon = piece.start - 1
        first, _ = self._reading.sentence_at(colon)
        owner = self._owner(piece)
        thing = self._inscription(first, colon)
        if thing is not None:
            return thing
        subject = self._subjects.of_sentence(first, colon)
        said = sum(word[0].isalnum() for word in self._reading.tokens.words[slice(*piece.place)])
        own = load_terms("sources", "own_words")
        if said < LEAST_WORDS and own.isdisjoint(self._lower[first:colon]):
            return None
        if subject is None:
            return self._from(first, colon)
        if owner and owner.source and not subject.named:
            return None
        return Tagged("SOURCE", subject.start, subject.end, SURE)

    def _from(self, first: int, colon: int) -> Tagged | None:
        """Return whom words come from: "The reply from Ruiz, the last brewer:"."""
        own = load_terms("sources", "own_words")
        for at in range(first, min(colon - 1, first + NEAR)):
            if self._lower[at] in own and self._lower[at + 1] in ("from", "by", "of"):
                entities = self._reading.entities
                place = bisect_left(entities, at + 2, key=lambda one: one.start)
                person = entities[place] if place < len(entities) else None
                if person and person.label == "PERSON" and person.start < at + 2 + NEAR:
                    return Tagged("SOURCE", person.start, person.end, SURE)
        return None

    def _owner(self, piece: Tagged) -> Linked | None:
        """Return the attribution that has the end of a quotation in its content."""
        place = bisect_left(self._pieces, (piece.end, -1)) - 1
        if place < 0:
            return None
        owner = self.linked[self._pieces[place][1]]
        return owner if any(c.end > piece.start for c in owner.contents) else None

    def _in_one_paragraph(self, one: Tagged, other: Tagged) -> bool:
        starts = self._reading.tokens.paragraph_starts
        return bisect_right(starts, one.start) == bisect_right(starts, other.start)

    def _inscription(self, first: int, colon: int) -> Tagged | None:
        """Return a thing with words on it right before the colon: "a placard in English:"."""
        things, opens = load_terms("cues", "displayed"), DETERMINERS | INDEFINITE
        for at in range(colon - 1, max(first, colon - NEAR) - 1, -1):
            if singular(self._lower[at]) in things:
                near = range(at - 1, max(first, at - NEAR) - 1, -1)
                start = next((i for i in near if self._lower[i] in opens), at)
                return Tagged("SOURCE", start, at + 1, SURE)
        return None
