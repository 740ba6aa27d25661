"""Give a quotation that has a paragraph to itself, without a verb, to the person told of above it.

In "Orla Dunne, a retired nurse, comes every Thursday. ¶ “All my friends are here.”", newspapers
leave out the verb, because the sentence before has brought the speaker on. The reader has no cue
for such a quotation, so it goes to whoever spoke before, to a verb that has no source, or to
nobody. A person who goes on speaking is left to ``ownership``. The closing quotation mark is the
cue.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.attributions.bare_spans import (
    ENDS,
    LEAST_WORDS,
    MARKS,
    Bare,
    Range,
    find_bare,
    is_quoted,
)
from scoring.attributions.linking import Linked
from scoring.attributions.sentence_subjects import SentenceSubjects, Subject
from scoring.attributions.without_verb import INTRODUCED, SURE, attribute, without
from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading, Tagged

SAYS: Final = 0.5
"""The least log odds of an attribution in the sentence before that a quotation goes on. On general
news, 5 of 5 were right from it on, and none of 2 below it."""
REACH: Final = 3
"""A quotation goes to a speaker at most this many paragraphs above it."""
LONG: Final = 4
"""A shorter word of a heading may be written without a capital."""
OTHERS: Final = frozenset("he she him her his hers".split())


def give_to_subjects(
    reading: Reading, linked: Sequence[Linked], taken: Sequence[Range]
) -> tuple[list[Linked], set[Range]]:
    """Return the attributions in order of their cues, with those of bare quotations, and the cues
    of the latter, as ranges of tokens.

    ``taken``: what turns and signatures cover, in characters, in order and without overlaps.
    """
    begins = [start for start, _ in taken]
    bare = []
    for one in find_bare(reading):
        start, end = reading.tokens.spans[one.start][0], reading.tokens.spans[one.end - 1][1]
        place = bisect_left(begins, end) - 1
        if place < 0 or taken[place][1] <= start:
            bare.append(one)
    linked = [_without_nobodys(reading, _without_headings(reading, one)) for one in linked]
    return _Speakers(reading, linked).give(bare) if bare else (linked, set())


def _without_nobodys(reading: Reading, one: Linked) -> Linked:
    """Return an attribution without the quotations outside its sentence if its source is nobody:
    "Nobody could say why. ¶ “We walked.”".
    """
    source = one.source
    if source is None or reading.tokens.lower[source.start] not in load_terms("sources", "nobody"):
        return one
    first, stop = reading.sentence_at(one.cue.start)
    kept = [c for c in one.contents if not reading.quoted[c.start] or first <= c.start < stop]
    return one._replace(contents=tuple(kept))


class _Speakers:
    def __init__(self, reading: Reading, linked: Sequence[Linked]) -> None:
        self._reading = reading
        self._lower = reading.tokens.lower
        self._linked = sorted(linked, key=lambda one: one.cue.start)
        self._cues = [one.cue.start for one in self._linked]
        pieces = ((c.start, place) for place, one in enumerate(self._linked) for c in one.contents)
        self._pieces = sorted(pieces)
        self._subjects = SentenceSubjects(reading)

    def give(self, bare: Sequence[Bare]) -> tuple[list[Linked], set[Range]]:
        added = []
        for quotation in bare:
            owner = self._owner(quotation)
            says = self._says_before(quotation) if quotation.inside and owner is None else None
            if says is not None:
                self._add(quotation, says)
                continue
            subject = self._speaker(quotation, owner)
            if subject is not None:
                if owner is not None:
                    one = self._linked[owner]
                    self._linked[owner] = without(one, quotation.start, quotation.end)
                added.append(_attribution(self._reading, quotation, subject))
            elif owner is None:
                if self._is_own(quotation):
                    self._add_to_last(quotation, _pieces(quotation))
            elif self._is_stray(owner, quotation) and not quotation.inside:
                self._to_last(quotation, owner)
        kept = [one for one in self._linked if one.contents]
        cues = {one.cue.place for one in added}
        return sorted([*kept, *added], key=lambda one: one.cue.start), cues

    def _owner(self, quotation: Bare) -> int | None:
        """Return the index of the attribution that has the quotation's beginning as content."""
        place = bisect_left(self._pieces, (quotation.pieces[0][1], -1)) - 1
        if place < 0:
            return None
        owner = self._pieces[place][1]
        pieces = self._linked[owner].contents
        return owner if any(piece.end > quotation.start for piece in pieces) else None

    def _speaker(self, quotation: Bare, owner: int | None) -> Subject | None:
        """Return who was brought on, unless the quotation has a speaker who fits as well.

        Whoever speaks in the paragraph above may go on; and only a person introduced there takes a
        quotation from somebody who spoke before that or who says something else below.
        """
        first, end = quotation.above
        inside = self._linked[bisect_left(self._cues, first) : bisect_left(self._cues, end)]
        if any(one.source for one in inside):
            return None
        is_own = self._is_own(quotation)
        if owner is None:
            return self._subject(first, end) if is_own else None
        one = self._linked[owner]
        tells_more = any(piece.start >= quotation.end for piece in one.contents)
        is_later = one.cue.start >= quotation.end and tells_more
        is_between = quotation.inside and is_later  # "Holt sighed. “No.” Ruiz smiled. “Yes.”"
        subject = self._subject(first, end) if is_own or is_between else None
        if subject is None or (self._is_stray(owner, quotation) and not quotation.inside):
            return subject
        is_apart = one.cue.start < first or is_later
        is_new = subject.introduced or (is_between and subject.named)
        return subject if one.source and is_apart and is_new else None

    def _says_before(self, quotation: Bare) -> int | None:
        """Return the index of the attribution in the sentence before a quotation, if there is one
        source in it: "Ruiz praised the coach. “She is fair.”".
        """
        first, end = quotation.above
        places = range(bisect_left(self._cues, first), bisect_left(self._cues, end))
        says = [
            place
            for place in places
            if self._linked[place].source and self._linked[place].odds >= SAYS
        ]
        sources = {self._linked[place].source for place in says}
        return says[-1] if len(sources) == 1 else None

    def _add(self, quotation: Bare, place: int) -> None:
        pieces = _pieces(quotation)
        one = self._linked[place]
        self._linked[place] = one._replace(contents=(*one.contents, *pieces))
        for piece in pieces:
            self._reading.trace.rule("content", "content.last_speaker", one.cue, piece.place)

    def _is_own(self, quotation: Bare) -> bool:
        """Return whether somebody speaks of himself or herself.

        Who speaks of another before that is telling of somebody: "“She gave me a day off.”".
        """
        own = load_groups("turns.first_person", "turns.first_person_plural")
        lower = self._lower[quotation.start : quotation.end]
        return next((word for word in lower if word in own | OTHERS), "") in own

    def _is_stray(self, owner: int, quotation: Bare) -> bool:
        """Return whether the quotation's cue is a verb without a source in another paragraph.

        A verb with a colon leads to it: "The statement read in part:".
        """
        one = self._linked[owner]
        leads = self._lower[quotation.start - 1] == ":"
        return one.source is None and one.cue.start < quotation.start and not leads

    def _to_last(self, quotation: Bare, owner: int) -> None:
        """Give a quotation to whoever was quoted last above it, or else to nobody."""
        pieces = [
            piece
            for piece in self._linked[owner].contents
            if quotation.start <= piece.start < quotation.end
        ]
        self._linked[owner] = without(self._linked[owner], quotation.start, quotation.end)
        self._add_to_last(quotation, pieces)

    def _add_to_last(self, quotation: Bare, pieces: Sequence[Tagged]) -> None:
        last = self._last(quotation)
        for piece in pieces:
            cue = None if last is None else self._linked[last].cue
            self._reading.trace.rule("content", "content.last_speaker", cue, piece.place)
        if last is not None:
            contents = sorted([*self._linked[last].contents, *pieces], key=lambda one: one.start)
            self._linked[last] = self._linked[last]._replace(contents=tuple(contents))

    def _last(self, quotation: Bare) -> int | None:
        """Return the index of the last attribution above if it quotes or says something.

        "Ruiz went on to state that …": the quotation below it is Ruiz's too.
        """
        paragraphs = self._reading.tokens.paragraph_starts
        here = bisect_right(paragraphs, quotation.start)
        least = paragraphs[max(0, here - 1 - REACH)]
        quoted = self._reading.quoted
        for place in range(bisect_left(self._cues, quotation.start) - 1, -1, -1):
            one = self._linked[place]
            if one.cue.start < least:
                break
            if quoted[one.cue.start]:
                continue
            is_quoted = any(quoted[piece.start] for piece in one.contents)
            cue = self._lower[one.cue.start : one.cue.end]
            says = not load_terms("cues", "inverting").isdisjoint(cue)
            asks = not load_terms("cues", "asking").isdisjoint(cue) and any(
                self._lower[piece.end - 1] == "?" or "?" in self._lower[piece.end - 2 : piece.end]
                for piece in one.contents[-1:]
            )
            return place if one.source and (is_quoted or says) and not asks else None
        return None

    def _subject(self, first: int, end: int) -> Subject | None:
        """Return whom the last sentence of a paragraph is about.

        A pronoun stands for the person with whom an earlier sentence starts, there or in the
        paragraph above it.
        """
        if self._lower[end - 1] not in ENDS:
            return None  # a heading, a label
        paragraphs = self._reading.tokens.paragraph_starts
        above = paragraphs[max(0, bisect_left(paragraphs, first) - 1)]
        sentences = self._reading.sentences
        places = sentences[bisect_left(sentences, above) : bisect_left(sentences, end)]
        bounds = list(zip(places, [*places[1:], end], strict=True))
        ends_here = bool(bounds) and bounds[-1][0] >= first
        last = self._subjects.of_sentence(*bounds[-1]) if ends_here else None
        if last is None or last.named:
            return last
        for start, stop in reversed(bounds[:-1]):
            earlier = self._subjects.of_sentence(start, stop)
            if earlier is None or earlier.named:
                return earlier or last
        return last


