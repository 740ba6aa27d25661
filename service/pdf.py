"""The text layer of a PDF, as paragraphs.

A PDF holds lines and where they stand. pdfminer.six puts them in the order of reading, column by
column; here they become paragraphs. One ends where room is left between two lines, before an
indented line, where the type gets larger or smaller, and with a sentence that ends well short of
its column's width. It goes on in the next column, or on the next page, if its sentence does.
"""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Final

from service.failure import Failure

try:
    from pdfminer.high_level import extract_pages
    from pdfminer.layout import LAParams, LTTextBox, LTTextLine
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfminer.pdfexceptions import PDFException
    from pdfminer.psexceptions import PSException
except ImportError:
    raise Failure("PDF needs pdfminer.six: install copydesk[documents]") from None

_INDENT: Final = 0.5
"""Of a line's height: how far in from the line before a line stands that opens a paragraph."""
_GAP: Final = 0.7
"""Of a line's height: the room above it that parts paragraphs."""
_LARGER: Final = 1.15
"""How many times as high as its neighbor a line of a headline is."""
_ROOM: Final = 0.12
"""Of a column's width: what a line leaves free at least that ends a paragraph."""
_ENDS: Final = tuple(".!?:”’\"'»)…")


def read_pdf(body: bytes) -> str:
    """Return the text. Raises ``Failure`` for what is damaged, encrypted or only pictures."""
    try:
        pages = list(extract_pages(BytesIO(body), laparams=LAParams()))
    except (PDFPasswordIncorrect, PDFEncryptionError):
        raise Failure("the PDF is encrypted: save it without a password") from None
    except (PDFException, PSException, ValueError, TypeError, KeyError, IndexError, EOFError):
        # What pdfminer raises of itself, and what it lets through of files that are damaged.
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
    """Does a paragraph end between two lines?"""
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
    """Put a line after another; a word that was hyphenated for the line's end is made whole."""
    if text.endswith("\u00ad"):
        return text[:-1] + words
    if text.endswith("-") and text[-2:-1].islower() and words[:1].islower():
        return text[:-1] + words
    return f"{text} {words}" if text else words
