"""Finds the line and column of a passage in a file.

Both are counted from 1, columns in code points. For HTML, the position is that of the same words in
the file.
"""

import re
from bisect import bisect_right
from itertools import islice
from typing import Final, NamedTuple

from scoring.text.words import WORD

WORDS: Final = 8
"""Number of words of a passage to search for in an HTML file."""
BETWEEN: Final = r"(?:<[^<>]*>|&#?\w+;|[^\w<&])*"
"""What may be between two words: tags, character references, punctuation and blanks."""
LINE_END: Final = re.compile(r"\r\n|\r|\n")


class Place(NamedTuple):
    """A stretch of a file; the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Places:
    """The places of one article's pieces. ``content``: the file's, ``text``: the article's."""

    def __init__(self, content: str, text: str, *, is_html: bool) -> None:
        self._content = content
        self._text = text
        self._is_html = is_html
        self._lines = [0, *(match.end() for match in LINE_END.finditer(content))]

    def find(self, start: int, end: int) -> Place:
        """Return the place of ``text[start:end]``; the file's beginning where it is not found."""
        if self._is_html:
            start, end = self._in_html(start, end)
        return Place(*self._at(start), *self._at(end))

    def _at(self, offset: int) -> tuple[int, int]:
        line = bisect_right(self._lines, offset)
        return line, offset - self._lines[line - 1] + 1

    def _in_html(self, start: int, end: int) -> tuple[int, int]:
        """Look for the piece's words: as many of the same before it in the file as in the text."""
        words = [match[0] for match in WORD.finditer(self._text, start, end)]
        if not words:
            return 0, 0
        opening = _pattern(words[:WORDS])
        before = sum(1 for _ in opening.finditer(self._text, 0, start))
        found = next(islice(opening.finditer(self._content), before, None), None)
        if found is None:
            found = opening.search(self._content)
        if found is None:
            return 0, 0
        if len(words) <= WORDS:
            return found.span()
        closing = _pattern(words[-WORDS:]).search(self._content, found.start())
        return found.start(), closing.end() if closing else found.end()


def _pattern(words: list[str]) -> re.Pattern[str]:
    return re.compile(rf"\b{BETWEEN.join(map(re.escape, words))}\b")
