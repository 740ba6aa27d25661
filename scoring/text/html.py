"""The readable text of HTML: its blocks as paragraphs, without what surrounds an article.

Read by libxml2's tokeniser (lxml) as events. No tree is built: of the parsers tried only this
one takes time linear in the input for thousands of attributes or nested elements, and its one
costly case, end tags that match nothing, is bounded by ``DEEPEST``. No guess is made at what is
boilerplate: a content system sends an article's body, and a short paragraph is part of it.
"""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from scoring.errors import InvalidRequest

DEEPEST: Final = 512
"""Elements that may be open at once: what Chromium's parser allows."""

CHUNK: Final = 1 << 16

ELEMENTS: Final = tomllib.loads(Path(__file__).with_name("html.toml").read_text(encoding="utf-8"))
BLOCKS: Final = frozenset(ELEMENTS["blocks"]["names"])
LEFT_OUT: Final = frozenset(ELEMENTS["left_out"]["names"])
LEFT_OUT_ROLES: Final = frozenset(ELEMENTS["left_out"]["roles"])
LEFT_OUT_CLASSES: Final = frozenset(ELEMENTS["left_out"]["classes"])

STARTS: Final = {"br": "\n", "q": "“"}
ENDS: Final = {"q": "”"}
"""What else is seen: a browser writes the quotation marks of ``<q>``."""

HIDING_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]+")
"""Control characters, soft hyphens and zero-width spaces: not there for the reader."""


DIV: Final = re.compile(r"(</?)div(?=[\s/>])", re.IGNORECASE)
"""libxml2 lets no end tag but its own close a ``<div>``, so that one left open in a figure would
swallow the rest of the article. Of ``<center>``, the same block to a reader, it thinks less.
"""


def to_text(html: str) -> str:
    """Return the readable text: blocks parted by an empty line, ``<br>`` as a line break.

    Raises ``InvalidRequest`` when more than ``DEEPEST`` elements are open at once.
    """
    reader = _Reader()
    parser = etree.HTMLParser(target=reader, huge_tree=True, remove_pis=True)
    plain = DIV.sub(r"\1center", html.replace("\0", ""))
    for at in range(0, len(plain), CHUNK):
        parser.feed(plain[at : at + CHUNK])
        if reader.deepest > DEEPEST:
            raise InvalidRequest("/html", f"more than {DEEPEST} elements inside one another")
    if plain:
        parser.close()
    return reader.text()


class _Reader:
    """Receives the parser's events, which are balanced: what starts also ends."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.open = 0
        self.deepest = 0
        self.left_out = 0
        """How many elements are open, from the outermost that is left out inwards."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self.open += 1
        self.deepest = max(self.deepest, self.open)
        if self.left_out or tag in LEFT_OUT or _is_hidden(attributes):
            self.left_out += 1
        self._mark(tag, STARTS)

    def end(self, tag: str) -> None:
        self._mark(tag, ENDS)
        self.open -= 1
        self.left_out -= self.left_out > 0

    def data(self, text: str) -> None:
        if not self.left_out:
            self.pieces.append(text.replace("\n", " "))

    def close(self) -> None:
        """Do nothing: the parser asks for this method."""

    def text(self) -> str:
        """Return what was read, white space collapsed."""
        seen = UNSEEN.sub("", "".join(self.pieces))
        lines = (" ".join(line.split()) for line in seen.split("\n"))
        return re.sub("\n{3,}", "\n\n", "\n".join(lines)).strip("\n")

    def _mark(self, tag: str, marks: Mapping[str, str]) -> None:
        """Write what a reader sees where an element starts or ends."""
        if tag in BLOCKS:
            self.pieces.append("\n\n")
        elif tag in marks and not self.left_out:
            self.pieces.append(marks[tag])


def _is_hidden(attributes: Mapping[str, str]) -> bool:
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or attributes.get("role") in LEFT_OUT_ROLES
        or not LEFT_OUT_CLASSES.isdisjoint(attributes.get("class", "").split())
        or HIDING_STYLE.search(attributes.get("style", "")) is not None
    )
