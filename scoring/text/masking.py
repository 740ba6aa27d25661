"""The processed text of an article. It has the length of the sent text, so all offsets stay valid.

Note marks, the marks of Markdown and a page's furniture are blank, and so are the line breaks of
text that was wrapped at a fixed width and colons with nothing before them. Control characters that
stand for punctuation are replaced: systems that decode Windows-1252 as Latin-1 turn quotation
marks, apostrophes and dashes into U+0091 to U+0097, which are converted back as in the Encoding
Standard ("windows-1252").
Evidence is cut from the sent text, never from this one.
"""

import re
from typing import Final

from scoring.text.furniture import find_furniture
from scoring.text.markdown import SIGNS as MARKDOWN_SIGNS
from scoring.text.markdown import find_markdown
from scoring.text.note_marks import MARK_SIGNS, blank, find_marks
from scoring.text.wrapped import unwrapped

SIGNS: Final = {
    chr(byte): bytes([byte]).decode("windows-1252")
    for byte in (0x82, 0x84, 0x8B, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0x9B)
}
"""Quotation marks, apostrophes, bullets and dashes."""
SIGN: Final = re.compile(f"[{''.join(SIGNS)}]")
MEANT: Final = re.compile(
    "(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+"
    f"|(?<![\u0300-\u036f])({SIGN.pattern})"
)
"""UTF-8 decoded as Latin-1 (its first letter may be decomposed), which is left unchanged;
or one such character."""
SCRAP: Final = re.compile("(?<=[.?!”\"’'])[ \\t\\r]*\\n\\s*: (?=\\S)")
"""The colon of a paragraph that has nothing before it."""
MASKED: Final = re.compile(f"[{''.join(SIGNS)}{MARK_SIGNS}{MARKDOWN_SIGNS}]")
FRONT: Final = re.compile(r"\ufeff?(?:---|\+\+\+)")
"""The characters and the beginning without which a text is processed as it is. They are two
patterns, because to search for one of a set of characters alone is several times as fast.
"""


def as_read(text: str) -> str:
    """Return the processed text, which has the same length."""
    text = without_scraps(unwrapped(text))
    if furniture := [*find_furniture(text)]:
        text = blank(text, furniture)
    if not (MASKED.search(text) or FRONT.match(text)):
        return text
    text = with_signs(text)
    return blank(text, [*find_marks(text), *find_markdown(text)])


def without_scraps(text: str) -> str:
    """Return the text without colons that open a paragraph after a complete one.

    They are what is left of a label that was an image, or of markup that was lost.
    """
    return SCRAP.sub(_blank, text) if "\n:" in text or "\n :" in text else text


def _blank(found: re.Match[str]) -> str:
    return found[0].replace(":", " ")


def with_signs(text: str) -> str:
    """Return the text with these control characters replaced, one for one."""
    return MEANT.sub(_sign, text) if SIGN.search(text) else text


def _sign(found: re.Match[str]) -> str:
    return SIGNS[found[1]] if found[1] else found[0]
