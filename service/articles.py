"""Articles in files: finds them by folders and patterns, recognizes text, HTML and documents, and
decodes text in its declared character set (Encoding Standard; HTML Standard, 13.2.3).

A byte order mark takes precedence, then the sender's charset, then a page's ``<meta>``. The default
is UTF-8. As in browsers, "latin1" and "ascii" mean windows-1252, a superset that includes curly
quotation marks.
"""

import codecs
import glob
import os
import re
import sys
from collections.abc import Iterator, Sequence
from html import unescape
from pathlib import Path
from typing import Final, NamedTuple

from scoring.text.html import without_cdata
from service import visible
from service.documents import DOCUMENTS, kind_of, read_document
from service.problems import Failure

HTML: Final = (".html", ".htm", ".xhtml")
SUFFIXES: Final = (".txt", ".md", ".markdown", *HTML, *DOCUMENTS)
"""Suffixes of the files that are read in a folder."""
IGNORED: Final = (".", "~$")
"""How the names of hidden files and of office programs' lock files start."""
MAIL: Final = re.compile(r"(?:[A-Z][\w-]{1,40}: [^\n]*\n(?:[ \t][^\n]*\n)*){3,60}\r?\n")
"""The header of a mail (RFC 5322), if it says ``MAIL_FIELD`` too."""
MAIL_FIELD: Final = re.compile(r"^(?:MIME-Version|Message-ID): ", re.MULTILINE | re.IGNORECASE)
NO_TEXT: Final = (
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"II*\0",
    b"MM\0*",
    b"ID3",
    b"OggS",
    b"fLaC",
)
"""How pictures and sounds start."""
RIFF: Final = re.compile(rb"RIFF.{4}(?:WAVE|WEBP|AVI )", re.DOTALL)
FILM: Final = b"ftyp"
"""What follows the first four bytes of films and of pictures from phones (ISO 14496-12)."""
ARCHIVES: Final = (".csv", ".jsonl", ".ndjson", ".parquet", ".tsv", ".gz", ".zst")
STANDARD_INPUT: Final = "-"
MOST_BYTES: Final = 64 * 1024 * 1024
"""Maximum size of an article's file, with the pictures of a document."""
_DEEP: Final = re.compile(r"(?:(?<=/)|^)\*\*(?:/|$)")
"""The part of a pattern that stands for any folders."""
PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+(?:html|nitf)|html|nitf|news(?:Item|Message))\b",
    re.I,
)
"""How a document in HTML, NITF or NewsML-G2 starts, whatever its file name."""
FEED: Final = re.compile(r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.*?-->\s*)?<(?:rss|feed|rdf:RDF)\b", re.I)
CONTENT: Final = re.compile(r"<inline(?P<kind>XML|Data)\b[^<>]*>", re.IGNORECASE)
CONTENT_END: Final = {
    kind: re.compile(rf"</inline{kind}\s*>", re.IGNORECASE) for kind in ("xml", "data")
}
"""The tags around the article in NewsML-G2 (IPTC, 2.34), which is HTML or NITF, or text; the rest
is metadata."""


class FileArticle(NamedTuple):
    """The content of a file."""

    content: str
    is_html: bool


def find_files(names: Sequence[str], suffixes: Sequence[str] = SUFFIXES) -> list[str]:
    """Return the named files: those of a folder in order, and those that match a pattern.

    ``suffixes``: suffixes of the files that are read in a folder.

    Raises ``Failure`` for a folder or a pattern without files.
    """
    found: list[str] = []
    for name in names:
        files = list(_files(name, suffixes))
        if not files and not Path(name).is_dir():
            raise Failure(f"{visible.name(name)}: no file matches")
        if not files:
            raise Failure(f"{visible.name(name)}: contains no articles ({', '.join(suffixes)})")
        found += files
    return list(dict.fromkeys(found))


def _files(name: str, suffixes: Sequence[str]) -> Iterator[str]:
    path = Path(name)
    if name != STANDARD_INPUT and path.is_dir():
        yield from (
            str(one)
            for one in sorted(path.rglob("*"))
            if one.name.lower().endswith(tuple(suffixes))
            and not one.name.startswith(IGNORED)
            and one.is_file()
        )
    elif glob.has_magic(name) and not path.exists():
        yield from sorted({one for one in _matching(name) if Path(one).is_file()})
    else:
        yield name


def _matching(pattern: str) -> Iterator[str]:
    """Yield what matches, as ``glob`` does, but ``**`` enters no links: two that lead back to
    their folder have 2⁴⁰ paths.
    """
    deep = _DEEP.search(pattern)
    if deep is None:
        yield from glob.glob(pattern)
        return
    before, after = pattern[: deep.start()], pattern[deep.end() :]
    for root in glob.glob(before) if before else [""]:
        for folder, folders, _ in os.walk(root or os.curdir):
            folders[:] = [one for one in folders if not one.startswith(".")]
            place = os.path.relpath(folder) if not root else folder
            start = "" if place == os.curdir else os.path.join(glob.escape(place), "")
            yield from _matching(start + (after or "*"))


