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

LINE: Final = re.compile(r"[^\r\n]*")
BREAK: Final = re.compile(r"\r\n?|\n")
FIRST_WORD: Final = re.compile(r"\S+")
INDENT: Final = 2
"""Number of blanks before a line that starts a paragraph."""


def unwrapped(text: str) -> str:
    """Return the text with blanks for the line breaks of a wrapped text; the length stays."""
    if text.count("\n") < LEAST_BREAKS:
        return text
    breaks = list(_breaks(text))
    width = max((end - start for start, end, _ in breaks), default=0)
    if len(breaks) < LEAST_BREAKS or not NARROWEST <= width <= WIDEST:
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
    at = 0
    while at < len(text):
        found = LINE.match(text, at)
        assert found
        line = found[0]
        start = at + len(line) - len(line.lstrip())
        end = at + len(line.rstrip())
        if start >= end:
            before = None
        else:
            if before is not None and start - at < INDENT:
                yield *before, start
            before = (start, end)
        after = BREAK.match(text, found.end())
        at = after.end() if after else len(text)


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
