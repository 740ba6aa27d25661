"""Marks in plain text that are not words: "reopen.[1]", "reopen.¹", "[citation needed]".

A number in brackets is a mark right after a word or a punctuation mark, or after a blank at the end
of a sentence. Anywhere else ("see [1]", a list's number) it is an ordinary word. So is a letter in
brackets, unless it follows the end of a sentence. A raised digit after a number or a unit is an
exponent.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from scoring.lexicons.lexicon import load_patterns

_NUMBER: Final = "|".join(load_patterns("notes", "bracketed"))
_EDITORIAL: Final = "|".join(load_patterns("notes", "editorial"))
_ROW: Final = rf"\[(?:{_NUMBER}|{_EDITORIAL})\](?:[,–-]?\[(?:{_NUMBER}|{_EDITORIAL})\])*"
BRACKETED: Final = re.compile(
    rf"(?<=[^\s\[(])(?P<row>{_ROW})"
    rf"|(?<=[.!?”\"’)] )(?P<apart>{_ROW})(?=\s|$)"
    rf"|(?<=[^\W_] )(?P<inside>{_ROW})(?=[.,;:])"
    r"|(?<=[.!?”\"’)])\[[a-z]\](?=\s|$)"
    rf"|\[(?:{_EDITORIAL})\]",
    re.IGNORECASE,
)
_DIGITS: Final = "⁰¹²³⁴-⁹"
RAISED: Final = re.compile(
    rf"(?<=[^\W_{_DIGITS}]|[.,;:!?…\"”’»)\]%])[{_DIGITS}]{{1,3}}(?:[,⁻–ʼ˒ ]?[{_DIGITS}]{{1,3}})*"
    r"|(?<=\S)[†‡]{1,3}"
)
STARRED: Final = re.compile(r"(?<=[.!?”\"’)])\*{1,3}(?=\s|$)")
"""Asterisks at the end of a sentence: a note's mark."""
RAISED_SIGN: Final = re.compile(f"[{_DIGITS}†‡]")
MARK_SIGNS: Final = f"{_DIGITS}†‡*\\["
"""The characters of which each mark has at least one, as part of a character class."""
EXPONENT: Final = re.compile("|".join(load_patterns("notes", "exponent")))
BEFORE: Final = 4
"""Characters that, before a raised digit, show that it is an exponent."""


def find_marks(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the marks."""
    at = text.find("[")
    while at >= 0:
        found = BRACKETED.match(text, at)
        if found:
            yield found.span()
        at = text.find("[", found.end() if found else at + 1)
    if "*" in text:
        yield from (found.span() for found in STARRED.finditer(text))
    if RAISED_SIGN.search(text):
        for found in RAISED.finditer(text):
            before = text[max(0, found.start() - BEFORE) : found.start()]
            if found[0][0] in "†‡" or not is_exponent(before):
                yield found.span()


def is_exponent(before: str) -> bool:
    """Return whether a raised number after ``before`` is an exponent and not a note mark."""
    return EXPONENT.search(before) is not None


def without_marks(text: str) -> str:
    """Return the text with its marks blank; the length stays the same."""
    return blank(text, find_marks(text))


def blank(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return the text with some spans blank; the length stays the same."""
    parts: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            parts += text[at:start], " " * (end - start)
            at = end
    return "".join([*parts, text[at:]]) if at else text