def read_file(name: str) -> FileArticle:
    """Return the article in a file; ``-`` is standard input.

    HTML and documents are recognized by their suffix or by their first bytes. Raises ``Failure`` or
    ``OSError``.
    """
    shown = visible.name(name)
    suffix = Path(name).suffix.lower()
    if suffix in ARCHIVES:
        raise Failure(f"{shown}: an archive; use copydesk batch")
    body = _read(name)
    if len(body) > MOST_BYTES:
        raise Failure(f"{shown}: has more than {MOST_BYTES // 2**20} MiB")
    try:
        _check_bytes(body)
        document = suffix if suffix in DOCUMENTS else kind_of(body)
        if document is not None:
            return FileArticle(read_document(body, document), is_html=False)
    except Failure as error:
        raise Failure(f"{shown}: {error}") from None
    named_html = suffix in HTML
    try:
        content = decode_text(body, is_html=named_html or body.lstrip()[:1] == b"<")
    except UnicodeDecodeError as error:
        reason = f"{shown}: not {error.encoding.upper()} at byte {error.start}: save it as UTF-8"
        raise Failure(reason) from None
    if other := _other_kind(content, suffix):
        raise Failure(f"{shown}: {other}")
    is_html = named_html or PAGE.match(content) is not None
    opened = CONTENT.search(content) if is_html else None
    closed = CONTENT_END[opened["kind"].lower()].search(content, opened.end()) if opened else None
    if opened is None or closed is None:
        return FileArticle(content, is_html)
    inside = content[opened.end() : closed.start()]
    if opened["kind"].lower() == "xml":
        return FileArticle(inside, is_html=True)
    return FileArticle(unescape(without_cdata(inside)).strip(), is_html=False)


def _check_bytes(body: bytes) -> None:
    """Raise ``Failure`` for a file that is recognized by its first bytes and cannot be read."""
    if body.startswith(NO_TEXT) or RIFF.match(body) or body[4:8] == FILM:
        raise Failure("a picture, a sound or a film, not an article")
    if body.startswith(b"{\\rtf"):
        raise Failure("an RTF document: save it as .docx")


def _other_kind(content: str, suffix: str) -> str | None:
    """Return what a text is that is no article, and what to do, or ``None``."""
    if FEED.match(content):
        return "a feed: save each of its articles in a file of its own"
    if suffix == ".json":
        return "JSON: use copydesk batch with one article a line (.jsonl)"
    if (header := MAIL.match(content)) and MAIL_FIELD.search(header[0]):
        return "a mail: save its text"
    return None


def _read(name: str) -> bytes:
    """Return a file's bytes, one more than may be read at most: a device never ends."""
    if name == STANDARD_INPUT:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    with Path(name).open("rb") as file:
        return file.read(MOST_BYTES + 1)


MARKS: Final = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
                (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
AS_WINDOWS: Final = frozenset({"iso8859-1", "ascii", "latin_1"})
WIDER: Final = {"gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949"}
"""Character sets for which browsers use a superset."""
READ: Final = re.compile(
    r"utf-8|utf-16(?:-[lb]e)?|cp(?:866|874|932|949|125[0-8])|iso8859-(?:[2-9]|1[0-6])|koi8-[ru]"
    r"|mac-(?:roman|cyrillic)|gb18030|big5(?:hkscs)?|euc_jp|iso2022_jp"
)
META: Final = re.compile(
    rb"<meta\s[^<>]{0,200}?charset\s{0,9}=\s{0,9}[\"']?\s{0,9}([A-Za-z0-9_.:-]{1,40})",
    re.IGNORECASE,
)
XML: Final = re.compile(
    rb"<\?xml\s[^<>]{0,200}?encoding\s{0,9}=\s{0,9}[\"']([A-Za-z0-9_.:-]{1,40})"
)
"""The encoding in an XML declaration (HTML Standard, 13.2.3.2, "get an XML encoding")."""
SEEN: Final = 1024
"""Number of bytes at the start of a page in which its charset must be declared."""


class UnknownCharset(ValueError):
    """A character set that is not supported."""


def codec_of(label: str) -> str:
    """Return the name of Python's codec for a label. Raises ``UnknownCharset``."""
    try:
        name = codecs.lookup(label.strip()).name
    except (LookupError, ValueError):
        raise UnknownCharset from None
    name = "cp1252" if name in AS_WINDOWS else WIDER.get(name, name)
    if not READ.fullmatch(name):
        raise UnknownCharset
    return name


def decode_text(body: bytes, charset: str | None = None, *, is_html: bool = False) -> str:
    """Return the text without a byte order mark.

    Raises ``UnicodeDecodeError``, or ``UnknownCharset`` for an unsupported ``charset``.
    """
    for mark, codec in MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec)
    if charset is None and is_html:
        charset = _declared(body)
    return body.decode(codec_of(charset) if charset else "utf-8")


def _declared(body: bytes) -> str | None:
    """Return the character set that a page declares, if it is supported."""
    found = XML.match(body, 0, SEEN) or META.search(body, 0, SEEN)
    if found is None:
        return None
    try:
        codec = codec_of(found[1].decode("ascii"))
    except UnknownCharset:
        return None
    # The ``<meta>`` was read as ASCII, so the page is not UTF-16 (HTML Standard, 13.2.3.2).
    return None if codec.startswith("utf-16") else codec
