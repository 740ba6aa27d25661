"""Add to what is said the paragraphs on which it goes on, or from which it comes.

The reader ends content at the end of a paragraph. But a list can follow ("The studies show that
hens:¶Lay more¶Eat less"), and a quotation that goes on can begin inside a sentence ("It has
a “hard winter ahead.¶“It will snow,” he wrote").
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from scoring.attributions.linking import Linked
from scoring.model.decoding import Reading, Tagged

COLON: Final = ":"
LEAST_ITEMS: Final = 2
MOST_ITEM_TOKENS: Final = 40
ENDS: Final = frozenset((".", "!", "?", "”", '"', COLON))
"""What an item of a list does not end with."""
BULLETS: Final = frozenset(("•", "*", "-", "–", "—", "·"))

Range = tuple[int, int]


def with_next_paragraphs(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, with such lists and quotations."""
    taken = sorted(part.place for one in linked for part in one.parts)
    listed = [_with_list(reading, one, taken) for one in linked]
    begun = dict(_begun(reading, taken))
    return [_with_beginning(reading, one, begun) for one in listed] if begun else listed


def _with_list(reading: Reading, one: Linked, taken: Sequence[Range]) -> Linked:
    last, lower = one.contents[-1], reading.tokens.lower
    starts = reading.tokens.paragraph_starts
    place = bisect_right(starts, last.start)
    end = starts[place] if place < len(starts) else len(lower)
    if last.end < max(one.cue.end, end - 1) or lower[end - 1] != COLON or reading.quoted[end - 1]:
        return one
    items = [*_items(reading, place, taken, last)]
    added = [piece for piece in items if piece.end > last.end]
    if len(items) < LEAST_ITEMS or not added:
        return one
    for piece in added:
        reading.trace.rule("content", "content.listed", one.cue, piece.place)
    return one._replace(contents=(*one.contents, *added))


def _items(reading: Reading, place: int, taken: Sequence[Range], last: Tagged) -> Iterator[Tagged]:
    """Yield the items of a list, without what the content before them has of them.

    ``place`` is the index of the first paragraph.
    """
    lower, paragraphs = reading.tokens.lower, reading.tokens.paragraphs
    for number in range(place, len(paragraphs)):
        start, stop = paragraphs[number]
        first = start + (lower[start] in BULLETS)
        is_item = 0 < stop - first <= MOST_ITEM_TOKENS and lower[stop - 1] not in ENDS
        if not is_item or reading.quoted[first]:
            return
        begin = max(first, last.end) if stop > last.end else first
        at = bisect_left(taken, (begin, -1))
        if stop > last.end and at < len(taken) and taken[at][0] < stop:
            return
        yield Tagged("CONTENT", begin, stop, last.confidence)


def _begun(reading: Reading, taken: Sequence[Range]) -> Iterator[tuple[int, Range]]:
    """Yield where quotations go on that begin inside a sentence nobody says, and these beginnings.

    They are ranges of tokens.
    """
    spans, starts = reading.tokens.spans, {*reading.tokens.paragraph_starts}
    for one, other in pairwise(reading.quotations):
        if one.closed:
            continue
        start, end = (bisect_left(spans, (at,)) for at in (one.start, one.end))
        goes_on = bisect_left(spans, (other.start,))
        first, _ = reading.sentence_at(start)
        place = bisect_left(taken, (first, -1))
        is_free = place == len(taken) or taken[place][0] >= end
        if goes_on == end and end in starts and start not in starts and is_free:
            yield goes_on, (start, end)


def _with_beginning(reading: Reading, one: Linked, begun: dict[int, Range]) -> Linked:
    """Return the attribution with the beginning of a quotation that it has the rest of."""
    for piece in one.contents:
        if piece.start in begun and reading.quoted[piece.start]:
            beginning = piece._replace(start=begun[piece.start][0], end=begun[piece.start][1])
            reading.trace.rule("content", "content.begun_before", one.cue, beginning.place)
            return one._replace(contents=(beginning, *one.contents))
    return one
