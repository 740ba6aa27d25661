"""Find what a signature signs: the quotation or the post in the paragraphs above it."""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from scoring.attributions.transcripts.dialogue import trim
from scoring.text.quotation import Quotation

Span = tuple[int, int]

CLOSING: Final = "”\"’'»″＂"
OPENING: Final = "“\"‘'«″＂”„"
MOST_BACK: Final = 20
"""A signed quotation has at most this many paragraphs."""
COVERED: Final = 0.95
"""A paragraph counts as quoted if at least this share of its letters is in quotation marks."""


class Above:
    """The paragraphs above a signature, and whether they are quoted."""

    def __init__(
        self, text: str, paragraphs: Sequence[Span], quotations: Sequence[Quotation]
    ) -> None:
        self._text = text
        self._paragraphs = paragraphs
        self._quotations = quotations

    def post(self, number: int) -> tuple[Span, ...]:
        """Return the paragraph above if it may be a post: it does not end on a colon."""
        if not number:
            return ()
        start, end = trim(self._text, *self._paragraphs[number - 1])
        lead = start == end or self._text[end - 1] == ":"
        return () if lead else ((start, end),)

    def quoted(self, number: int) -> tuple[Span, ...]:
        """Return the quotation that ends with the paragraph above, one span for each paragraph."""
        found: list[Span] = []
        for before in range(number - 1, max(-1, number - 1 - MOST_BACK), -1):
            span = trim(self._text, *self._paragraphs[before])
            block = self.is_block(before + 1)
            if not block and not self.is_quoted(span, open_end=bool(found)):
                break
            found.append(trim(self._text, span[0] + block, span[1]))
        return tuple(reversed(found))

    def is_block(self, number: int) -> bool:
        """Return whether the paragraph above is marked as a block: "> We will not move."."""
        start, end = trim(self._text, *self._paragraphs[number - 1])
        return number > 0 and self._text.startswith(">", start, end)

    def is_quoted(self, span: Span, *, open_end: bool = False) -> bool:
        """Return whether all of the span is in quotation marks.

        ``open_end`` accepts a quotation that is not closed in this span.
        """
        start, end = span
        if start == end or self._text[start] not in OPENING:
            return False
        if not open_end and self._text[end - 1] not in CLOSING:
            return False
        first = bisect_left(self._quotations, start, key=lambda one: one.end)
        inside = letters(self._text[start:end])
        covered = 0
        for place in range(first, len(self._quotations)):
            quotation = self._quotations[place]
            if quotation.start >= end:
                break
            if open_end and quotation.closed:
                return False
            covered += letters(self._text[max(start, quotation.start) : min(end, quotation.end)])
        return inside > 0 and covered >= COVERED * inside


def letters(piece: str) -> int:
    """Return the number of letters and digits in a text."""
    return sum(map(str.isalnum, piece))
