"""Extracts the text of HTML: its blocks as paragraphs, without what surrounds an article.

libxml2's tokenizer (lxml) is used as a stream of events, and no tree is built. Of the parsers
tried, only this one takes linear time for thousands of attributes or nested elements. Its one
costly case, end tags that match nothing, is bounded by ``DEEPEST``. No text is removed because of
its length or its words alone: content systems send only an article's body, and a short paragraph is
part of it. The markup decides what to leave out (``html.toml``).
"""

import re
from collections import Counter
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from scoring.errors import InvalidRequest
from scoring.text.html_elements import (
    BLOCKS,
    CITING,
    CREDITS,
    Attributes,
    Place,
    State,
    is_credit,
    is_quotation,
    region_of,
    state_of,
)
from scoring.text.html_lines import ELEMENTS_OF_LINES, FEED_LINE, is_link_line
from scoring.text.html_link_blocks import Layout
from scoring.text.html_notes import is_note, may_be_note, without_marks
from scoring.text.html_open import Element
from scoring.text.html_quotations import (
    GOES_ON,
    Quoting,
    close,
    close_after,
    is_name_after,
    is_short,
    may_be_signed,
)
from scoring.text.html_regions import Region, article_of
from scoring.text.masking import with_signs

CDATA: Final = re.compile(r"<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL)
"""A CDATA section in which feeds put HTML (XML 1.0, 2.7). In HTML it would be a comment."""

DEEPEST: Final = 512
"""Maximum number of open elements, the same as in Chromium's parser."""

CHUNK: Final = 1 << 16
"""Number of characters parsed between two checks of the depth."""

STARTS: Final = {"br": "\n", "q": "“"}
ENDS: Final = {"q": "”"}
"""Other visible text: a browser adds the quotation marks of ``<q>``."""

UNSEEN: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff]+")
"""Control characters, soft hyphens and zero-width spaces, which are invisible."""

DIV: Final = re.compile(r"(?<=<)div(?=[\s/>])|(?<=</)div(?=[\s/>])", re.IGNORECASE)
"""In libxml2, only its own end tag closes a ``<div>``, so an unclosed one in a figure
would swallow the rest of the article. ``<center>`` looks the same to a reader, but
libxml2 closes it more easily."""
PAGE: Final = re.compile(r"<(?:html|body)[\s>]", re.IGNORECASE)
VERBATIM: Final = frozenset({"listing", "pre", "xmp"})
"""Elements whose line breaks count."""
BEFORE: Final = 3
"""Number of pieces before a note mark to look at."""
BEFORE_CHARACTERS: Final = 64
"""Number of characters of each of them."""
CREDIT: Final = 64
"""Maximum number of pieces in a credit, or in the last line of a quotation."""
DEEPEST_QUOTED: Final = 8
"""Maximum depth of nested quotations for which the speaker is determined."""
BETWEEN: Final = 8
"""Maximum number of pieces between a quotation and its speaker's name."""
SEPARATORS: Final = frozenset({",", ";", "-", "–", ", "})
MARK: Final = 8
"""Maximum number of pieces in a note mark."""


def to_text(html: str) -> str:
    """Return the readable text: blocks separated by an empty line, ``<br>`` as a line break.

    Raises ``InvalidRequest`` if more than ``DEEPEST`` elements are open at once.
    """
    reader = _Reader(is_page=PAGE.search(html) is not None)
    parser = etree.HTMLParser(target=reader, huge_tree=True, remove_pis=True)
    plain = DIV.sub("center", without_cdata(html).replace("\0", ""))
    for at in range(0, len(plain), CHUNK):
        parser.feed(plain[at : at + CHUNK])
        if reader.deepest > DEEPEST:
            raise InvalidRequest("/html", f"more than {DEEPEST} elements nested in one another")
    if plain:
        parser.close()
    return reader.text()


def without_cdata(text: str) -> str:
    """Return text in which CDATA sections are replaced by their content."""
    return CDATA.sub(r"\1", text) if "<![CDATA[" in text else text


