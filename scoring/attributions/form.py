"""The form of an attribution: direct, indirect or mixed, by what stands in quotation marks."""

from collections.abc import Sequence
from typing import Final

from scoring.quotation import Quotation
from scoring.values import Form

DIRECT_SHARE: Final = 0.9
"""Share of a content's letters in quotation marks from which the whole is a direct quotation."""


def quoted_characters(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> int:
    """Return how many letters and digits of ``text[start:end]`` are inside quotations."""
    return sum(
        sum(map(str.isalnum, text[max(start, q.start) : min(end, q.end)]))
        for q in quotations
        if q.start < end and q.end > start
    )


def form_of(text: str, content: Sequence[tuple[int, int]], quotations: Sequence[Quotation]) -> Form:
    """Return the form of an attribution with this content (not a turn's)."""
    whole = sum(sum(map(str.isalnum, text[s:e])) for s, e in content)
    inside = sum(quoted_characters(text, s, e, quotations) for s, e in content)
    if not inside:
        return "indirect"
    return "direct" if inside >= DIRECT_SHARE * whole else "mixed"
