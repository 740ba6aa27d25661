"""Deeds are no statements: "pleaded guilty", "ordered a scan", "was shown a card".

The rows are data (``lexicons/deeds.toml``), each with an example of a deed and one of an
attribution of the same words. They add to what was learned (``acceptance``), whose labels have few
of each. A byline ("Staff Reports") is none either.
"""

import re
from bisect import bisect_right
from functools import cache
from typing import Final, NamedTuple

from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_rows
from scoring.model.decoding import Reading

BEFORE: Final = 3
"""How many words before the cue belong to what is searched: "was also | shown"."""
LONGEST: Final = 160
"""How many characters of what is attributed are looked at."""
THINGS: Final = frozenset(("other", "document"))
BYLINE: Final = 5
"""How many words a paragraph has at most that is a byline."""


class Row(NamedTuple):
    """One row: what fits the cue, what is attributed and the source; ``None``: anything."""

    cue: re.Pattern[str]
    content: re.Pattern[str] | None
    source: re.Pattern[str] | None
    thing: bool
    """Only of a thing, or of nobody."""


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows of the lexicon."""
    return tuple(
        Row(
            _compiled(row["cue"]),
            _maybe(row.get("content")),
            _maybe(row.get("source")),
            thing=row.get("thing", False),
        )
        for row in load_rows("deeds")
    )


def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _maybe(pattern: str | None) -> re.Pattern[str] | None:
    return None if pattern is None else _compiled(pattern)


def is_deed(reading: Reading, one: Linked) -> bool:
    """Is what was linked a deed, or a byline, and no attribution?"""
    if _is_byline(reading, one):
        return True
    if any(reading.quoted[piece.start] for piece in one.contents):
        return False  # What is quoted was said.
    first = max(_paragraph(reading, one.cue.start)[0], one.cue.start - BEFORE)
    cue = reading.text(first, one.cue.end)
    offset = len(cue) - len(reading.text(one.cue.start, one.cue.end))
    after = [piece for piece in one.contents if piece.start >= one.cue.end]
    content = reading.text(after[0].start, after[0].end)[:LONGEST] if after else ""
    source = reading.text(one.source.start, one.source.end) if one.source else ""
    return any(
        _fits(row, cue, offset, content, source) and not (row.thing and _is_person(reading, one))
        for row in rows()
    )


def _is_person(reading: Reading, one: Linked) -> bool:
    """Does the reader take the source for people?"""
    if one.source is None:
        return False
    return reading.source_type(one.source.start, one.source.end) not in THINGS


def _fits(row: Row, cue: str, offset: int, content: str, source: str) -> bool:
    return (
        any(match.end() > offset for match in row.cue.finditer(cue))
        and (row.content is None or row.content.match(content) is not None)
        and (row.source is None or row.source.match(source) is not None)
    )


def _is_byline(reading: Reading, one: Linked) -> bool:
    """Does the cue stand in a short line of its own, and what is attributed in another?"""
    first, end = _paragraph(reading, one.cue.start)
    return (
        end - first <= BYLINE
        and reading.tokens.words[end - 1].isalpha()
        and reading.tokens.words[one.cue.start].isalpha()
        and all(piece.start >= end for piece in one.contents)
        and not any(reading.quoted[piece.start] for piece in one.contents)
    )


def _paragraph(reading: Reading, at: int) -> tuple[int, int]:
    paragraphs = reading.tokens.paragraphs
    return paragraphs[bisect_right(paragraphs, (at, len(reading.tokens.words))) - 1]
