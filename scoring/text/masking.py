"""An article's text as it is read: as long as the text sent, so that every offset stays.

Notes' marks are blank in it. Quotation marks and dashes that were Windows-1252 and came as control
characters (U+0091 to U+0097) are what was meant. Evidence is cut from the text sent, never from
this one.
"""

from scoring.text.controls import with_signs
from scoring.text.note_marks import without_marks


def as_read(text: str) -> str:
    """Return the text as it is read, of the same length."""
    if "[" not in text and text.isascii():
        return text
    return without_marks(with_signs(text))
