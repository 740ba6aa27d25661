"""Colors on a terminal: headings in bold, and what an editor should look at in yellow.

There are none in a file or a pipe, on a terminal without colors (``TERM=dumb``), or where the
variable ``NO_COLOR`` is set (no-color.org).
"""

from collections.abc import Callable, Mapping
from typing import Final, TextIO

Paint = Callable[[str, str], str]
"""Returns a text in a style, which is a name in ``STYLES``."""

STYLES: Final = {"heading": "1", "look": "33"}
"""Codes of Select Graphic Rendition (ECMA-48, 8.3.117)."""


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
