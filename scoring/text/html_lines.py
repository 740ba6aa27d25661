"""Lines that point to other articles, or say where an article was published first.

The markup decides together with the words: such a line is a paragraph of its own, and all of it is
links except for a label (``html.toml``). The last line of a feed is known by its words.
"""

import re
from collections.abc import Sequence
from typing import Final

from scoring.text.html_elements import ELEMENTS

_LINES: Final = ELEMENTS["link_lines"]
ELEMENTS_OF_LINES: Final = frozenset({"h2", "h3", "h4", "h5", "h6", "li", "p"})
"""Elements that may contain only a label and links."""
FEED_LINE: Final = re.compile(ELEMENTS["feed_lines"]["pattern"])
LINK_LINE: Final = re.compile(_LINES["pattern"], re.IGNORECASE)
LABELED: Final = re.compile(_LINES["labeled"], re.IGNORECASE)
LINK: Final = "\ufffc"
"""What stands for a link in the pattern."""
LONGEST: Final = 24
"""Maximum number of pieces in such a line."""


def is_link_line(pieces: Sequence[str], start: int, links: Sequence[tuple[int, int]]) -> bool:
    """Return whether the pieces from ``start`` on are such a line. ``links``: the links in them."""
    if not links or len(pieces) > start + LONGEST:
        return False
    parts: list[str] = []
    at = start
    for first, last in links:
        if first >= at:
            parts += [*pieces[at:first], LINK]
            at = last
    line = _one_line([*parts, *pieces[at:]])
    if line == LINK:
        return LABELED.fullmatch(_one_line(pieces[start:])) is not None
    return LINK_LINE.fullmatch(line) is not None


def _one_line(pieces: Sequence[str]) -> str:
    return " ".join("".join(pieces).split())
