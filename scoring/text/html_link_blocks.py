"""Parts of a page that only point elsewhere: lists of links, linked headlines, rows of teasers.

Menus, related articles and tags are links without a sentence of their own, whatever their classes
and whatever the language of the page. The markup tells them from prose: what is a link, what a
heading, what a block. This applies to whole documents only; a fragment is read in full. So is a
page of which too little prose would be left: then its links are its text.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from scoring.text.html_elements import BLOCKS, ELEMENTS
from scoring.text.words import count_words

_RULES: Final = ELEMENTS["link_blocks"]
LEAST_LINKS: Final = _RULES["least_links"]
MOST_BESIDE: Final = _RULES["most_beside"]
LEAST_PROSE: Final = _RULES["least_prose"]
LABEL_WORDS: Final = _RULES["label_words"]
LABEL: Final = re.compile(_RULES["labels"])
TEASER_WORDS: Final = _RULES["teaser_words"]
TEASER_SENTENCES: Final = _RULES["teaser_sentences"]

LONGEST_LINE: Final = 24
"""Maximum number of pieces in a line that introduces a list, and between the two."""
HEADINGS: Final = frozenset({"h2", "h3", "h4", "h5", "h6"})
CONTAINERS: Final = BLOCKS - HEADINGS - {"body", "h1", "html", "main"}
SENTENCE: Final = re.compile(r"[.…]\s*$|[.!?…][”\"’'»)]+\s*$")
"""The end of a sentence. A headline may end with a question mark."""

MOST_END: Final = 8
MOST_END_CHARACTERS: Final = 64
"""Number of pieces, and of characters in them, at a link's end in which its sentence may end. Links
may be in one another, so reading all of each would read the same text again and again."""
ENDS: Final = re.compile(r"[.!?…][”\"’'»)]*(?=\s|$)")

BREAK: Final = "\n\n"
"""The piece between two blocks."""
HEADING: Final = 1
LINK: Final = 2
"""Kinds of pieces; the others are prose."""

Span = tuple[int, int]


class Link(NamedTuple):
    """A link's pieces, and whether it leads to another page."""

    start: int
    end: int
    outward: bool


