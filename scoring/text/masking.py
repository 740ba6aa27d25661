"""The processed text of an article. It has the length of the sent text, so all offsets stay valid.

Note marks are blank. Quotation marks and dashes from Windows-1252 that arrived as control
characters (U+0091 to U+0097) are restored. Evidence is cut from the sent text, never from this one.
"""

from scoring.text.controls import with_signs
from scoring.text.note_marks import without_marks


def as_read(text: str) -> str:
    """Return the processed text, which has the same length."""
    if "[" not in text and text.isascii():
        return text
    return without_marks(with_signs(text))
