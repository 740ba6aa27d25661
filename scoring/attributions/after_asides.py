"""Add the end of a sentence to what is attributed by an aside inside it.

In "The song was first sung in 1950, according to the league, when a ship had been lost", the reader
ends the content at the aside. What begins with "when" is part of the same claim. So is
a second relative clause: "many of whom had hoped to sail, a cook told the paper, but who are".
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged

GOES_ON: Final = frozenset("when because before until since if unless where".split())
"""Conjunctions of a clause that belongs to the claim, and not to who makes it."""
RELATIVE: Final = frozenset("who whom whose which that".split())
JOINTS: Final = frozenset(("and", "but"))
ENDS: Final = frozenset((".", "!", "?"))
ASIDE: Final = 14
"""An aside has at most this many tokens after its cue."""
LEAST: Final = 3
"""The end of a sentence has at least this many tokens."""


def with_ends(reading: Reading, linked: Sequence[Linked]) -> list[Linked]:
    """Return the attributions in the same order, with the ends of their sentences as content."""
    taken = sorted(part.place for one in linked for part in one.parts)
    return [_with_end(reading, _without_aside(reading, one), taken) for one in linked]


def _without_aside(reading: Reading, one: Linked) -> Linked:
    """Return the attribution without a relative clause before what is said: "As Ruiz noted in a
    letter, which first told of the leak, | the mill is safe".
    """
    content, lower = one.contents[0], reading.tokens.lower
    first, end = reading.sentence_at(one.cue.start)
    is_led = lower[first] == "as" and one.cue.end < content.start < end
    if not is_led or lower[content.start] not in RELATIVE or lower[content.start - 1] != ",":
        return one
    comma = next((at for at in range(content.start, content.end) if lower[at] == ","), content.end)
    if content.end - comma <= LEAST:
        return one
    main = content._replace(start=comma + 1)
    reading.trace.cut("content", content.place, main.place)
    return one._replace(contents=(main, *one.contents[1:]))


def _with_end(reading: Reading, one: Linked, taken: Sequence[tuple[int, int]]) -> Linked:
    last, lower = one.contents[-1], reading.tokens.lower
    if one.source is None or not last.end <= min(one.source.start, one.cue.start) <= last.end + 1:
        return one
    closes = max(one.source.end, one.cue.end)
    _, end = reading.sentence_at(one.cue.start)
    comma = next((at for at in range(closes, min(end, closes + ASIDE)) if lower[at] == ","), end)
    if lower[one.cue.start] == "according" and comma != closes:
        return one
    stop = end - (lower[end - 1] in ENDS)
    start = comma + 1
    if stop - start < LEAST or not _belongs(reading, one, start):
        return one
    if lower[one.cue.start] != "according":
        stop = next((at for at in range(start + 1, stop) if lower[at] == ","), stop)
    place = bisect_left(taken, (start, -1))
    is_free = place == len(taken) or taken[place][0] >= stop
    if not is_free or any(reading.quoted[start:stop]):
        return one
    piece = Tagged("CONTENT", start, stop, last.confidence)
    reading.trace.rule("content", "content.behind_the_aside", one.cue, piece.place)
    return one._replace(contents=(*one.contents, piece))


def _belongs(reading: Reading, one: Linked, start: int) -> bool:
    """Return whether a clause after an aside goes on with what is attributed."""
    lower, (content, *_) = reading.tokens.lower, one.contents
    if lower[one.cue.start] == "according":
        return lower[start] in GOES_ON
    if lower[one.cue.end - 1] not in load_terms("cues", "inverting"):
        return False
    is_relative = lower[start] in JOINTS and lower[start + 1] in RELATIVE
    return is_relative and not RELATIVE.isdisjoint(lower[content.start : content.end])
