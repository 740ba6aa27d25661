"""Where a text quotes: spans between quotation marks, of every style a newsroom types.

Double marks (curly, straight, doubled single, low, guillemets) and single ones (curly, straight)
pair inside a paragraph. A mark that never closes quotes the rest of its paragraph only if the
next paragraph opens with a mark again, which is how newspapers carry a quotation over paragraphs
(Associated Press Stylebook, "quotation marks"); otherwise it pairs with nothing.
"""

import re
from typing import Final, NamedTuple

OPENING: Final = {"“": "”", "«": "»", "„": "“”", "‟": "”", "``": "''", "‹": "›"}
CLOSING: Final = frozenset("”»›")
STRAIGHT: Final = '"'
MARK: Final = re.compile("``|''|[“”«»„‟‹›\"‘’'`]")


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
    last = {closer: _last_single(text, start, end, closer) for closer in "’'"}
    for match in MARK.finditer(text, start, end):
        at, mark = match.start(), match[0]
        if opened is None:
            closers = _closers(text, at, mark, start, last)
            if closers:
                opened = at
        elif _closes(text, at, mark, closers, end):
            found.append(Quotation(opened, match.end(), closed=True))
            opened = None
    if opened is not None and carried and closers not in ("’", "'"):
        found.append(Quotation(opened, end, closed=False))
    return found


def _closers(text: str, at: int, mark: str, start: int, last: dict[str, int]) -> str:
    """What may close a quotation opened by this mark here; empty if the mark opens nothing.

    ``last``: where the paragraph's last single closing mark of each kind is.
    """
    if mark in OPENING:
        return OPENING[mark]
    if mark in (STRAIGHT, "''"):
        return mark
    if mark in ("‘", "'", "`"):
        free = at == start or not text[at - 1].isalnum()
        begins = text[at + 1 : at + 2].isalpha()
        closer = "’" if mark == "‘" else "'"
        return closer if free and begins and at < last[closer] else ""
    return ""


def _last_single(text: str, start: int, end: int, closer: str) -> int:
    """Where the last single closing mark is, after punctuation or a letter; -1 if there is none.

    Looked up once for a paragraph: a search at each opening mark would take quadratic time.
    """
    at = end
    while (at := text.rfind(closer, start, at)) != -1:
        if at > start and _closes_single(text, at, end):
            return at
    return -1


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
