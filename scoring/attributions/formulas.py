"""Formulas of anonymity: how an article says that it withholds a source's name, and why.

A formula ("on condition of anonymity because …", "declined to be identified") is its owner's reason
and not a statement of its own. The rules distinguish a real explanation from boilerplate, which
says only that the source may not speak ("was not authorized to").
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from scoring.lexicons.lexicon import load_patterns, load_terms
from scoring.text.gaps import between_gaps
from scoring.text.lowering import lowered, lowered_pattern
from scoring.types import Piece, Reason, ReasonKind

MOST_EXPLANATION_CHARACTERS: Final = 400
"""An explanation has at most this many characters, to bound the search after each formula."""
EXPLANATION_GAP_CHARACTERS: Final = 40
"""An explanation starts at most this many characters after its formula."""
LEAD: Final = 120
"""The formula's verb is at most this many characters before the formula's own words."""


Names = Literal["left out", "left out in part", "changed", "all changed"]
"""What a formula says of names: "asked not to be named", "gave only her first name", "not her real
name", "some names have been changed".
"""


BEHIND: Final = re.compile(r"[,”\"]\s(\w+)")
"""A word behind a comma or a quotation, where a verb before its speaker stands."""
_ASIDE: Final = re.compile(r"[,)\]–—]")


class Formula(NamedTuple):
    """A formula's offsets in the text, in characters.

    ``opens`` is the start of its clause, including "who" and the clause's verb ("who spoke …").
    ``start`` and ``end`` bound the formula's own words. ``sentence`` bounds the sentence around it,
    or its part between two gaps. ``alias`` is where the name stands that a source goes by: "asked
    to be called | Joe".
    """

    opens: int
    start: int
    end: int
    sentence: tuple[int, int]
    names: Names = "left out"
    alias: int | None = None


@cache
def _pattern(group: str) -> re.Pattern[str]:
    return re.compile("|".join(load_patterns("reasons", group)), re.IGNORECASE)


@cache
def _condition() -> re.Pattern[str]:
    """Return the pattern of the formulas themselves, for text in lower case."""
    groups = ("names_changed", "condition", "pseudonym")
    return lowered_pattern("|".join(p for one in groups for p in load_patterns("reasons", one)))


def find_formulas(text: str, sentences: Sequence[tuple[int, int]]) -> list[Formula]:
    """Return the formulas of a text, in order and without overlaps.

    ``sentences`` are offsets in characters.
    """
    found: list[Formula] = []
    lower = lowered(text)
    telling = [word for word in load_terms("reasons", "telling") if word in lower]
    for start, end in sentences:
        # This check takes a hundredth of the time of the full search.
        if not any(lower.find(word, start, end) >= 0 for word in telling):
            continue
        for first, last in between_gaps(lower, start, end):
            found += _formulas(text, lower, first, last)
    return found


def _formulas(text: str, lower: str, start: int, end: int) -> Iterator[Formula]:
    at = start
    while match := _condition().search(lower, at, end):
        begin = match.start() + len(match[0]) - len(match[0].lstrip())
        opens = _opens(text, max(start, at, begin - LEAD), begin)
        names = _names(text, begin, match.end())
        alias = _alias(text, match.end(), end) if names == "left out in part" else None
        at = match.end()
        # "Asked to be called back" withholds no name.
        if alias is not None or not match[0].endswith("called"):
            yield Formula(opens, begin, at, (start, end), names, alias)


def _names(text: str, start: int, end: int) -> Names:
    if _pattern("names_changed").match(text, start, end):
        return "all changed"
    if _pattern("pseudonym").match(text, start, end):
        return "changed"
    is_part = _pattern("part_of_name").search(text, start, end + EXPLANATION_GAP_CHARACTERS)
    return "left out in part" if is_part else "left out"


def _alias(text: str, start: int, end: int) -> int | None:
    """Return where the name stands that the source goes by, right after a formula."""
    match = _pattern("alias").match(text, start, end)
    if match is None or not text[match.start("alias")].isupper():
        return None
    return match.start("alias")


def _opens(text: str, start: int, begin: int) -> int:
    """Return where the formula's clause starts: at its verb, or at "who" before that."""
    match = _pattern("lead").search(text, start, begin)
    return match.start() if match and match.end() == begin else begin


