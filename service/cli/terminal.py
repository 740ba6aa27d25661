"""What is printed on a terminal: colors, counts of things, and excerpts of an article with a
finding underlined, as compilers print errors.

Headings are in bold, and what an editor should look at is yellow. There are no colors in a file or
a pipe, on a terminal without colors (``TERM=dumb``), or where the variable ``NO_COLOR`` is set
(no-color.org).
"""

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple, TextIO

from service import visible

Paint = Callable[[str, str], str]
"""Returns a text in a style, which is a name in ``STYLES``."""

STYLES: Final = {"heading": "1", "look": "33"}
"""Codes of Select Graphic Rendition (ECMA-48, 8.3.117)."""


def count_of(number: int, noun: str) -> str:
    """Return a number of things: "1 word", "2 words"."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


def plain(style: str, text: str) -> str:
    """Return the text as it is."""
    del style
    return text


def painter(stream: TextIO, environment: Mapping[str, str]) -> Paint:
    """Return how to paint what is written to a stream."""
    colorless = environment.get("NO_COLOR") or environment.get("TERM", "dumb") == "dumb"
    return plain if colorless or not stream.isatty() else _painted


def _painted(style: str, text: str) -> str:
    return f"\x1b[{STYLES[style]}m{text}\x1b[0m"


AROUND: Final = 120
"""Maximum number of characters shown before and after the marks, within the paragraph."""
MOST_LINES: Final = 12
"""Maximum number of lines shown. The middle of a longer excerpt is left out."""
INDENT: Final = "    "
CUT: Final = "…"
"""Stands for omitted words before and after the excerpt, in two columns."""
HIDDEN: Final = "\ufffd"
"""Stands for a character that a terminal would act on."""


class Mark(NamedTuple):
    """A range of characters, and the sign printed below it."""

    start: int
    end: int
    sign: str


def excerpt(text: str, marks: Sequence[Mark], width: int) -> Iterator[str]:
    """Yield the lines of the excerpt, each followed by a line of signs."""
    start, end = min(mark.start for mark in marks), max(mark.end for mark in marks)
    first, last = _opens(text, start), _closes(text, end)
    signs = [" "] * (last - first)
    for mark in marks:
        for at in range(mark.start - first, mark.end - first):
            signs[at] = mark.sign
    lines = []
    for begin, stop in _wrapped(text, first, last, width - len(INDENT) - 2 * len(CUT)):
        line = "".join(map(_shown, text[begin:stop]))
        under = "".join(signs[begin - first : stop - first])
        lines.append([line, *([under.rstrip()] if under.strip() else [])])
    if first and text[first - 1] not in "\r\n":
        lines[0][0] = CUT + lines[0][0]
        lines[0][1:] = [f" {under}" for under in lines[0][1:]]
    if last < len(text) and text[last] not in "\r\n":
        lines[-1][0] += CUT
    half = MOST_LINES // 2
    if len(lines) > MOST_LINES:
        lines = [*lines[:half], ["[…]"], *lines[-half:]]
    for group in lines:
        yield from (INDENT + line for line in group)


def _shown(character: str) -> str:
    """Return a character of one column, so that the signs below the line stay in their places."""
    if character.isspace():
        return " "
    return character if visible.text(character) == character else HIDDEN


def _opens(text: str, start: int) -> int:
    """Return where the excerpt starts: at the start of the paragraph, or of a word within reach."""
    first = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if start - first <= AROUND:
        return first
    space = text.find(" ", start - AROUND, start)
    return space + 1 if space >= 0 else start - AROUND


def _closes(text: str, end: int) -> int:
    """Return where the excerpt ends: at the end of the paragraph, or of a word within reach."""
    ends = [at for sign in "\n\r" if (at := text.find(sign, end)) >= 0]
    last = min(ends, default=len(text))
    if last - end <= AROUND:
        return last
    space = text.rfind(" ", end, end + AROUND)
    return space if space >= 0 else end + AROUND


def _wrapped(text: str, first: int, last: int, width: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of lines of at most ``width`` characters, broken between words."""
    at = first
    while at < last:
        while at < last and text[at].isspace():
            at += 1
        breaks = [place for sign in "\n\r" if (place := text.find(sign, at, last)) >= 0]
        paragraph = min(breaks, default=last)
        if paragraph - at <= width:
            stop = paragraph
        else:
            space = text.rfind(" ", at, at + width + 1)
            stop = space if space > at else at + width
        if stop > at:
            yield at, stop
        at = stop


def wrap(words: str, width: int, first: str, then: str | None = None) -> list[str]:
    """Return text in lines. The first line starts with ``first``, the others with ``then``."""
    hang = " " * len(first) if then is None else then
    return textwrap.wrap(
        words, width, initial_indent=first, subsequent_indent=hang, break_long_words=False
    ) or [first.rstrip()]
