"""Text whose lines were broken at a fixed width, as in mail, wire copy and old archives.

Such a line break is a blank, not the end of a paragraph. A text is wrapped if nearly every line
break within its blocks had to be where it is, because the next word would have made the line longer
than the longest line, and if many lines start in the middle of a sentence. The offsets stay as they
are, because a line break becomes as many blanks.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final

LEAST_BREAKS: Final = 3
"""Number of line breaks within blocks below which nothing is wrapped."""
NARROWEST: Final = 40
WIDEST: Final = 100
"""Number of characters in the longest line: typewriters and mail have 60 to 80."""
MOST_UNFORCED: Final = 0.1
"""The share of line breaks that may be where the next word would still have fitted."""
LEAST_LOWER: Final = 0.4
"""The share of lines that start with a small letter. About three in four words of prose do."""

LINE: Final = re.compile(r"([^\r\n]*)(?:\r\n?|\n|\Z)")
FIRST_WORD: Final = re.compile(r"\S+")
INDENT: Final = 2
"""Number of blanks before a line that starts a paragraph."""


def unwrapped(text: str) -> str:
    """Return the text with blanks for the line breaks of a wrapped text; the length stays."""
    if text.count("\n") < LEAST_BREAKS:
        return text
    breaks: list[tuple[int, int, int]] = []
    width = 0
    for start, end, after in _breaks(text):
        breaks.append((start, end, after))
        width = max(width, end - start)
        if width > WIDEST:
            return text
    if len(breaks) < LEAST_BREAKS or width < NARROWEST:
        return text
    forced = [one for one in breaks if _is_forced(text, one, width)]
    lower = sum(text[after].islower() for _, _, after in breaks)
    if len(forced) < (1 - MOST_UNFORCED) * len(breaks) or lower < LEAST_LOWER * len(breaks):
        return text
    return _blanked(text, [(end, after) for _, end, after in forced])


def _breaks(text: str) -> Iterator[tuple[int, int, int]]:
    """Yield the breaks between two lines of a block: the line's start and end, and the next line's
    first character. A line that is indented opens a block.
    """
    before: tuple[int, int] | None = None
    for found in LINE.finditer(text):
        line, at = found[1], found.start()
        if not line or line.isspace():
            before = None
            continue
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        if before is not None and start - at < INDENT:
            yield *before, start
        before = (start, end)


def _is_forced(text: str, one: tuple[int, int, int], width: int) -> bool:
    start, end, after = one
    word = FIRST_WORD.match(text, after)
    return word is not None and end - start + 1 + len(word[0]) > width


def _blanked(text: str, spans: Sequence[tuple[int, int]]) -> str:
    parts: list[str] = []
    at = 0
    for start, end in spans:
        parts += text[at:start], " " * (end - start)
        at = end
    return "".join([*parts, text[at:]])