def _without_headings(reading: Reading, one: Linked) -> Linked:
    """Return the attribution without subheadings in quotation marks, in other paragraphs."""
    if len(one.contents) == 1:
        return one
    starts = [*reading.tokens.paragraph_starts, len(reading.tokens.words)]
    kept = []
    for piece in one.contents:
        place = bisect_right(starts, piece.start)
        first, end = starts[place - 1], starts[place]
        is_apart = piece.start <= first + 1 and not first <= one.cue.start < end
        if not (is_apart and _is_heading(reading, first, end)):
            kept.append(piece)
    return one._replace(contents=tuple(kept)) if kept else one


def _is_heading(reading: Reading, start: int, end: int) -> bool:
    """Return whether a paragraph is quoted words in capitals without a mark: “We Are Nervous”."""
    inside = [word for word in reading.tokens.words[start:end] if word not in MARKS]
    if not inside or inside[-1] in ENDS or inside[-1] == "," or len(inside) > LEAST_WORDS:
        return False
    written = all(word[:1].isupper() for word in inside if len(word) >= LONG and word[0].isalpha())
    return written and len(inside) > 1 and is_quoted(reading, start, end)


def _pieces(quotation: Bare) -> list[Tagged]:
    return [Tagged("CONTENT", start, end, SURE) for start, end in quotation.pieces]


def _attribution(reading: Reading, quotation: Bare, subject: Subject) -> Linked:
    end = quotation.end - 1
    *pieces, (last, _) = quotation.pieces
    cue, source = (end, quotation.end), (subject.start, subject.end)
    return attribute(reading, INTRODUCED, cue, source, [*pieces, (last, end)])
