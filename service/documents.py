"""The text of documents: Word (.docx, ECMA-376), OpenDocument (.odt), the text layer of PDF.

Word's and OpenDocument's are XML in a zip archive, read as the page reads them: a line for each
paragraph, also of tables and text boxes, with what was inserted by tracked changes and without
what was deleted, without comments and notes.
"""

import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from typing import Final

from lxml import etree  # type: ignore[import-untyped]

from service.failure import Failure

DOCX: Final = ".docx"
ODT: Final = ".odt"
PDF: Final = ".pdf"
DOCUMENTS: Final = (DOCX, ODT, PDF)
_MOST: Final = 64 * 1024 * 1024
"""Bytes of XML; the longest article has 200,000 characters."""

_OLD_WORD: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def kind_of(body: bytes) -> str | None:
    """Return the suffix of the document that a file's first bytes are of, or ``None``.

    Raises ``Failure`` for Word's format before 2007.
    """
    if body.startswith(b"%PDF-"):
        return PDF
    if body.startswith(_OLD_WORD):
        raise Failure("a Word document in the format before 2007: save it as .docx")
    if not body.startswith(b"PK\x03\x04"):
        return None
    return ODT if b"application/vnd.oasis.opendocument.text" in body[:200] else DOCX


def check(names: Iterable[str]) -> None:
    """Raise ``Failure`` if what reads one of these files is not installed."""
    if any(name.lower().endswith(PDF) for name in names):
        from service.pdf import read_pdf  # noqa: F401, PLC0415  # an extra


def read_document(body: bytes, kind: str) -> str:
    """Return a document's text. Raises ``Failure`` for what is damaged or has none."""
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
    """Return what reads a part of a zip archive as XML."""

    def read(name: str) -> etree._Element:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        try:
            with zipfile.ZipFile(BytesIO(body)) as archive, archive.open(name) as part:
                content = part.read(_MOST + 1)
            if len(content) > _MOST:
                raise Failure(f"it has more than {_MOST // 2**20} MiB of text")
            return etree.fromstring(content, parser)
        except KeyError:
            raise Failure(f"there is no {what} in it") from None
        except (zipfile.BadZipFile, etree.XMLSyntaxError, EOFError, NotImplementedError):
            raise Failure(f"the {what} is damaged") from None
        except RuntimeError:  # zipfile's word for an encrypted entry
            raise Failure(f"the {what} is encrypted: save it without a password") from None

    return read


Part = Callable[[etree._Element], str | None]
"""Returns what an element inside a paragraph stands for; ``None``: what is inside it."""

_SKIPPED: Final = frozenset(
    {
        *("Fallback", "del", "moveFrom", "instrText", "pPr", "rPr"),
        *("tracked-changes", "annotation", "annotation-end", "note", "table-of-content"),
        *("forms", "sequence-decls", "desc", "title", "ruby-text"),
    }
)
"""Repetitions, what is deleted, code, comments, notes, what is generated or shown elsewhere."""

_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_BOXES: Final = frozenset({"txbxContent", "text-box"})


def _lines(element: etree._Element, part: Part) -> Iterator[str]:
    """Yield a line for each paragraph; one inside another, in a text box, follows it."""
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
    """Return OpenDocument's text: white space is one blank, what counts has elements (6.1.2)."""
    return _BLANKS.sub(" ", text or "")


def _name(element: etree._Element) -> str:
    """Return an element's name without its space; "" for what is no element, such as a comment."""
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
