"""Paragraphs: the parts of a text between line breaks that contain readable text."""

import re
from typing import Final

LINE: Final = re.compile(r"[^\r\n\u0085\u2028\u2029]+")
READABLE: Final = re.compile(r"[^\s\u200b\ufeff]")


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the paragraphs: lines that contain readable text."""
    # Two patterns: a single one that requires readable text would search a line of blanks
    # again from each of its positions.
    return [match.span() for match in LINE.finditer(text) if READABLE.search(text, *match.span())]
