"""The form of an attribution: direct, indirect or mixed, by what stands in quotation marks."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.quotation import Quotation
from scoring.values import Form

DIRECT_SHARE: Final = 0.9
"""Share of a content's letters in quotation marks from which the whole is a direct quotation."""


def quoted_characters(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> int:
    """Return how many letters and digits of ``text[start:end]`` are inside quotations.

    ``quotations`` are in order and do not overlap.
    """
    counted = 0
    for place in range(bisect_right(quotations, start, key=_end), len(quotations)):
        quotation = quotations[place]
        if quotation.start >= end:
            break
        inside = text[max(start, quotation.start) : min(end, quotation.end)]
        counted += sum(map(str.isalnum, inside))
    return counted


def _end(quotation: Quotation) -> int:
    return quotation.end


def form_of(text: str, content: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> Form:
    """Return the form of an attribution with this content (not a turn's)."""
    whole = sum(sum(map(str.isalnum, text[s:e])) for s, e in content)
    inside = sum(quoted_characters(text, s, e, quotations) for s, e in content)
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT_SHARE * whole else "mixed"
