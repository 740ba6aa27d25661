"""Finds quotations: spans between quotation marks of every style that newsrooms use.

Double marks (curly, straight, primes, full width, doubled single, low, guillemets) and single ones
(curly, straight) pair within a paragraph. If a mark's shape does not show whether it opens or
closes, or shows it wrongly, the neighboring characters decide. Examples are a closing curly mark
that opens (”We won,” as in Swedish), and one that reopens before it was closed ("We won. "Twice."),
which is a single quotation.

A mark that is never closed quotes the rest of its paragraph only if the next paragraph opens with a
mark again. This is how newspapers continue a quotation over several paragraphs (Associated Press
Stylebook, "quotation marks"; with single marks in Britain). Otherwise it pairs with nothing.
"""

import re
from dataclasses import dataclass
from typing import Final, NamedTuple

CLOSERS: Final = {
    "“": ("”", "“"),
    "”": ("”", "“"),
    "‟": ("”",),
    "„": ("“", "”"),
    "«": ("»",),
    "»": ("«",),
    "‹": ("›",),
    '"': ('"',),
    "″": ("″",),
    "＂": ("＂",),
    "``": ("''",),
    "''": ("''",),
    "‘": ("’",),
    "‚": ("‘", "’"),
    "'": ("'",),
    "`": ("'",),
}
"""The marks that close a quotation, by opening mark."""
SINGLE: Final = frozenset("‘‚'`")
SHAPED: Final = frozenset(("‟", "„", "«", "‹", "``"))
"""Marks that always open."""
DOUBLE: Final = frozenset('“”"″＂')
"""Marks that hurried typists confuse."""
MARK: Final = re.compile("``|''|[“”«»„‟‹›\"″＂‘’‚'`]")
FIRST: Final = re.compile(r"[\s>*_\ufeff\u200b]*(``|''|[“”«»„‟‹\"″＂‘‚'])")
"""The mark at the start of a paragraph."""
MARKS: Final = frozenset("“”«»„‟‹›\"″＂‘’‚'`")
AROUND: Final = frozenset("([{<>—–―-/|*_")
"""Other than white space and marks, characters that may precede an opening mark."""
AFTER: Final = frozenset(")]}.,;:!?…—–―-/|*_")
"""Other than white space and marks, characters that may follow a closing mark."""


class Quotation(NamedTuple):
    """A quoted span. Offsets include its marks. ``closed`` is false if it continues in
    the next paragraph.
    """

    start: int
    end: int
    closed: bool


@dataclass(slots=True)
class _Open:
    """An open quotation. ``odd``: where a mark of another style would close it.

    ``inner``: whether a quotation of that style is open inside it.
    """

    start: int
    mark: str
    odd: int | None = None
    inner: bool = False


def find_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """Return the quotations of the text in order. They never overlap, and each is in one
    paragraph.
    """
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        following = None
        if number + 1 < len(paragraphs):
            following = FIRST.match(text, *paragraphs[number + 1])
        found.extend(_in_paragraph(text, start, end, following[1] if following else ""))
    return found


class _Paragraph(NamedTuple):
    """A paragraph's text, and information about its single marks.

    ``last``: the position of its last single closing mark of each kind; ``following``: the mark
    that the next paragraph opens with.
    """

    text: str
    start: int
    end: int
    last: dict[str, int]
    following: str


def _in_paragraph(text: str, start: int, end: int, following: str) -> list[Quotation]:
    last = {closer: _last_single(text, start, end, closer) for closer in "’'‘"}
    paragraph = _Paragraph(text, start, end, last, following)
    found: list[Quotation] = []
    opened: _Open | None = None
    for match in MARK.finditer(text, start, end):
        faces = _faces(paragraph, match)
        if opened is not None:
            close = _close(paragraph, match, opened, faces)
            if close is None:
                continue
            found.append(Quotation(opened.start, close, closed=True))
            opened = None
            if close == match.end():
                continue
        if _opens(paragraph, match, faces):
            opened = _Open(match.start(), match[0])
    if opened is not None and opened.odd is not None:
        found.append(Quotation(opened.start, opened.odd, closed=True))
    elif opened is not None and _runs_on(opened.mark, following):
        found.append(Quotation(opened.start, end, closed=False))
    return found


