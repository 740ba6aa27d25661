"""Extracts the text of documents: Word (.docx, ECMA-376), OpenDocument (.odt), PDF with a text
layer.

Word and OpenDocument files are XML in a zip archive. They are read as the web page reads them: one
line per paragraph, including tables and text boxes, with tracked insertions and without tracked
deletions, comments and notes.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import IO, Final

from lxml import etree  # type: ignore[import-untyped]

from service.problems import Failure

DOCX: Final = ".docx"
ODT: Final = ".odt"
PDF: Final = ".pdf"
DOCUMENTS: Final = (DOCX, ODT, PDF)
_MOST: Final = 64 * 1024 * 1024
"""Maximum size of the XML in bytes. The longest article has 200,000 characters."""
_MOST_ELEMENTS: Final = 500_000
"""Maximum number of elements. A tree takes some 150 bytes for each, but it may be written in
four."""
_MOST_FILES: Final = 10_000
"""Maximum number of files in the archive. Their list is read as a whole."""
_CHUNK: Final = 1 << 16
"""Number of bytes parsed between two checks of the number of elements."""
_ENTRY: Final = b"PK\x01\x02"
"""How each file begins in the list at the end of the archive (APPNOTE.TXT 4.3.12)."""
_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, struct.error, etree.XMLSyntaxError, EOFError,
                   NotImplementedError, OSError, OverflowError, ValueError)  # fmt: skip
"""What zipfile and lxml raise for archives that contradict themselves."""

_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(body: bytes) -> str | None:
    """Return the suffix that matches a file's first bytes, or ``None`` if it is not a document.

    Raises ``Failure`` for Word files from before 2007.
    """
    if body.startswith(b"%PDF-"):
        return PDF
    if body.startswith(_OLD_WORD):
        raise Failure("a Word document in the format before 2007: save it as .docx")
    if not body.startswith(b"PK\x03\x04"):
        return None
    return ODT if b"application/vnd.oasis.opendocument.text" in body[:200] else DOCX


def check(names: Iterable[str]) -> None:
    """Raise ``Failure`` if a package that one of these files needs is not installed."""
    if any(name.lower().endswith(PDF) for name in names):
        from service.pdf import read_pdf  # noqa: F401, PLC0415  # an extra


def read_document(body: bytes, kind: str) -> str:
    """Return a document's text. Raises ``Failure`` for a damaged document or one without text."""
    return _READERS[kind](body)


def _read_docx(body: bytes) -> str:
    read = _opened(body, "Word document")
    types = read("[Content_Types].xml")
    main = next(
        (
            str(one.get("PartName"))
            for one in types.iter("{*}Override")
            if str(one.get("ContentType")).endswith("wordprocessingml.document.main+xml")
        ),
        "/word/document.xml",
    )
    return "\n".join(_lines(read(main[1:]), _docx_part)).strip()


def _read_odt(body: bytes) -> str:
    content = _opened(body, "OpenDocument text")("content.xml")
    text = content.find(".//{*}body/{*}text")
    if text is None:
        raise Failure("there is no OpenDocument text in it")
    return "\n".join(_lines(text, _odt_part)).strip()


def _read_pdf(body: bytes) -> str:
    from service.pdf import read_pdf  # noqa: PLC0415  # an extra

    return read_pdf(body)


_READERS: Final[Mapping[str, Callable[[bytes], str]]] = {
    DOCX: _read_docx,
    ODT: _read_odt,
    PDF: _read_pdf,
}


def _opened(body: bytes, what: str) -> Callable[[str], etree._Element]:
    """Return a function that reads a part of a zip archive as XML."""
    if body.count(_ENTRY) > _MOST_FILES:
        raise Failure(f"it has more than {_MOST_FILES} files")

    def read(name: str) -> etree._Element:
        try:
            with zipfile.ZipFile(BytesIO(body)) as archive, archive.open(name) as part:
                return _parsed(part)
        except KeyError:
            raise Failure(f"there is no {what} in it") from None
        except _DAMAGED:
            raise Failure(f"the {what} is damaged") from None
        except RuntimeError:  # zipfile's exception for an encrypted entry
            raise Failure(f"the {what} is encrypted: save it without a password") from None

    return read


def _parsed(part: IO[bytes]) -> etree._Element:
    """Return the XML's root element. Raises ``Failure`` if it is too large for an article."""
    parser = etree.XMLPullParser(
        events=("start",), resolve_entities=False, no_network=True, load_dtd=False
    )
    size = elements = 0
    while chunk := part.read(_CHUNK):
        size += len(chunk)
        if size > _MOST:
            raise Failure(f"it has more than {_MOST // 2**20} MiB of text")
        parser.feed(chunk)
        elements += sum(1 for _ in parser.read_events())
        if elements > _MOST_ELEMENTS:
            raise Failure(f"it has more than {_MOST_ELEMENTS} elements")
    return parser.close()


Part = Callable[[etree._Element], str | None]
"""Returns the text for an element in a paragraph; ``None`` stands for the text inside the
element."""

_SKIPPED: Final = frozenset(
    {
        *("Fallback", "del", "moveFrom", "instrText", "pPr", "rPr"),
        *("tracked-changes", "annotation", "annotation-end", "note", "table-of-content"),
        *("forms", "sequence-decls", "desc", "title", "ruby-text"),
    }
)
"""Elements to skip: repetitions, deletions, code, comments, notes, generated content."""

_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_BOXES: Final = frozenset({"txbxContent", "text-box"})


def _lines(element: etree._Element, part: Part) -> Iterator[str]:
    """Yield one line per paragraph. A nested paragraph, in a text box, follows the outer one."""
    name = _name(element)
    if name in _SKIPPED:
        return
    if name not in {"p", "h"}:
        for child in element:
            yield from _lines(child, part)
        return
    boxes: list[etree._Element] = []
    yield "".join(_runs(element, part, boxes))
    for box in boxes:
        yield from _lines(box, part)


def _runs(element: etree._Element, part: Part, boxes: list[etree._Element]) -> Iterator[str]:
    if part is _odt_part:
        yield _collapsed(element.text)
    for child in element:
        name = _name(child)
        if name in _BOXES:
            boxes.append(child)
        elif name and name not in _SKIPPED:
            said = part(child)
            yield from _runs(child, part, boxes) if said is None else (said,)
        if part is _odt_part:
            yield _collapsed(child.tail)


def _collapsed(text: str | None) -> str:
    """Return OpenDocument text with collapsed white space; significant space has elements
    (6.1.2).
    """
    return _BLANKS.sub(" ", text or "")


def _name(element: etree._Element) -> str:
    """Return an element's name without its namespace, or "" for comments and the like."""
    tag = element.tag
    return etree.QName(tag).localname if isinstance(tag, str) else ""


_SIGNS: Final = {
    "tab": "\t",
    "br": "\n",
    "cr": "\n",
    "line-break": "\n",
    "noBreakHyphen": "\u2011",
    "softHyphen": "\u00ad",
}


def _docx_part(element: etree._Element) -> str | None:
    name = _name(element)
    return element.text or "" if name == "t" else _SIGNS.get(name)


def _odt_part(element: etree._Element) -> str | None:
    name = _name(element)
    if name == "s":
        count = next((value for key, value in element.items() if key.endswith("}c")), "1")
        return " " * min(int(count), 1000) if count.isdigit() else " "
    return _SIGNS.get(name)
