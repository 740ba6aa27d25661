"""Find who asked what "he" or "she" answers: not the same person, in "“Never,” she replied"."""

from bisect import bisect_right
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.cast import Cast
from scoring.speakers.draft import Draft

BEHIND: Final = 2
"""A verb of answering is at most this many tokens behind the pronoun: "she then replied"."""
LONGEST: Final = 60
"""The most tokens of a question's sentence that are looked at, on each side of its source."""


def asker_of(reading: Reading, cast: Cast, at: int) -> Draft | None:
    """Return who spoke last, if that was a question and the pronoun at a token answers it.

    "Asked again" and "was asked" say that somebody else asks.
    """
    lower = reading.tokens.lower
    answering = load_terms("cues", "answering")
    beside = (*lower[max(0, at - 1) : at], *lower[at + 1 : at + 1 + BEHIND])
    last = cast.last() if not answering.isdisjoint(beside) else None
    if last is None or last.last >= at:
        return None
    starts = reading.start_places
    place = bisect_right(starts, last.last) - 1
    start = max(starts[place], last.last - LONGEST)
    stop = starts[place + 1] if place + 1 < len(starts) else len(lower)
    asking, be = load_terms("cues", "asking"), load_terms("cues", "be")
    asks = any(
        lower[i] in asking and not reading.quoted[i] and lower[max(0, i - 1)] not in be
        for i in range(start, min(stop, last.last + LONGEST))
    )
    return last if asks else None
