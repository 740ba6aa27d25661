"""An article's text as it is read: as long as the text sent, so that every offset stays.

What is no part of a sentence is blank in it: marks of notes, and datelines. Quotation marks and
dashes that were Windows-1252 and came as control characters (U+0091 to U+0097) are what was meant
(Encoding Standard, "windows-1252"). Evidence is cut from the text sent, never from this one.
"""

from scoring.text.controls import with_signs
from scoring.text.datelines import find_datelines
from scoring.text.note_marks import blank, without_marks
from scoring.text.paragraphs import find_paragraphs


def as_read(text: str) -> str:
    """Return the text as it is read, of the same length."""
    plain = without_marks(with_signs(text))
    return blank(plain, find_datelines(plain, find_paragraphs(plain)))