def _faces(paragraph: _Paragraph, match: re.Match[str]) -> str:
    """Return a mark's direction from its neighbors: "opens", "closes", or "" if they do
    not tell.
    """
    text = paragraph.text
    left = text[match.start() - 1] if match.start() > paragraph.start else " "
    right = text[match.end()] if match.end() < paragraph.end else " "
    opens = (left.isspace() or left in AROUND or left in MARKS) and not right.isspace()
    closes = (right.isspace() or right in AFTER or right in MARKS) and not left.isspace()
    if opens == closes:
        return ""
    return "opens" if opens else "closes"


def _opens(paragraph: _Paragraph, match: re.Match[str], faces: str) -> bool:
    """Return whether a mark opens a quotation if none is open."""
    text, start = paragraph.text, paragraph.start
    at, mark = match.start(), match[0]
    if mark in SINGLE:
        begins = text[at + 1 : at + 2].isalpha()
        closes = any(at < paragraph.last[closer] for closer in CLOSERS[mark])
        runs_on = paragraph.following == mark and (mark == "‘" or faces == "opens")
        return (at == start or not text[at - 1].isalnum()) and begins and (closes or runs_on)
    if mark in SHAPED:
        return True
    if mark in ("”", "»"):
        return faces == "opens" and text[at + 1 : at + 2].isalnum()
    if mark == "″" and at > start and text[at - 1].isdigit():
        return False
    return mark in CLOSERS and faces != "closes"


def _close(paragraph: _Paragraph, match: re.Match[str], opened: _Open, faces: str) -> int | None:
    """Return where the open quotation ends, if this mark, or one before it, closes it.

    A mark of another style closes it if none of its own does before the next one opens, because
    hurried typists confuse the two.
    """
    mark = match[0]
    if opened.mark in SINGLE:
        closes = mark in CLOSERS[opened.mark] and _closes_single(
            paragraph.text, match.start(), paragraph.end
        )
        return match.end() if closes else None
    if faces == "opens" and mark in DOUBLE and opened.odd is not None:
        return opened.odd
    if mark in CLOSERS[opened.mark]:
        return match.end() if _closes_own(mark, opened.mark, faces) else None
    if opened.mark not in DOUBLE or mark not in DOUBLE:
        return None
    if faces == "opens":
        opened.inner = True
    elif faces == "closes" and opened.inner:
        opened.inner = False
    elif faces == "closes" and opened.odd is None:
        opened.odd = match.end()
    return None


def _closes_own(mark: str, opening: str, faces: str) -> bool:
    if mark == "“":
        return faces == "closes" or opening == "„"
    return faces != "opens" or opening in SHAPED


def _last_single(text: str, start: int, end: int, closer: str) -> int:
    """Return the position of the last single closing mark after punctuation or a letter, or -1.

    It is looked up once for a paragraph, because a search at each opening mark would take quadratic
    time.
    """
    at = end
    while (at := text.rfind(closer, start, at)) != -1:
        if at > start and _closes_single(text, at, end):
            return at
    return -1


def _closes_single(text: str, at: int, end: int) -> bool:
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1]
    # "the voters' choice": a plural possessive looks like a closing mark. Only a mark after
    # punctuation, or after a letter other than s, is certain.
    return not after.isalnum() and (before in ".,!?…" or (before.isalnum() and before != "s"))


def _runs_on(mark: str, following: str) -> bool:
    """Return whether an open quotation continues in a paragraph that opens with the other mark."""
    if mark in SINGLE:
        return following == mark
    return following != "" and following not in SINGLE
