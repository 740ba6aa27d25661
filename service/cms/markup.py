"""Handles HTML in fields that should be plain text, as in the pages and feeds of many publishers.

An ``articleBody`` or ``body_text`` may contain tags, entities (``&ldquo;``), or tags written as
entities (``&lt;p&gt;``). A value without any of these is plain text and stays unchanged.
"""

import html
import re
from html.entities import html5
from typing import Final

from scoring.text.html import to_text, without_cdata

BLOCK: Final = re.compile(
    r"</(?:p|div|h[1-6]|li|blockquote)\s*>|<br\s*/?>|<p(?:\s[^<>]*)?>", re.IGNORECASE
)
INLINE: Final = re.compile(
    r"</(?:a|abbr|b|cite|em|i|mark|q|small|span|strong|sub|sup|u)\s*>|<img\s[^<>]*>", re.IGNORECASE
)
ESCAPED: Final = re.compile(
    r"&(?:amp;)?lt;/?(?:p|div|h[1-6]|li|br|blockquote|a|b|em|i|span|strong)\b", re.IGNORECASE
)
ENTITY: Final = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|([a-z][a-z0-9]{1,31}));", re.IGNORECASE)
ESCAPED_ENTITY: Final = re.compile(r"&amp;(?=(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]\w{1,31});)", re.I)
LINE: Final = re.compile(r"\r\n?|\n")


def text_or_html(body: str) -> tuple[str | None, str | None]:
    """Return a body as text, or as HTML if it contains any; the other is ``None``.

    If the HTML has no block elements, its lines are the paragraphs.
    """
    body = without_cdata(body)
    if not BLOCK.search(body) and ESCAPED.search(body):
        body = html.unescape(ESCAPED_ENTITY.sub("&", body))
    if BLOCK.search(body):
        return None, body
    if INLINE.search(body) or _has_entity(body):
        return None, "".join(f"<p>{line}</p>" for line in LINE.split(body) if line.strip())
    return body, None


def to_html(body: str) -> str:
    """Return HTML, decoding tags that are written as entities or in a CDATA section."""
    body = without_cdata(body)
    if "<" not in body and ESCAPED.search(body):
        return html.unescape(body)
    return body


def to_title(title: str | None) -> str | None:
    """Return a title without tags and entities."""
    title = without_cdata(title) if title else title
    if title and (INLINE.search(title) or BLOCK.search(title) or _has_entity(title)):
        return " ".join(to_text(title).split())
    return title


def _has_entity(text: str) -> bool:
    return any(
        found[1] is None or f"{found[1]};" in html5
        for found in ENTITY.finditer(ESCAPED_ENTITY.sub("&", text))
    )