class _Reader:
    """Receives the parser's events, which are balanced: everything that starts also ends."""

    def __init__(self, *, is_page: bool) -> None:
        self.pieces: list[str] = []
        self.deepest = 0
        self._is_page = is_page
        self._state = State.READ
        self._open: list[Element] = []
        self._quoting: list[Quoting] = []
        self._regions: list[Region] = []
        self._form: Region | None = None
        self._inside: Counter[str] = Counter()
        """Open regions by kind."""
        self._paragraphs = 0
        """Number of paragraphs opened so far."""
        self._verbatim = 0
        """Number of open elements in which line breaks count."""
        self._links: list[tuple[int, int]] = []
        """The pieces of the links so far."""
        self._layout = Layout()
        self._titled = False
        """Whether the article's headline has ended."""
        self._noted = -1
        """Number of pieces after the last note mark that was left out."""
        self._quoted: tuple[int, int] | None = None
        """The pieces of the last quotation, if it has no speaker so far."""
        self._naming: tuple[int, int] | None = None
        """The pieces of a cite right after that quotation."""

    def start(self, tag: str, attributes: Attributes) -> None:
        element = Element(tag, attributes, len(self.pieces), self._state)
        self._open.append(element)
        self.deepest = max(self.deepest, len(self._open))
        quoting = self._quoting[-1] if self._quoting else None
        if self._state is not State.OUT:
            quoted = quoting is not None or (tag == "footer" and self._is_after_quotation())
            place = Place(self._is_in_article(), quoting=quoted, titled=self._titled)
            self._state = state_of(tag, attributes, self._state, place)
        if element.around is not State.OUT:
            self._mark(tag, STARTS)
        if self._state is not State.OUT:
            self._take_notice(element, quoting)

    def _is_in_article(self) -> bool:
        return not self._is_page or self._inside["article"] > 0 or self._inside["main"] > 0

    def _take_notice(self, element: Element, quoting: Quoting | None) -> None:
        """Record what to do when the element ends."""
        tag = element.tag
        self._paragraphs += tag == "p" or (tag == "br" and self.pieces[-2:-1] == ["\n"])
        element.links = len(self._links)
        if self._form is not None:
            self._form.note(tag, element.attributes)
        self._verbatim += tag in VERBATIM
        element.start = len(self.pieces)
        if quoting is not None and is_credit(tag, element.attributes):
            element.credit = quoting
        elif tag == "figure" or is_quotation(tag, element.attributes):
            if quoting is not None:
                quoting.quotes = True
            element.quoting = Quoting(len(self.pieces), is_figure=tag == "figure")
            self._quoting.append(element.quoting)
        elif kind := region_of(tag, element.attributes):
            element.region = Region(kind, len(self.pieces), outermost=not self._inside[kind])
            element.paragraphs = self._paragraphs
            self._inside[kind] += 1
            if kind == "form":
                self._form = element.region

    def end(self, tag: str) -> None:
        element = self._open.pop()
        if self._state is not State.OUT:
            self._finish(element)
        if element.around is not State.OUT:
            self._mark(tag, ENDS)
        self._titled |= tag == "h1" and self._is_in_article()
        self._state = element.around

    def _finish(self, element: Element) -> None:
        self._verbatim -= element.tag in VERBATIM
        if element.tag == "a" and "href" in element.attributes:
            self._links.append((element.start, len(self.pieces)))
        if element.region is not None:
            kind = element.region.kind
            self._inside[kind] -= 1
            self._form = None if kind == "form" else self._form
            paragraphs = self._paragraphs - element.paragraphs
            element.region.close(len(self.pieces), paragraphs)
            self._regions.append(element.region)
        elif element.credit is not None:
            self._take_credit(element, element.credit)
        elif element.quoting is not None:
            self._quoting.pop()
            self._sign(element.quoting)
        elif element.tag in CITING:
            self._note_cite(element)
        elif self._is_after_quotation(element.start) and is_name_after(
            element.tag,
            element.attributes,
            "".join(self.pieces[element.start : element.start + CREDIT]),
        ):
            self._sign_after(element.start, len(self.pieces))
        elif element.tag == "footer":
            self._take(element.start)
        elif may_be_note(element.tag, element.attributes):
            self._leave_out_note(element)
        elif element.tag in ELEMENTS_OF_LINES and is_link_line(
            self.pieces, element.start, self._links[element.links :]
        ):
            self._take(element.start)
        if self._is_page:
            href = element.attributes.get("href")
            self._layout.note(element.tag, href, element.start, len(self.pieces))

    def _take_credit(self, element: Element, quoting: Quoting) -> None:
        text = self._take(element.start)
        if element.tag in CREDITS or is_short(text):
            quoting.credits.append(text)
            quoting.credited = len(self.pieces)
        else:
            self.pieces.append(text)

    def _note_cite(self, element: Element) -> None:
        """Record an element that names the speaker if the quotation ends with it."""
        if len(self.pieces) > element.start + CREDIT:
            return
        if not self._quoting:
            if element.tag == "cite" and self._is_after_quotation(element.start):
                self._naming = (element.start, len(self.pieces))
        elif not self._quoting[-1].is_figure:
            self._quoting[-1].cite = (element.start, len(self.pieces))
        elif element.around is State.FIGURE:
            self._quoting[-1].credits.append(self._take(element.start))

    def _is_after_quotation(self, start: int | None = None) -> bool:
        """Return whether nothing is between a quotation without a speaker and a piece."""
        if self._quoted is None or self._quoting or (start is not None and start < self._quoted[1]):
            return False
        between = self.pieces[self._quoted[1] : start]
        if len(between) <= BETWEEN and not "".join(between).strip():
            return True
        self._quoted = None
        return False

    def _sign_after(self, start: int, end: int) -> None:
        """Write the name in these pieces below the quotation before them."""
        if self._quoted is None:
            return
        quoted, credit = self._quoted, "".join(self.pieces[start:end])
        signed = close_after("".join(self.pieces[quoted[0] : quoted[1]]), credit)
        self._quoted = self._naming = None
        if signed is not None:
            rest = self.pieces[end:]
            self._take(quoted[0])
            self.pieces += [signed, *rest]

    def _end_line(self) -> None:
        """Decide on a cite after a quotation, at the end of its line."""
        if self._naming is None:
            return
        start, end = self._naming
        rest = "".join(self.pieces[end:])
        self._naming = None
        if GOES_ON.match(rest) and len(self.pieces) <= start + CREDIT:
            self._sign_after(start, len(self.pieces))
        else:
            self._quoted = None

    def _leave_out_note(self, element: Element) -> None:
        start = element.start
        if start < len(self.pieces) <= start + MARK:
            before = "".join(
                piece[-BEFORE_CHARACTERS:] for piece in self.pieces[max(0, start - BEFORE) : start]
            )
            text = "".join(self.pieces[start:])
            if is_note(element.tag, element.attributes, text, before):
                self._take(start)
                between = self.pieces[self._noted :] if 0 < self._noted <= start else []
                if len(between) == 1 and between[0].strip() in SEPARATORS:
                    self._take(self._noted)  # "reopen.<sup>1</sup>,<sup>2</sup>"
                self._noted = len(self.pieces)
                if text[-1].isspace():
                    self.pieces.append(" ")

    def _take(self, start: int) -> str:
        """Remove the pieces from ``start`` on."""
        text = "".join(self.pieces[start:])
        del self.pieces[start:]
        self._forget_regions(start)
        while self._links and self._links[-1][1] > start:
            self._links.pop()
        cite = self._quoting[-1].cite if self._quoting else None
        if cite is not None and cite[1] > start:
            self._quoting[-1].cite = None
        return text

    def _forget_regions(self, start: int) -> None:
        """Forget the regions of removed pieces from ``start`` on."""
        while self._regions and self._regions[-1].end > start:
            self._regions.pop()
        self._layout.forget(start)

    def _sign(self, quoting: Quoting) -> None:
        """Write the speaker's name below a complete quotation."""
        pieces = self.pieces
        last = pieces[max(quoting.start, len(pieces) - CREDIT) :]
        if len(self._quoting) > DEEPEST_QUOTED:
            return
        signed = None
        if may_be_signed(quoting, last):
            signed = close(quoting, pieces[quoting.start :])
        if signed is None:
            if quoting.quotes and not quoting.is_figure and not quoting.signed:
                self._quoted = (quoting.start, len(pieces))
            return
        self._take(quoting.start)
        pieces.append(signed)
        if self._quoting:
            self._quoting[-1].signed.add(len(pieces) - 1)

    def data(self, text: str) -> None:
        if self._state is State.READ:
            self.pieces.append(text if self._verbatim else text.replace("\n", " "))

    def close(self) -> None:
        """Do nothing; the parser requires this method."""

    def text(self) -> str:
        """Return the text with collapsed white space."""
        self._end_line()
        pieces = article_of(self.pieces, self._regions, self._layout if self._is_page else None)
        seen = without_marks(UNSEEN.sub("", with_signs("".join(pieces))))
        lines = (" ".join(line.split()) for line in seen.split("\n"))
        kept = (line for line in lines if not FEED_LINE.fullmatch(line))
        return re.sub("\n{3,}", "\n\n", "\n".join(kept)).strip("\n")

    def _mark(self, tag: str, marks: dict[str, str]) -> None:
        """Write the visible effect of the start or end of an element."""
        if tag in BLOCKS:
            self._end_line()
            self.pieces.append("\n\n")
        elif tag in marks and self._state is State.READ:
            self.pieces.append(marks[tag])
