"""Where a text quotes: spans between quotation marks, of every style a newsroom types.

Double marks (curly, straight, doubled single, low, guillemets) and single ones (curly, straight)
pair inside a paragraph. A mark that never closes quotes the rest of its paragraph only if the
next paragraph opens with a mark again, which is how newspapers carry a quotation over paragraphs
(Associated Press Stylebook, "quotation marks"); otherwise it pairs with nothing.
"""

from typing import Final, NamedTuple

OPENING: Final = {"“": "”", "«": "»", "„": "“”", "‟": "”", "``": "''", "‹": "›"}
CLOSING: Final = frozenset("”»›")
STRAIGHT: Final = '"'
MARKS: Final = frozenset("“”«»„‟‹›\"‘’'`")


class Quotation(NamedTuple):
    """A quoted stretch; offsets include its marks. ``closed`` is false when it runs on."""

    start: int
    end: int
    closed: bool


def find_quotations(text: str, paragraphs: list[tuple[int, int]]) -> list[Quotation]:
    """Return the quotations of the text in order, never overlapping, each inside one paragraph."""
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs):
        following = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        carried = following is not None and _opens(text, following[0])
        found.extend(_in_paragraph(text, start, end, carried=carried))
    return found


def _opens(text: str, at: int) -> bool:
    return text[at] in '“«„"' or text.startswith("``", at)


def _in_paragraph(text: str, start: int, end: int, *, carried: bool) -> list[Quotation]:
    found: list[Quotation] = []
    opened: int | None = None
    closers = ""
    at = start
    while at < end:
        two = text[at : at + 2]
        mark = two if two in ("``", "''") else text[at]
        width = len(mark)
        if mark in MARKS or width == 2:
            if opened is None:
                closers = _closers(text, at, mark, start, end)
                if closers:
                    opened = at
            elif _closes(text, at, mark, closers, end):
                found.append(Quotation(opened, at + width, closed=True))
                opened = None
        at += width
    if opened is not None and carried and closers not in ("’", "'"):
        found.append(Quotation(opened, end, closed=False))
    return found


def _closers(text: str, at: int, mark: str, start: int, end: int) -> str:
    """What may close a quotation opened by this mark here; empty if the mark opens nothing."""
    if mark in OPENING:
        return OPENING[mark]
    if mark in (STRAIGHT, "''"):
        return mark
    if mark in ("‘", "'", "`"):
        free = at == start or not text[at - 1].isalnum()
        begins = at + 1 < end and text[at + 1].isalpha()
        closer = "’" if mark == "‘" else "'"
        return closer if free and begins and _single_closes(text, at + 1, closer, end) else ""
    return ""


def _single_closes(text: str, at: int, closer: str, end: int) -> bool:
    """Is there a single closing mark after punctuation, or two words on, before the end?"""
    while (at := text.find(closer, at, end)) != -1:
        if _closes_single(text, at, end):
            return True
        at += 1
    return False


def _closes_single(text: str, at: int, end: int) -> bool:
    after = text[at + 1] if at + 1 < end else " "
    before = text[at - 1]
    # "the voters' choice": a plural possessive looks like a closing mark; only one that follows
    # punctuation, or a letter other than s, is sure.
    return not after.isalnum() and (before in ".,!?…" or (before.isalnum() and before != "s"))


def _closes(text: str, at: int, mark: str, closers: str, end: int) -> bool:
    if len(mark) == 2:
        return mark == closers
    if closers in ("’", "'"):
        return mark == closers and _closes_single(text, at, end)
    if mark == STRAIGHT and closers != STRAIGHT:
        return False
    return mark in closers
