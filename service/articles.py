"""Articles in files: finds them in folders and by patterns, and recognizes text, HTML and
documents.
"""

import glob
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from service.charsets import decode_text
from service.documents import DOCUMENTS, kind_of, read_document
from service.failure import Failure

HTML: Final = (".html", ".htm", ".xhtml")
SUFFIXES: Final = (".txt", *HTML, *DOCUMENTS)
"""Suffixes of the files that are read in a folder."""
STANDARD_INPUT: Final = "-"
PAGE: Final = re.compile(
    r"\s*(?:<\?xml[^<>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.I
)
"""How an HTML document starts, whatever its file name."""


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
        if not files:
            raise Failure(f"{name}: contains no articles ({', '.join(suffixes)})")
        found += files
    return list(dict.fromkeys(found))


def _files(name: str, suffixes: Sequence[str]) -> Iterator[str]:
    path = Path(name)
    if name != STANDARD_INPUT and path.is_dir():
        yield from (
            str(one)
            for one in sorted(path.rglob("*"))
            if one.name.lower().endswith(tuple(suffixes)) and one.is_file()
        )
    elif glob.has_magic(name) and not path.exists():
        yield from sorted(one for one in glob.glob(name, recursive=True) if Path(one).is_file())
    else:
        yield name


def read_file(name: str) -> FileArticle:
    """Return the article in a file; ``-`` is standard input.

    HTML and documents are recognized by their suffix or by their first bytes. Raises ``Failure`` or
    ``OSError``.
    """
    body = sys.stdin.buffer.read() if name == STANDARD_INPUT else Path(name).read_bytes()
    suffix = Path(name).suffix.lower()
    try:
        document = suffix if suffix in DOCUMENTS else kind_of(body)
        if document is not None:
            return FileArticle(read_document(body, document), is_html=False)
    except Failure as error:
        raise Failure(f"{name}: {error}") from None
    named_html = suffix in HTML
    try:
        content = decode_text(body, is_html=named_html or body.lstrip()[:1] == b"<")
    except UnicodeDecodeError as error:
        reason = f"{name}: not {error.encoding.upper()} at byte {error.start}"
        raise Failure(reason) from None
    return FileArticle(content, named_html or PAGE.match(content) is not None)
