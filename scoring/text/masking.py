"""The processed text of an article. It has the length of the sent text, so all offsets stay valid.

Note marks are blank. Quotation marks and dashes from Windows-1252 that arrived as control
characters (U+0091 to U+0097) are restored. Evidence is cut from the sent text, never from this one.
"""

import re
from typing import Final

from scoring.text.controls import SIGNS, with_signs
from scoring.text.note_marks import MARK_SIGNS, without_marks

MASKED: Final = re.compile(f"[{''.join(SIGNS)}{MARK_SIGNS}]")
"""The characters without which a text is processed as it is."""


def as_read(text: str) -> str:
    """Return the processed text, which has the same length."""
    if (text.isascii() and "[" not in text and "*" not in text) or not MASKED.search(text):
        return text
    return without_marks(with_signs(text))
