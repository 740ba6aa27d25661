"""Keep a statement in a paragraph of its own whole: "Ruiz said in a statement:", and below it what
she said, without quotation marks.

The reader gives a part of it to somebody whom the statement is about: "Today, Governor Holt is
keeping his promise to …". Of nested attributions, only the outermost is kept.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.model.decoding import Reading, Tagged

SAME: Final = frozenset(("he", "she", "i", "we"))
"""Whoever made the statement can be meant by these, so that the article may go on."""


def with_blocks(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in order of their cues, with statements below a colon whole."""
    ordered = sorted(linked, key=lambda one: one.cue.start)
    cues = [one.cue.start for one in ordered]
    inner: set[int] = set()
    for place, one in enumerate(ordered):
        last = one.contents[-1]
        end = _block_end(reading, one, last)
        if end is None:
            continue
        inside = range(bisect_left(cues, last.end), bisect_left(cues, end))
        if not inside or any(_is_same(reading, one, ordered[at]) for at in inside):
            continue
        whole = last._replace(end=end)
        reading.trace.rule("content", "content.whole_block", one.cue, whole.place)
        ordered[place] = one._replace(contents=(*one.contents[:-1], whole))
        inner.update(inside)
    return [one for place, one in enumerate(ordered) if place not in inner]


def _block_end(reading: Reading, one: Linked, piece: Tagged) -> int | None:
    """Return the end of the paragraph that a piece opens, below the colon of its cue, if more
    follows on the piece there.
    """
    words, starts = reading.tokens.words, reading.tokens.paragraph_starts
    place = bisect_right(starts, piece.start) - 1
    begin, end = reading.tokens.paragraphs[place]
    is_below = place > 0 and begin == piece.start and words[begin - 1] == ":"
    if not is_below or one.cue.start < starts[place - 1] or one.cue.end > begin:
        return None
    is_longer = piece.end + 1 < end and not any(reading.quoted[begin:end])
    return end if is_longer else None


def _is_same(reading: Reading, one: Linked, other: Linked) -> bool:
    """Return whether the article may go on about whoever made the statement."""
    lower = reading.tokens.lower
    if other.source is None or one.source is None:
        return False
    name = lower[one.source.end - 1]
    words = lower[other.source.start : other.source.end]
    return name in words or not SAME.isdisjoint(words)
