"""Which part of a page is its article: where markup tells, and only by what holds most words.

``<main>`` holds "the dominant contents of the document" (HTML Standard, 4.4.14), an only
``<article>`` the composition itself (4.3.2). A form is left out, unless it is the whole page's.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.text.html_elements import ELEMENTS, Attributes
from scoring.text.words import count_words

_FORM: Final = ELEMENTS["form"]
PAGE_FIELDS: Final = frozenset(_FORM["fields"])
PAGE_ELEMENTS: Final = frozenset(_FORM["page_elements"])
LEAST_PARAGRAPHS: Final = _FORM["least_paragraphs"]
REGIONS: Final = frozenset({"article", "form", "main"})


class Region:
    """An element that is judged when the page has been read. ``start``, ``end``: its pieces."""

    def __init__(self, tag: str, start: int, *, outermost: bool) -> None:
        self.tag = tag
        self.start = start
        self.end = start
        self.outermost = outermost
        """Whether no other of its kind stands around it."""
        self.paragraphs = 0
        self.is_page = False
        """Of a form: something says that the page is in it."""

    def note(self, tag: str, attributes: Attributes) -> None:
        """Take notice of an element in it."""
        self.paragraphs += tag == "p"
        self.is_page |= tag in PAGE_ELEMENTS or attributes.get("name") in PAGE_FIELDS


class _Kept(NamedTuple):
    start: int
    end: int


def article_of(pieces: Sequence[str], regions: Sequence[Region], *, is_page: bool) -> list[str]:
    """Return the pieces that are the article's. ``is_page``: they are a whole document's."""
    if not regions:
        return list(pieces)
    words = _Counted(pieces)
    left_out = [one for one in regions if one.tag == "form" and not _holds_page(one, words)]
    kept = _Kept(0, len(pieces))
    if is_page:
        for tag in ("main", "article"):
            only = [one for one in regions if one.tag == tag and one.outermost]
            if len(only) == 1 and 2 * words.of(only[0]) >= words.of(kept):
                kept = _Kept(max(kept.start, only[0].start), min(kept.end, only[0].end))
    taken = list(pieces[kept.start : kept.end])
    for form in left_out:
        start, end = max(form.start, kept.start), min(form.end, kept.end)
        if start < end:
            taken[start - kept.start : end - kept.start] = ["\n\n"] * (end - start)
    return taken


class _Counted:
    """Words of the pieces, summed from the first on."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._sums = [0]
        for piece in pieces:
            self._sums.append(self._sums[-1] + count_words(piece))

    def of(self, region: Region | _Kept) -> int:
        return self._sums[region.end] - self._sums[region.start]

    @property
    def all(self) -> int:
        return self._sums[-1]


def _holds_page(form: Region, words: _Counted) -> bool:
    if form.is_page:
        return True
    return form.paragraphs >= LEAST_PARAGRAPHS and 2 * words.of(form) > words.all
