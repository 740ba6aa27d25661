"""Formulas of anonymity: how, and why, an article says that it does not name a source.

The formula ("on condition of anonymity because …", "declined to be identified") is the reason of
its owner and no statement of its own. What explains it is told from what only says that the source
may not speak ("was not authorized to").
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_patterns, load_terms
from scoring.types import Piece, Reason, ReasonKind

LONGEST: Final = 400
"""How many characters an explanation may have: it bounds the search after each formula."""
EXPLANATION_GAP_CHARACTERS: Final = 40
"""How many characters after the formula its explanation may start."""
LEAD: Final = 120
"""How many characters before the words of the formula its verb may stand."""


class Formula(NamedTuple):
    """A formula's offsets in the text.

    ``opens``: where its clause starts, with "who" and a verb of its own ("who spoke …"); ``start``
    and ``end`` are those of the words that say it; ``sentence`` is the sentence it stands in.
    """

    opens: int
    start: int
    end: int
    sentence: tuple[int, int]


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load_patterns("reasons", group)), re.IGNORECASE)


def find_formulas(text: str, sentences: Sequence[tuple[int, int]]) -> list[Formula]:
    """Return the formulas in order; ``sentences`` are offsets. They do not overlap."""
    found: list[Formula] = []
    for start, end in sentences:
        if not _may_have_one(text[start:end]):
            continue
        at = start
        while match := _pattern("condition").search(text, at, end):
            begin = match.start() + len(match[0]) - len(match[0].lstrip())
            opens = _opens(text, max(start, at, begin - LEAD), begin)
            found.append(Formula(opens, begin, match.end(), (start, end)))
            at = match.end()
    return found


def _may_have_one(sentence: str) -> bool:
    """Is one of the words there that every formula has? To look for them takes a hundredth."""
    lower = sentence.lower()
    return any(word in lower for word in load_terms("reasons", "telling"))


def _opens(text: str, start: int, begin: int) -> int:
    """Where the formula's clause starts: at its own verb, with "who" before it."""
    match = _pattern("lead").search(text, start, begin)
    return match.start() if match and match.end() == begin else begin


def reason_of(text: str, original: str, formula: Formula, stop: int | None = None) -> Reason:
    """Return the formula with its explanation, if that stands in the same sentence.

    ``text`` is read, and evidence is cut from ``original``; ``stop``: where the main clause goes
    on, if it does after the formula.
    """
    start, end = formula.start, formula.end
    first, last = formula.sentence
    until = min(last if stop is None else stop, end + LONGEST)
    explanation = None
    after = _clause(text, end, until)
    why = _pattern("explanation").search(text, end, after)
    if why and why.start() - end <= EXPLANATION_GAP_CHARACTERS:
        last = why.end() if stop == after else _comma(text, why.start(), why.end())
        explanation, end = (why.start(), _trimmed(text, why.start(), last)), last
    elif _pattern("boilerplate").search(text, start, end):
        end = _comma(text, start, after)
    elif ahead := _pattern("foregoing").match(text, first, start):
        explanation, start = (first, _trimmed(text, first, ahead.end())), first
    end = _trimmed(text, start, end)
    return Reason(
        start=start,
        end=end,
        text=original[start:end],
        kind=_kind(text[start:end], explained=explanation is not None),
        explanation=explanation
        and Piece(start=explanation[0], end=explanation[1], text=original[slice(*explanation)]),
    )


def _kind(formula: str, *, explained: bool) -> ReasonKind:
    if _pattern("boilerplate").search(formula):
        return "boilerplate"
    return "explained" if explained else "unexplained"


def _clause(text: str, start: int, end: int) -> int:
    """Where the sentence that the formula stands in ends, or what it quotes."""
    stop = re.compile(r"[;”\"!?]|(?<=[a-z]{3})\.(?=\s|$)").search(text, start, end)
    return stop.start() if stop else end


def _comma(text: str, start: int, end: int) -> int:
    """Before a comma that opens something else than a reason."""
    comma = re.compile(r",(?!\s*(?:because|and\s+because|citing))").search(text, start, end)
    return comma.start() if comma else end


def _trimmed(text: str, start: int, end: int) -> int:
    """Without trailing space and marks, nor the "and" or adverb before the main clause."""
    while True:
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",—–-.;"):
            end -= 1
        joint = re.compile(r"[,\s](?:and|but|also|has|have|had)$").search(
            text, max(start, end - 6), end
        )
        if not joint:
            return end
        end = joint.start()
