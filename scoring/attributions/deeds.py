"""Recognize deeds, which are not statements: "pleaded guilty", "ordered a scan", "was shown a
card".

The patterns are data (``lexicons/deeds.toml``). Each row has an example of a deed and an example of
an attribution with the same words. The patterns supplement the learned weights (``acceptance``),
because the labeled articles contain few examples of each. A byline ("Staff Reports") is not a
statement either.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.attributions.linking import Linked
from scoring.lexicons.lexicon import load_rows
from scoring.model.decoding import Reading
from scoring.text.lowering import lowered, lowered_pattern

BEFORE: Final = 3
"""The search starts this many tokens before the cue, to include "was also" before "shown"."""
LEAD: Final = 4
"""This many tokens before the subject are searched for "if" and "does"."""
MOST_CONTENT_CHARACTERS: Final = 160
"""Only this many characters of the content are looked at."""
THINGS: Final = frozenset(("other", "document"))
ANY_CUE: Final = "x"
"""Stands for any cue: the patterns of rows for certain cues do not match it."""
BYLINE: Final = 5
"""A byline is a paragraph of at most this many tokens."""


class Row(NamedTuple):
    """The patterns of a row, for the cue, the content, the source and what is before the subject.

    ``None`` matches anything.
    """

    cue: re.Pattern[str]
    content: re.Pattern[str] | None
    source: re.Pattern[str] | None
    before: re.Pattern[str] | None
    thing: bool
    """Whether the row applies only if the source is a thing or there is no source."""
    quoted: bool
    """Whether the row applies even if what would be attributed is in quotation marks."""


class _Words(NamedTuple):
    """What the patterns are compared with, in lower case."""

    cue: str
    """The cue and the words just before it."""
    offset: int
    """Where the cue itself starts in it."""
    content: str
    source: str
    before: str
    """The words before the subject, or before the cue if it has no subject in front of it."""


@cache
def rows() -> tuple[Row, ...]:
    """Return the rows of the lexicon. The result is cached.

    Raises:
        ValueError: A pattern has a capital letter.

    """
    return tuple(
        Row(
            lowered_pattern(row["cue"]),
            _maybe(row.get("content")),
            _maybe(row.get("source")),
            _maybe(row.get("before")),
            thing=row.get("thing", False),
            quoted=row.get("quoted", False),
        )
        for row in load_rows("deeds")
    )


@cache
def _rows_of_quoted() -> tuple[Row, ...]:
    """Return the rows that apply to quoted content."""
    return tuple(row for row in rows() if row.quoted)


@cache
def _rows_of_any_cue() -> tuple[Row, ...]:
    """Return the rows that apply whatever the cue is."""
    return tuple(row for row in rows() if row.cue.search(ANY_CUE))


@cache
def _listed_cue() -> re.Pattern[str]:
    """Return a pattern of the cues in all other rows. Few cues have one, and it takes a tenth of
    the time to find that out than with each row's pattern.
    """
    rest = (row.cue.pattern for row in rows() if row not in _rows_of_any_cue())
    return lowered_pattern("|".join(f"(?:{pattern})" for pattern in rest))


def _maybe(pattern: str | None) -> re.Pattern[str] | None:
    return None if pattern is None else lowered_pattern(pattern)


def _source_words(reading: Reading, one: Linked) -> str:
    """Return the source in lower case, but for letters that spell a pronoun: "WHO said"."""
    if one.source is None:
        return ""
    text = reading.text(*one.source.place)
    letters = reading.tokens.lower[one.source.start]
    return text if letters == text and letters.isupper() else lowered(text)


def is_deed(reading: Reading, one: Linked) -> bool:
    """Return whether a linked attribution is in fact a deed or a byline.

    Quoted words were said, so an attribution with quoted content is a deed only if a row says so:
    the title of a book is quoted too.
    """
    if _is_byline(reading, one):
        return True
    is_quoted = any(reading.quoted[piece.start] for piece in one.contents)
    paragraph, _ = _paragraph(reading, one.cue.start)
    first = max(paragraph, one.cue.start - BEFORE)
    cue = lowered(reading.text(first, one.cue.end))
    after = [piece for piece in one.contents if piece.start >= one.cue.end]
    subject = one.source if one.source and one.source.start < one.cue.start else one.cue
    lead = max(paragraph, subject.start - LEAD)
    words = _Words(
        cue=cue,
        offset=len(cue) - len(reading.text(one.cue.start, one.cue.end)),
        content=lowered(reading.text(*after[0].place)[:MOST_CONTENT_CHARACTERS]) if after else "",
        source=_source_words(reading, one),
        before=lowered(reading.text(lead, subject.start)) if lead < subject.start else "",
    )
    if is_quoted:
        possible = _rows_of_quoted()
    else:
        possible = rows() if _listed_cue().search(words.cue) else _rows_of_any_cue()
    fitting = _fitting(possible, words)
    return any(not (row.thing and _is_person(reading, one)) for row in fitting)


def _is_person(reading: Reading, one: Linked) -> bool:
    """Return whether the reader classifies the source as people."""
    if one.source is None:
        return False
    return reading.source_type(one.source.start, one.source.end) not in THINGS


def _fitting(rows: Sequence[Row], words: _Words) -> Iterator[Row]:
    """Yield the rows that fit."""
    for row in rows:
        if row.content is not None and row.content.match(words.content) is None:
            continue
        if row.source is not None and row.source.match(words.source) is None:
            continue
        if row.before is not None and row.before.search(words.before) is None:
            continue
        # The cue last: to find all of its matches takes longest.
        for match in row.cue.finditer(words.cue):
            if match.end() > words.offset:
                yield row
                break


def _is_byline(reading: Reading, one: Linked) -> bool:
    """Return whether the cue is in a short line of its own and the content is in other
    paragraphs.
    """
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
