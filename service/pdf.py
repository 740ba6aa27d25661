"""Extracts paragraphs from the text layer of a PDF.

A PDF contains lines and their positions. pdfminer.six puts the lines in reading order, column by
column. This module joins them into paragraphs. A paragraph ends where there is extra space between
two lines, before an indented line, where the type size changes, and after a sentence that ends well
short of the column's width. It continues in the next column or on the next page if its sentence
does.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Final

from service.problems import Failure

try:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTTextBox, LTTextLine
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
except ImportError:
    raise Failure("PDF needs pdfminer.six: install copydesk[documents]") from None

_INDENT: Final = 0.5
"""Indent that starts a paragraph, as a share of the line height."""
_GAP: Final = 0.7
"""Space above a line that separates paragraphs, as a share of the line height."""
_LARGER: Final = 1.15
"""Factor by which a line of a headline is taller than its neighbor."""
_ROOM: Final = 0.12
"""Minimum free space at the end of a paragraph's last line, as a share of the column width."""
_ENDS: Final = tuple(".!?:”’\"'»)…")


def read_pdf(body: bytes) -> str:
    """Return the text. Raises ``Failure`` for a damaged or encrypted PDF, or one with
    only pictures.
    """
    try:
        pages = list(extract_pages(BytesIO(body), laparams=LAParams()))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise Failure("the PDF is encrypted: save it without a password") from None
    except (PDFException, PSException, ValueError, TypeError, KeyError, IndexError, EOFError):
        # pdfminer's own exceptions, and others that it lets through for damaged files
        raise Failure("the PDF is damaged") from None
    lines = [line for page in pages for line in _lines(page)]
    text = "\n".join(_paragraphs(lines)).strip()
    if not text:
        raise Failure("the PDF has no text layer: it is a picture; run OCR on it first")
    return text


def _lines(page: Iterable[object]) -> Iterator["LTTextLine"]:
    for block in page:
        for line in block if isinstance(block, LTTextBox) else ():
            if isinstance(line, LTTextLine) and line.get_text().strip():
                yield line


def _paragraphs(lines: Sequence["LTTextLine"]) -> Iterator[str]:
    text = ""
    before: LTTextLine | None = None
    for line in lines:
        words = " ".join(line.get_text().split())
        if before is not None and _parts(before, line, text, lines):
            yield text
            text = ""
        text = _join(text, words)
        before = line
    yield text


def _parts(
    before: "LTTextLine", line: "LTTextLine", text: str, lines: Sequence["LTTextLine"]
) -> bool:
    """Return whether a paragraph ends between two lines."""
    height = min(before.height, line.height)
    if max(before.height, line.height) > _LARGER * height:
        return True
    ended = text.endswith(_ENDS)
    if line.y0 >= before.y0 or line.x0 > before.x1 or line.x1 < before.x0:
        return ended  # another column or page
    if before.y0 - line.y1 > _GAP * height or line.x0 - before.x0 > _INDENT * height:
        return True
    column = [one for one in lines if abs(one.x0 - line.x0) < height]
    right = max(one.x1 for one in column)
    return ended and right - before.x1 > _ROOM * (right - line.x0)


def _join(text: str, words: str) -> str:
    """Append a line, and rejoin a word that was hyphenated at the line end."""
    if text.endswith("\u00ad"):
        return text[:-1] + words
    if text.endswith("-") and text[-2:-1].islower() and words[:1].islower():
        return text[:-1] + words
    return f"{text} {words}" if text else words
