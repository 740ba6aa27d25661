"""Agreement between two sets of attributions, measured as PolNeAR measures its annotators.

For each role (source, cue, content): exact F1 of the distinct spans, and overlap F1, where a span
counts if it shares a character with one on the other side. Relation F1: an attribution counts if
all of its roles overlap those of one attribution on the other side, and the same roles are missing.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

Span = tuple[int, int]
Roles = Mapping[str, Sequence[Span]]
"""One attribution: the spans of each role."""

ROLES: Final = ("source", "cue", "content")
BLANK: Final = " \n\t\u00a0"


class Compared(NamedTuple):
    """One article: its text, gold and predicted attributions, and stretches that are not
    counted.
    """

    text: str
    gold: Sequence[Roles]
    found: Sequence[Roles]
    discard: Sequence[Span]


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean, 0 if both are 0."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def agreement(articles: Iterable[Compared]) -> dict[str, float]:
    """Return ``{role} exact`` and ``{role} overlap`` for each role, and ``relation``."""
    tally: Counter[str] = Counter()
    for article in articles:
        gold = [a for a in article.gold if not _discarded(a, article.discard)]
        found = [a for a in article.found if not _discarded(a, article.discard)]
        for role in ROLES:
            _count_spans(
                tally, role, _spans(gold, role, article.text), _spans(found, role, article.text)
            )
        tally["gold"] += len(gold)
        tally["found"] += len(found)
        tally["right"] += sum(any(related(a, b) for b in gold) for a in found)
        tally["recalled"] += sum(any(related(b, a) for a in found) for b in gold)
    figures = {}
    for role in ROLES:
        both = tally[f"{role} gold"] + tally[f"{role} found"]
        figures[f"{role} exact"] = 2 * tally[f"{role} same"] / max(1, both)
        figures[f"{role} overlap"] = f1(
            tally[f"{role} right"] / max(1, tally[f"{role} found"]),
            tally[f"{role} recalled"] / max(1, tally[f"{role} gold"]),
        )
    figures["relation"] = f1(
        tally["right"] / max(1, tally["found"]), tally["recalled"] / max(1, tally["gold"])
    )
    return figures


def _count_spans(tally: Counter[str], role: str, gold: set[Span], found: set[Span]) -> None:
    tally[f"{role} gold"] += len(gold)
    tally[f"{role} found"] += len(found)
    tally[f"{role} same"] += len(gold & found)
    tally[f"{role} right"] += sum(any(_touch(a, b) for b in gold) for a in found)
    tally[f"{role} recalled"] += sum(any(_touch(a, b) for a in found) for b in gold)


def _touch(a: Span, b: Span) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _discarded(attribution: Roles, discard: Sequence[Span]) -> bool:
    return any(
        _touch(span, stretch)
        for role in ROLES
        for span in attribution.get(role, ())
        for stretch in discard
    )


def related(a: Roles, b: Roles) -> bool:
    """Return whether all roles of two attributions overlap or are missing on both sides."""
    for role in ROLES:
        ours, theirs = a.get(role, ()), b.get(role, ())
        if (ours or theirs) and not any(_touch(x, y) for x in ours for y in theirs):
            return False
    return True


def _spans(attributions: Sequence[Roles], role: str, text: str) -> set[Span]:
    trimmed = {_trim(text, *span) for a in attributions for span in a.get(role, ())}
    return {(start, end) for start, end in trimmed if end > start}


def _trim(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in BLANK:
        start += 1
    while end > start and text[end - 1] in BLANK:
        end -= 1
    return start, end
