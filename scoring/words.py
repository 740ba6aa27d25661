"""What a word is, defined once: what an editor's word count counts.

A word is a run of letters and digits with what joins them inside: "don't", "U.S", "11,000",
"well-known" and "3.5" are one word each; a dash or a slash parts two.
"""

import re
from typing import Final

WORD: Final = re.compile(r"[^\W_]+(?:['’.,:&@\-‑][^\W_]+)*")


def count_words(text: str) -> int:
    """Return the number of words in the text."""
    return sum(1 for _ in WORD.finditer(text))


def find_words(text: str) -> list[tuple[int, int]]:
    """Return the words' offsets, in order."""
    return [match.span() for match in WORD.finditer(text)]
