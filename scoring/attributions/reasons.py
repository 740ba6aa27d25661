"""Stated reasons for anonymity: "on condition of anonymity because …", linked to their source.

The span is the whole formula, with what it gives as an explanation apart. An explanation that only
says that the source may not speak ("was not authorized to") is told from one that says why.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import Final

from scoring.lexicons.lexicon import load_patterns, load_terms
from scoring.types import Attribution, Piece, Reason, ReasonKind

LOOK_BACK: Final = 2
"""How many paragraphs before the formula's own its source may stand: a formula often has a
sentence, or a paragraph, of its own ("The official asked not to be named …")."""

LONGEST: Final = 400
"""How many characters an explanation may have: it bounds the search after each formula."""
NEAR: Final = 40
"""How many characters after the formula its explanation may start."""


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load_patterns("reasons", group)), re.IGNORECASE)


def find_reasons(
    text: str, attributions: Sequence[Attribution], paragraphs: Sequence[tuple[int, int]]
) -> dict[str, Reason]:
    """Return the first stated reason of each anonymous speaker, by speaker id."""
    found: dict[str, Reason] = {}
    sources = _Sources(attributions)
    if not sources:
        return found
    for number, (start, end) in enumerate(paragraphs):
        if not _may_have_one(text[start:end]):
            continue
        at = start
        while match := _pattern("condition").search(text, at, end):
            reason = _reason(text, match, end)
            at = max(reason.end, match.end())
            earliest = paragraphs[max(0, number - LOOK_BACK)][0]
            if speaker := sources.owner(reason, (start, end), earliest):
                found.setdefault(speaker, reason)
    return found


def _may_have_one(paragraph: str) -> bool:
    """Is one of the words there that every formula has? To look for them takes a hundredth."""
    lower = paragraph.lower()
    return any(word in lower for word in load_terms("reasons", "telling"))


def _reason(text: str, match: re.Match[str], paragraph_end: int) -> Reason:
    """The formula with its explanation, if that follows in the same sentence."""
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    end = match.end()
    explanation = None
    after = _clause(text, end, min(paragraph_end, end + LONGEST))
    if (why := _pattern("explanation").search(text, end, after)) and why.start() - end <= NEAR:
        stop = _trimmed(text, why.start(), why.end())
        explanation, end = (why.start(), stop), stop
    elif _pattern("boilerplate").search(match[0]):
        end = _trimmed(text, start, after)
    return Reason(
        start=start,
        end=end,
        text=text[start:end],
        kind=_kind(text[start:end], explained=explanation is not None),
        explanation=explanation
        and Piece(start=explanation[0], end=explanation[1], text=text[slice(*explanation)]),
    )


def _kind(formula: str, *, explained: bool) -> ReasonKind:
    if _pattern("boilerplate").search(formula):
        return "boilerplate"
    return "explained" if explained else "unexplained"


def _clause(text: str, start: int, end: int) -> int:
    """Where the sentence that the formula stands in ends."""
    stop = re.compile(r"[;”\"]|[.!?](?=\s|$)").search(text, start, end)
    return stop.start() if stop else end


def _trimmed(text: str, start: int, end: int) -> int:
    """Before a comma, or an "and", that opens something else; without trailing space."""
    if comma := re.compile(r",(?!\s*(?:because|and\s+because|citing))").search(text, start, end):
        end = comma.start()
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",—–-"):
        end -= 1
    return end


class _Sources:
    """The anonymous sources by place, so that each formula finds its own without trying all."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        self._order: dict[tuple[int, int], tuple[int, str]] = {}
        """The first attribution's number, and the speaker, of each source."""
        for number, attribution in enumerate(attributions):
            source = attribution.source
            if source and source.anonymous:
                self._order.setdefault((source.start, source.end), (number, source.speaker))
        self._spans = sorted(self._order)

    def __len__(self) -> int:
        return len(self._spans)

    def owner(self, reason: Reason, paragraph: tuple[int, int], earliest: int) -> str | None:
        """The source that is nearest in the formula's paragraph, or before it from ``earliest``.

        Of two as near, the one that is attributed something first.
        """
        near = self._near(reason, *paragraph) or self._near(reason, earliest, paragraph[0])
        if not near:
            return None
        away = {span: min(abs(edge - reason.start) for edge in span) for span in near}
        return self._order[min(near, key=lambda span: (away[span], self._order[span]))][1]

    def _near(self, reason: Reason, start: int, end: int) -> list[tuple[int, int]]:
        """Those on either side of the formula that start between two offsets: two, for they touch
        at most, so that none farther off is nearer.
        """
        first, stop = bisect_left(self._spans, (start,)), bisect_left(self._spans, (end,))
        place = bisect_left(self._spans, (reason.start,), first, stop)
        return self._spans[max(first, place - 2) : min(stop, place + 2)]
