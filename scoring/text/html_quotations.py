"""Finds the speaker of a quotation in HTML: a blockquote's footer or cite, or a figure's caption.

The result is what a newspaper prints (Associated Press Stylebook, "quotation marks"): the quotation
in quotation marks, each paragraph opening with one, and below it a line with a dash and the name.
The rule for signed quotations then treats it like plain text.
"""

import re
from collections.abc import Sequence, Set
from typing import Final

from scoring.text.html_elements import BLOCKS, CREDITS, ELEMENTS, Attributes, is_credit
from scoring.text.words import count_words, has_word

DASHES: Final = ELEMENTS["quoting"]["dashes"]
MOST_WORDS: Final = ELEMENTS["quoting"]["most_words"]
TITLE_WORDS: Final = ELEMENTS["quoting"]["title_words"]
MOST_CHARACTERS: Final = 5000
"""Maximum number of characters of a credit, with the white space of its markup. So many words have
some 200 characters."""

OPENING: Final = "“\"«„‟‘'‹`″"
BREAK: Final = re.compile(r"\n[ \t\r\f\n]*")
BY: Final = re.compile(r"^by:? ", re.IGNORECASE)
_DASH_AND_NAME: Final = rf"(?:[{DASHES}]|--)\s*\S"
SIGNED: Final = re.compile(rf"\s*{_DASH_AND_NAME}")
SIGNED_LINE: Final = re.compile(rf"(?:^|\n)[^\S\n]*{_DASH_AND_NAME}")
"""A line that starts with a dash. Of many empty lines before it, only the last is read: from each
of them on, all the others would be read again."""
ENDS_SAYING: Final = re.compile(rf"(?:^|[{DASHES}.!?…,”’\"'»)\]\n])\s*$")
"""Text that may precede a cite with the speaker's name. The cite of a title follows a word."""
ENDS_IN_DASH: Final = re.compile(rf"[{DASHES}]\s*$")
GOES_ON: Final = re.compile(r"\s*(?:$|[,(\[;/|])")
"""What may follow the speaker's name: nothing, or what else is said about the speaker."""
NAME_LINE: Final = re.compile(
    r"[”\"’'»]\s{0,9}\n\s{0,9}(?P<name>[^\W\d_a-z][\w.’'-]{0,30}"
    r"(?: [^\W\d_a-z][\w.’'-]{0,30}){1,3}(?:, [^\n.!?]{2,80})?)\s*$"
)
"""A name without a dash below a quotation that has its own quotation marks."""
SENTENCE: Final = re.compile(r"[.!?…][”’\"')]*$")


class Quoting:
    """An open blockquote or figure. ``start``: the first of its pieces."""

    def __init__(self, start: int, *, is_figure: bool = False) -> None:
        self.start = start
        self.is_figure = is_figure
        self.quotes = not is_figure
        """Whether it contains a quotation."""
        self.credits: list[str] = []
        self.credited = start
        """The number of pieces before the last credit."""
        self.cite: tuple[int, int] | None = None
        """The pieces of the last ``<cite>``."""
        self.signed: set[int] = set()
        """The pieces that are complete quotations with a speaker of their own."""


def may_be_signed(quoting: Quoting, last: Sequence[str]) -> bool:
    """Return whether to call ``close``. ``last``: the last piece of the quotation."""
    if not quoting.quotes:
        return False
    if quoting.credits or quoting.cite:
        return True
    end = "".join(last)
    return SIGNED_LINE.search(end) is not None or NAME_LINE.search(end) is not None


