"""Defines words, as an editor's word count counts them.

A word is a run of letters and digits, including the characters that join them: "don't", "U.S",
"11,000", "well-known" and "3.5" are one word each. A dash or a slash separates two words, and so
does a comma or a colon unless it has a digit on both sides. A note mark ("reopen.[1]") is not a
word.
"""

import re
from typing import Final

from scoring.text.masking import as_read

WORD: Final = re.compile(
    r"[^\W_]+"  # letters and digits
    r"(?:['’.&@\-‐‑][^\W_]+"  # don't, U.S, AT&T, well-known
    r"|(?<=\d)[,:]\d[^\W_]*"  # 11,000, 10:30
    r"|[\u0300-\u036f\u00ad\u200b-\u200d\u2060\ufeff]+[^\W_]*"  # accents of their own, soft hyphens
    r")*+"  # possessive quantifiers: nothing is tried twice, so the time is linear
)


def count_words(text: str, read: str | None = None) -> int:
    """Return the number of words in the text.

    ``read``: the text as it is read (``as_read``), if that is known.
    """
    return len(WORD.findall(as_read(text) if read is None else read))


def find_words(text: str) -> list[tuple[int, int]]:
    """Return the words' offsets, in order."""
    return [match.span() for match in WORD.finditer(as_read(text))]


def words_of(text: str) -> list[str]:
    """Return the words as sent, in order."""
    read = as_read(text)
    if read is text:
        return WORD.findall(text)
    return [text[start:end] for start, end in find_words(text)]


def has_word(text: str) -> bool:
    """Return whether the text contains a word."""
    return WORD.search(text) is not None