class Layout:
    """The links, headings and blocks of a page, as pieces, each in the order of its end."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.headings: list[Span] = []
        self.headlines: list[Span] = []
        """The ``<h1>`` elements."""
        self.blocks: list[Span] = []
        self.tables: list[Span] = []
        """Tables with header cells, which are no layout."""
        self._header = -1
        """The last header cell that is in no complete table."""

    def note(self, tag: str, href: str | None, start: int, end: int) -> None:
        """Record an element when it ends."""
        if tag == "a" and href is not None:
            self.links.append(Link(start, end, not href.startswith("#")))
        elif tag in HEADINGS:
            self.headings.append((start, end))
        elif tag == "h1":
            self.headlines.append((start, end))
        elif tag in CONTAINERS and start < end:
            self.blocks.append((start, end))
            if tag == "th":
                self._header = start
            elif tag == "table" and self._header >= start:
                self.tables.append((start, end))
                self._header = -1

    def forget(self, start: int) -> None:
        """Forget what was recorded of removed pieces from ``start`` on."""
        for spans in (self.links, self.headings, self.headlines, self.blocks, self.tables):
            while spans and spans[-1][1] > start:
                spans.pop()


def find_link_blocks(pieces: Sequence[str], words: Sequence[int], layout: Layout) -> list[Span]:
    """Return the spans of pieces that only point elsewhere. ``words``: how many each piece has.

    Nothing is returned unless enough prose is left. If most of the text from the first sentence to
    the last points elsewhere, it is a text of links, and only what stands around it is returned.
    """
    if not layout.links:
        return []
    counted = _Counted(pieces, words, layout)
    found = [span for span in layout.blocks if counted.is_links(*span)]
    listed = bytearray(len(pieces))
    for start, end in _merged(span for span in found if _is_introduced(pieces, span[0])):
        listed[start:end] = b"\1" * (end - start)
    found = [span for span in found if not listed[span[0]]]
    found += _teasers(layout, counted)
    found = list(_with_headings(_merged(found), layout, counted))
    first, last = counted.prose
    inside = [span for span in found if first <= span[0] and span[1] <= last]
    if 2 * counted.held(inside) >= counted.between(counted.words, first, last):
        found = [span for span in found if span not in inside]
    left = counted.words[-1] - counted.held(found)
    return found if left >= LEAST_PROSE and counted.sentences[-1] else []


class _Counted:
    """Cumulative counts over the pieces of a page."""

    def __init__(self, pieces: Sequence[str], words: Sequence[int], layout: Layout) -> None:
        kinds = bytearray(len(pieces))
        for start, end in layout.headings:
            kinds[start:end] = bytes([HEADING]) * (end - start)
        firsts = bytearray(len(pieces))
        read = [-1, *accumulate(map(_place_if_read, range(len(pieces)), pieces), max)]
        for link in layout.links:
            last = read[link.end]
            tail = "".join(pieces[max(link.start, last - MOST_END) : last + 1])
            if last >= link.start and not SENTENCE.search(tail[-MOST_END_CHARACTERS:]):
                kinds[link.start : link.end] = bytes([LINK]) * (link.end - link.start)
                firsts[link.start] = 1
        for start, end in layout.tables:
            kinds[start:end] = firsts[start:end] = bytes(end - start)
        many = len(pieces)
        linked, headed = [0] * many, [0] * many
        sentences, ends, labels = bytearray(many), [0] * many, bytearray(many)
        for at, (piece, number, kind) in enumerate(zip(pieces, words, kinds, strict=True)):
            if kind == LINK:
                linked[at] = number
            elif kind == HEADING:
                headed[at] = number
            elif piece != BREAK:
                sentences[at] = SENTENCE.search(piece) is not None
                ends[at] = len(ENDS.findall(piece))
                labels[at] = piece.rstrip().endswith(":")
        self.words = _sums(words)
        self.linked = _sums(linked)
        self.headed = _sums(headed)
        self.links = _sums(firsts)
        self.sentences = _sums(sentences)
        self.ends = _sums(ends)
        """Ends of sentences, also inside a piece."""
        self.labels = _sums(labels)
        titles = bytearray(many)
        outward = _sums(_marks(many, (one.start for one in layout.links if one.outward)))
        for start, end in layout.headings:
            inside = self.between(self.words, start, end)
            if inside and inside == self.between(self.linked, start, end):
                titles[start] = self.between(outward, start, end) > 0
        self.titles = _sums(titles)
        """Headings that are links to other pages."""
        self.headlines = _sums(_marks(many, (start for start, _ in layout.headlines)))

    @property
    def prose(self) -> Span:
        """The pieces from the first that ends a sentence to the last."""
        last = bisect_left(self.sentences, self.sentences[-1])
        return (bisect_left(self.sentences, 1) - 1, last) if last else (0, 0)

    def held(self, spans: Iterable[Span]) -> int:
        """Return the number of words in spans that do not overlap."""
        return sum(self.between(self.words, *span) for span in spans)

    @staticmethod
    def between(sums: Sequence[int], start: int, end: int) -> int:
        return sums[end] - sums[start]

    def is_links(self, start: int, end: int) -> bool:
        """Return whether a block has nothing but links, headings, and labels beside them."""
        linked = self.between(self.linked, start, end)
        if (
            not linked
            or self.between(self.sentences, start, end)
            or self.between(self.headlines, start, end)
        ):
            return False
        headed = self.between(self.headed, start, end)
        beside = self.between(self.words, start, end) - linked - headed
        links = self.between(self.links, start, end)
        if links >= LEAST_LINKS:
            return bool(beside <= MOST_BESIDE * linked)
        may_be_head = links == 1 or headed  # the headline, or the author below it
        if may_be_head and (self.words[start] < LEAST_PROSE or not self.sentences[start]):
            return False
        labeled = links == 1 and not headed and self.between(self.labels, start, end) > 0
        return bool(beside <= (LABEL_WORDS if labeled else 0))

    def is_teaser(self, start: int, end: int) -> bool:
        """Return whether a block is one linked heading with little text."""
        return (
            self.between(self.titles, start, end) == 1
            and self.between(self.words, start, end) <= TEASER_WORDS
            and self.between(self.ends, start, end) <= TEASER_SENTENCES
            and not self.between(self.headlines, start, end)
        )


def _place_if_read(place: int, piece: str) -> int:
    """Return the place of a piece that a reader sees, or -1."""
    return place if piece.strip() else -1


def _is_introduced(pieces: Sequence[str], start: int) -> bool:
    """Return whether a line before these pieces says what they list: "The winners are:"."""
    line = ""
    for at in range(start - 1, max(-1, start - 1 - LONGEST_LINE), -1):
        if line and "\n" in pieces[at]:
            break
        line = f"{pieces[at]}{line}".strip()
        if line and not line.endswith(":"):
            return False
    return count_words(line) > LABEL_WORDS and LABEL.match(line) is None


def _sums(numbers: Iterable[int]) -> list[int]:
    return list(accumulate(numbers, initial=0))


def _marks(many: int, places: Iterable[int]) -> bytearray:
    marks = bytearray(many)
    for place in places:
        if place < many:
            marks[place] = 1
    return marks


def _teasers(layout: Layout, counted: _Counted) -> list[Span]:
    """Return the rows of teasers, if they hold less than half of the words.

    A page may also be a row of short posts.
    """
    teasers = _merged(span for span in layout.blocks if counted.is_teaser(*span))
    rows = {
        span
        for pair in pairwise(teasers)
        if not counted.between(counted.words, pair[0][1], pair[1][0])
        for span in pair
    }
    return sorted(rows) if 2 * counted.held(rows) < counted.words[-1] else []


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Return the outermost spans in order."""
    outermost: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not outermost or end > outermost[-1][1]:
            outermost.append((start, end))
    return outermost


def _with_headings(spans: Iterable[Span], layout: Layout, counted: _Counted) -> Iterator[Span]:
    """Yield spans with the heading right before each."""
    headings = sorted(layout.headings)
    at = 0
    before = (0, 0)
    for start, end in spans:
        while at < len(headings) and headings[at][1] <= start:
            before = headings[at]
            at += 1
        heads = before[1] > before[0] and not counted.between(counted.words, before[1], start)
        yield (before[0] if heads else start), end