def reason_of(
    text: str,
    original: str,
    formula: Formula,
    stop: int | None = None,
    before: Reason | None = None,
) -> Reason:
    """Return the formula as a reason, with its explanation if the same sentence contains one.

    The search is in ``text``, but the evidence is cut from ``original``, which has the same length.
    ``stop`` is the offset where the main clause continues after the formula, or ``None``. All
    offsets are in characters. ``before`` is the reason of the formula before, which "for the same
    reason" repeats.
    """
    start, end = formula.start, formula.end
    first, last = formula.sentence
    until = min(last if stop is None else stop, end + MOST_EXPLANATION_CHARACTERS)
    explanation = None
    after = _clause(text, end, until)
    if formula.names == "changed" and (aside := _ASIDE.search(text, end, after)):
        after = aside.start()  # "Maria, not her real name, came when she was 16"
    same = _pattern("same").match(text, end, after) if before else None
    why = _pattern("explanation").search(text, end, after)
    if same:
        explanation, end = (_opening(text, end), same.end()), same.end()
    elif why and why.start() - end <= EXPLANATION_GAP_CHARACTERS:
        last = why.end() if stop == after else _comma(text, why.start(), why.end())
        explanation, end = (why.start(), _trimmed(text, why.start(), last)), last
    elif _pattern("boilerplate").search(text, start, min(after, end + EXPLANATION_GAP_CHARACTERS)):
        end = _comma(text, start, after)
    elif beside := _pattern("beside").search(text, max(first, start - LEAD), start):
        explanation, start = beside.span("why"), beside.start()
    elif (ahead := _pattern("foregoing").match(text, first, start)) and not _is_behind_verb(
        text, ahead.end(), start
    ):
        explanation, start = (first, _trimmed(text, first, ahead.end())), first
    end = _trimmed(text, start, end)
    return Reason(
        start=start,
        end=end,
        text=original[start:end],
        kind=before.kind
        if same and before
        else _kind(text[start:end], explained=explanation is not None),
        explanation=explanation
        and Piece(start=explanation[0], end=explanation[1], text=original[slice(*explanation)]),
    )


def _is_behind_verb(text: str, start: int, end: int) -> bool:
    """Return whether what is between is said by whoever wants no name.

    In "As the talks are private, the offer will stay secret, said two people who asked not to be
    named", the first clause explains the offer.
    """
    verbs = load_terms("cues", "inverting")
    return any(found[1].lower() in verbs for found in BEHIND.finditer(text, start, end))


def _kind(formula: str, *, explained: bool) -> ReasonKind:
    if _pattern("boilerplate").search(formula):
        return "boilerplate"
    return "explained" if explained else "unexplained"


def _opening(text: str, start: int) -> int:
    """Return the offset of the first sign after ``start`` that is no space and no comma."""
    while text[start].isspace() or text[start] == ",":
        start += 1
    return start


def _clause(text: str, start: int, end: int) -> int:
    """Return the end of the formula's sentence, or of the quotation that contains the formula."""
    stop = re.compile(r"[;”\"!?]|(?<=[a-z]{3})\.(?=\s|$)").search(text, start, end)
    return stop.start() if stop else end


def _comma(text: str, start: int, end: int) -> int:
    """Return the offset of the first comma that does not introduce a reason, or else ``end``."""
    comma = re.compile(r",(?!\s*(?:because|and\s+because|citing))").search(text, start, end)
    return comma.start() if comma else end


def _trimmed(text: str, start: int, end: int) -> int:
    """Return ``end`` without trailing spaces, marks, and "and", "but", "also", "has", "have" or
    "had".
    """
    while True:
        while end > start and (text[end - 1].isspace() or text[end - 1] in ",—–-.;"):
            end -= 1
        joint = re.compile(r"[,\s](?:and|but|also|has|have|had)$").search(
            text, max(start, end - 6), end
        )
        if not joint:
            return end
        end = joint.start()
