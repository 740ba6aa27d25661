"""Paragraphs: stretches of text between line breaks with something to read in them."""

import re
from typing import Final

LINE: Final = re.compile(r"[^\r\n\u0085\u2028\u2029]+")
READABLE: Final = re.compile(r"[^\s\u200b\ufeff]")


def find_paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the offsets of the paragraphs: lines with something to read in them."""
    # Two patterns: one that asked for something readable in the line would look a line of blanks
    # through from each of its places.
    return [match.span() for match in LINE.finditer(text) if READABLE.search(text, *match.span())]
