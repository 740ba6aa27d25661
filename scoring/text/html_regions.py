"""Finds the part of a page that is its article: by markup, and among candidates by most words.

``<main>`` contains "the dominant contents of the document" (HTML Standard, 4.4.14), and a single
``<article>`` the composition itself (4.3.2). If neither decides, schema.org's microdata do.
Elements that a class places around the article (``[around]``) and forms are left out, unless the
article is inside them.
"""

from collections.abc import Sequence
from itertools import accumulate
from typing import Final, NamedTuple

from scoring.text.html_elements import ELEMENTS, Attributes
from scoring.text.html_link_blocks import BREAK, Layout, find_link_blocks
from scoring.text.words import count_words

_FORM: Final = ELEMENTS["form"]
PAGE_FIELDS: Final = frozenset(_FORM["fields"])
PAGE_ELEMENTS: Final = frozenset(_FORM["page_elements"])
LEAST_PARAGRAPHS: Final = _FORM["least_paragraphs"]
MOST_HEAD: Final = ELEMENTS["headline"]["most_words"]
MOST_IN_BOX: Final = ELEMENTS["left_out"]["compound"]["most"]
LEAST_IN_BOX: Final = ELEMENTS["left_out"]["compound"]["least_words"]


class Region:
    """An element that is judged at the end of the page. ``start``, ``end``: its pieces."""

    def __init__(self, kind: str, start: int, *, outermost: bool) -> None:
        self.kind = kind
        self.start = start
        self.end = start
        self.outermost = outermost
        """Whether no element of the same kind encloses it."""
        self.paragraphs = 0
        self.is_page = False
        """For a form: whether something shows that it contains the page."""

    def close(self, end: int, paragraphs: int) -> None:
        """Record its end and the number of paragraphs in it."""
        self.end = end
        self.paragraphs = paragraphs

    def note(self, tag: str, attributes: Attributes) -> None:
        """Record an element inside it."""
        self.is_page |= tag in PAGE_ELEMENTS or attributes.get("name") in PAGE_FIELDS


class _Kept(NamedTuple):
    start: int
    end: int


def article_of(
    pieces: Sequence[str], regions: Sequence[Region], layout: Layout | None
) -> list[str]:
    """Return the pieces of the article. ``layout``: that of a whole document."""
    if not regions and layout is None:
        return list(pieces)
    counts = [count_words(piece) if piece != BREAK else 0 for piece in pieces]
    words = _Counted(counts)
    left_out: list[Region | _Kept] = [
        one
        for one in regions
        if (one.kind == "form" and not _holds_page(one, words))
        or (one.kind == "box" and not _holds_most(one, words))
    ]
    if layout is not None:
        left_out += _around(regions, words)
        left_out += [_Kept(*span) for span in find_link_blocks(pieces, counts, layout)]
    taken = list(pieces)
    done = 0
    for one in sorted(left_out, key=lambda one: (one.start, -one.end)):
        if one.end > done:  # a region inside another is removed with it
            taken[one.start : one.end] = [BREAK] * (one.end - one.start)
            counts[one.start : one.end] = [0] * (one.end - one.start)
            done = one.end
    if layout is None:
        return taken
    words = _Counted(counts)
    kept = _with_headline(_kept(words, regions), words, layout)
    return taken[kept.start : kept.end]


def _around(regions: Sequence[Region], words: "_Counted") -> list[Region]:
    """Return the regions around the article, as identified by their classes.

    If they contain most of the page, the article is inside such a region. Then only those without a
    paragraph are returned.
    """
    around = [one for one in regions if one.kind == "around" and 2 * words.of(one) < words.all]
    if 2 * sum(words.of(one) for one in around if one.outermost) < words.all:
        return around
    return [one for one in around if not one.paragraphs]


def _kept(words: "_Counted", regions: Sequence[Region]) -> _Kept:
    """Return the pieces of the page's article."""
    kept = whole = _Kept(0, words.pieces)
    for kind in ("main", "article", "microdata", "body"):
        only = [one for one in regions if one.kind == kind and one.outermost]
        told = kept is not whole and kind in ("microdata", "body")
        if not told and len(only) == 1 and 2 * words.of(only[0]) >= words.of(kept):
            kept = _Kept(max(kept.start, only[0].start), min(kept.end, only[0].end))
    return kept


def _with_headline(kept: _Kept, words: "_Counted", layout: Layout) -> _Kept:
    """Return an article with the headline and the standfirst right before its element."""
    before = [span for span in layout.headlines if span[1] <= kept.start]
    if not before:
        return kept
    start, end = before[-1]
    is_link = any(start <= link.start and link.end <= end for link in layout.links)
    head = words.of(_Kept(start, kept.start))
    if is_link or head > MOST_HEAD or not words.of(_Kept(start, end)):
        return kept
    return _Kept(start, kept.end)


class _Counted:
    """Cumulative word counts of the pieces."""

    def __init__(self, counts: Sequence[int]) -> None:
        self.pieces = len(counts)
        self._sums = list(accumulate(counts, initial=0))

    def of(self, region: Region | _Kept) -> int:
        return self._sums[region.end] - self._sums[region.start]

    @property
    def all(self) -> int:
        return self._sums[-1]


def _holds_most(box: Region, words: _Counted) -> bool:
    """Return whether a box contains the article, so that its class means something else."""
    inside = words.of(box)
    return inside == words.all or (inside >= LEAST_IN_BOX and inside >= MOST_IN_BOX * words.all)


def _holds_page(form: Region, words: _Counted) -> bool:
    if form.is_page or words.of(form) == words.all:
        return True
    return form.paragraphs >= LEAST_PARAGRAPHS and 2 * words.of(form) > words.all
