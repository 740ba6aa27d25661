"""Finds the speaker of a quotation in HTML: a blockquote's footer or cite, or a figure's caption.

The result is what a newspaper prints (Associated Press Stylebook, "quotation marks"): the quotation
in quotation marks, each paragraph opening with one, and below it a line with a dash and the name.
The rule for signed quotations then treats it like plain text.
"""

import re
from collections.abc import Sequence
from typing import Final

from scoring.text.html_elements import ELEMENTS
from scoring.text.words import count_words, has_word

DASHES: Final = ELEMENTS["quoting"]["dashes"]
MOST_WORDS: Final = ELEMENTS["quoting"]["most_words"]

OPENING: Final = "“\"«„‟‘'‹`″"
BREAK: Final = re.compile(r"\n[ \t\r\f\n]*")
BY: Final = re.compile(r"^by:? ", re.IGNORECASE)
SIGNED: Final = re.compile(rf"\s*(?:[{DASHES}]|--)\s*\S")
SIGNED_LINE: Final = re.compile(rf"(?:^|\n){SIGNED.pattern}")
ENDS_SAYING: Final = re.compile(rf"(?:^|[{DASHES}.!?…,”’\"'»)\]\n])\s*$")
"""Text that may precede a cite with the speaker's name. The cite of a title follows a word."""


class Quoting:
    """An open blockquote or figure. ``start``: the first of its pieces."""

    def __init__(self, start: int, *, is_figure: bool = False) -> None:
        self.start = start
        self.is_figure = is_figure
        self.quotes = not is_figure
        """Whether it contains a quotation."""
        self.credits: list[str] = []
        self.cite: tuple[int, int] | None = None
        """The pieces of the last ``<cite>``."""


def may_be_signed(quoting: Quoting, last: Sequence[str]) -> bool:
    """Return whether to call ``close``. ``last``: the last piece of the quotation."""
    if not quoting.quotes:
        return False
    return bool(quoting.credits or quoting.cite) or SIGNED_LINE.search("".join(last)) is not None


def close(quoting: Quoting, pieces: list[str]) -> str | None:
    """Return a quotation with its speaker, or ``None`` if no speaker is given.

    ``pieces``: the quotation's pieces, without its credits.
    """
    found = list(quoting.credits)
    if quoting.cite is not None:
        start, end = (at - quoting.start for at in quoting.cite)
        before, cited = "".join(pieces[:start]), "".join(pieces[start:])
        whole_rest = not "".join(pieces[end:]).strip()
        if ENDS_SAYING.search(before[-40:]) and (whole_rest or not BREAK.search(cited.strip())):
            found.insert(0, cited)
            pieces = [before]
    text = "".join(pieces)
    named = [name for name in map(_name, found) if name]
    if not named:
        return _mark_signed(text)
    return f"\n\n{_marked(text)}\n\n— {', '.join(named)}\n\n" if has_word(text) else None


def _name(credit: str) -> str:
    """Return a credit in one line without its dashes, or an empty string if it names nobody."""
    name = BY.sub("", " ".join(credit.split()).strip(f" {DASHES}"))
    return name if has_word(name) and count_words(name) <= MOST_WORDS else ""


def _mark_signed(text: str) -> str | None:
    """Add quotation marks to a quotation whose last line already is a dash and a name."""
    lines = BREAK.split(text.strip())
    if len(lines) < 2 or not SIGNED.match(lines[-1]) or not _name(lines[-1]):
        return None
    body = text.rstrip()[: -len(lines[-1])]
    return f"\n\n{_marked(body)}\n\n{lines[-1].strip()}\n\n"


def _marked(text: str) -> str:
    """Return a quotation in quotation marks, which a browser replaces by an indent."""
    text = text.strip().rstrip(f" {DASHES}")
    if not text or text[0] in OPENING:
        return text
    opened = "".join(
        part if not part.strip() or not has_word(part) else f"“{part}"
        for part in re.split(r"(\n[ \t\r\f\n]*)", text)
    )
    return opened if text.count("”") > text.count("“") else f"{opened}”"
