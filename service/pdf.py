"""The text layer of a PDF, as paragraphs.

A PDF holds lines and where they stand. pdfminer.six puts them into blocks in the order of reading,
column by column; here a block's lines become paragraphs: one ends before an indented line, and with
a sentence that ends well short of the block's width.
"""

from collections.abc import Iterable, Iterator
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
"""Of a line's height: how far in a line stands that opens a paragraph."""
_SHORT: Final = 0.85
"""Of a block's width: what a line has at most that ends a paragraph."""
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
    text = "\n".join(
        paragraph for page in pages for block in _blocks(page) for paragraph in _paragraphs(block)
    ).strip()
    if not text:
        raise Failure("the PDF has no text layer: it is a picture; run OCR on it first")
    return text


def _blocks(page: Iterable[object]) -> Iterator["LTTextBox"]:
    for item in page:
        if isinstance(item, LTTextBox):
            yield item


def _paragraphs(block: "LTTextBox") -> Iterator[str]:
    lines = [line for line in block if isinstance(line, LTTextLine) and line.get_text().strip()]
    if not lines:
        return
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    text = ""
    ended = True
    for line in lines:
        words = " ".join(line.get_text().split())
        if text and (ended or line.x0 - left > _INDENT * line.height):
            yield text
            text = ""
        text = _join(text, words)
        ended = words.endswith(_ENDS) and line.x1 - left < _SHORT * (right - left)
    yield text


def _join(text: str, words: str) -> str:
    """Put a line after another; a word that was hyphenated for the line's end is made whole."""
    if text.endswith("\u00ad"):
        return text[:-1] + words
    if text.endswith("-") and text[-2:-1].islower() and words[:1].islower():
        return text[:-1] + words
    return f"{text} {words}" if text else words