def close(quoting: Quoting, pieces: list[str]) -> str | None:
    """Return a quotation with its speaker, or ``None`` if no speaker is given.

    ``pieces``: the quotation's pieces, without its credits.
    """
    found = list(quoting.credits)
    if quoting.cite is not None:
        start, end = (at - quoting.start for at in quoting.cite)
        before, cited, rest = (
            "".join(pieces[:start]),
            "".join(pieces[start:]),
            "".join(pieces[end:]),
        )
        named = ENDS_IN_DASH.search(before) or GOES_ON.match(rest)
        is_line = not rest.strip() or not BREAK.search(cited.strip())
        if named and is_line and ENDS_SAYING.search(before[-40:]):
            found.insert(0, cited)
            pieces = pieces[:start]
    elif found and has_word("".join(pieces[: quoting.credited - quoting.start])):
        rest = "".join(pieces[quoting.credited - quoting.start :])
        if has_word(rest) and is_title(rest):
            found.append(rest)
            pieces = pieces[: quoting.credited - quoting.start]
    names = [name for name in map(_name, found) if name]
    if not names:
        return None if quoting.signed else _mark_signed("".join(pieces))
    return _signed(pieces, {at - quoting.start for at in quoting.signed}, ", ".join(names))


def is_title(text: str) -> bool:
    """Return whether a line below the speaker's name says who the speaker is."""
    line = text.strip()
    return count_words(line) <= TITLE_WORDS and not SENTENCE.search(line) and not BREAK.search(line)


def is_short(credit: str) -> bool:
    """Return whether a credit is short enough to be only a name.

    The words of a longer text are not counted: of credits inside one another, all would count the
    same words again.
    """
    return len(credit) <= MOST_CHARACTERS and count_words(credit) <= MOST_WORDS


def is_name_after(tag: str, attributes: Attributes, text: str) -> bool:
    """Return whether an element right after a quotation names its speaker.

    It does by its class, or as a line that starts with a dash.
    """
    if tag not in BLOCKS and tag != "span":
        return False
    if is_credit(tag, attributes) and tag not in CREDITS:
        return True
    return SIGNED.match(text) is not None


def close_after(text: str, credit: str) -> str | None:
    """Return a quotation whose speaker is given right after it, or ``None`` if ``credit`` is text.

    ``credit``: a line that starts with a dash, or the name alone.
    """
    name = _name(credit)
    if not name or SENTENCE.search(name) or not has_word(text):
        return None
    return f"\n\n{_marked(text)}\n\n— {name}\n\n"


def _signed(pieces: list[str], signed: Set[int], name: str) -> str | None:
    """Return the quotation's own text with its speaker, and quotations in it with theirs."""
    parts: list[str] = []
    own: list[str] = []
    for at in range(len(pieces) + 1):
        if at < len(pieces) and at not in signed:
            own.append(pieces[at])
            continue
        if has_word("".join(own)):
            parts.append(f"\n\n{_marked(''.join(own))}\n\n— {name}\n\n")
        own = []
        parts += pieces[at : at + 1]
    return "".join(parts) if parts else None


def _name(credit: str) -> str:
    """Return a credit in one line without its dashes, or an empty string if it names nobody."""
    lines = (" ".join(line.split()).strip(f" {DASHES}") for line in credit.strip().split("\n"))
    joined = ", ".join(line.rstrip(",") for line in lines if line)
    name = BY.sub("", joined.strip(f" {DASHES}"))
    return name if has_word(name) and count_words(name) <= MOST_WORDS else ""


def _mark_signed(text: str) -> str | None:
    """Add quotation marks to a quotation whose last line already is a dash and a name.

    Where the quotation has its own, the line may be the name alone.
    """
    if text.strip()[:1] in OPENING and (line := NAME_LINE.search(text)):
        return f"\n\n{text[: line.start('name')].strip()}\n\n— {line['name']}\n\n"
    lines = BREAK.split(text.strip())
    if len(lines) < 2 or not SIGNED.match(lines[-1]) or not _name(lines[-1]):
        return None
    body = text.rstrip()[: -len(lines[-1])]
    return f"\n\n{_marked(body)}\n\n{lines[-1].strip()}\n\n"


def _marked(text: str) -> str:
    """Return a quotation in quotation marks, which a browser replaces by an indent."""
    text = text.strip().rstrip(f" \n{DASHES}")
    if not text or text[0] in OPENING:
        return text
    opened = "".join(
        part if not part.strip() or not has_word(part) else f"“{part}"
        for part in re.split(r"(\n[ \t\r\f\n]*)", text)
    )
    return opened if text.count("”") > text.count("“") else f"{opened}”"
