"""Defines adapters: an adapter verifies who sent a payload, and extracts the article.

Adapters are found through the entry-point group ``copydesk.cms``. The entry point's object is an
adapter, or a class or function that returns one when called without arguments. This module also has
functions that get values from a payload. Their errors name the missing or wrong field, but never
its content.

Fields that should be plain text may contain HTML, as in the pages and feeds of many publishers: an
``articleBody`` or ``body_text`` with tags, entities (``&ldquo;``), or tags written as entities
(``&lt;p&gt;``). A value without any of these is plain text and stays unchanged.
"""

import html
import re
from collections.abc import Mapping, Sequence
from html.entities import html5
from typing import Final, Protocol, runtime_checkable

from scoring.errors import CopydeskError, pointer
from scoring.text.html import to_text, without_cdata
from scoring.text.html_elements import BLOCKS
from service import problems
from service.problems import Refusal
from service.schemas import FieldError, Wire

Payload = Mapping[str, object]
Headers = Mapping[str, str]
"""The request's headers, with names in lower case."""
Options = Mapping[str, str]
"""This system's options in the settings file, other than ``secret`` and ``callback``."""


class CmsArticle(Wire, frozen=True, kw_only=True):
    """An article from a content system. Exactly one of ``text`` and ``html`` is given.

    ``id`` and ``revision`` are the system's own and are repeated in the report. For adapters that
    deduplicate, two deliveries are the same if both agree.
    """

    text: str | None = None
    html: str | None = None
    title: str | None = None
    id: str | None = None
    revision: str | None = None
    language: str | None = None


class BadSignature(CopydeskError):
    """The payload's signature is wrong or too old. The message says which."""


class NotAnArticle(CopydeskError):
    """A valid payload that has nothing to score, such as a picture. The message says what it is."""


@runtime_checkable
class Adapter(Protocol):
    """The protocol of adapters, both built-in ones and plugins.

    ``status``: status of the response with the report; ``acknowledges``: the sender wants an
    immediate response and ignores its content, so the report is sent to a callback or not made at
    all; ``deduplicates``: the sender may repeat deliveries; ``tolerant``: the sender also sends
    payloads that are not articles or cannot be scored, and gets a success status for them;
    ``options``: this adapter's options in the settings file.
    """

    name: str
    description: str
    status: int
    acknowledges: bool
    deduplicates: bool
    tolerant: bool
    options: tuple[str, ...]

    def verify(self, body: bytes, headers: Headers, secret: str, now: float) -> None:
        """Verify the raw body in constant time. ``now``: seconds since 1970.

        Raises ``BadSignature``.
        """
        ...

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the article in a payload.

        Raises ``Refusal`` (422) that names the missing or wrong field, or ``NotAnArticle``.
        """
        ...


@runtime_checkable
class ReadsArrays(Protocol):
    """An adapter that also accepts arrays as payloads, not only objects."""

    def from_array(self, values: Sequence[object]) -> Payload:
        """Return the object that represents the array."""
        ...


Step = str | int

KINDS: Final = {
    dict: "an object",
    list: "a list",
    str: "text",
    bool: "true or false",
    type(None): "null",
    int: "a number",
    float: "a number",
}


def refuse(detail: str, *path: Step) -> Refusal:
    """Return a refusal (422) of the value at ``path``."""
    where = pointer(*path)
    errors = [FieldError(pointer=where, detail=detail)]
    return Refusal(problems.INVALID_FIELD, f"{where}: {detail}" if where else detail, errors=errors)


def find(payload: object, *path: Step) -> object:
    """Return the value at ``path``, or ``None`` if a step is missing or null.

    Raises ``Refusal`` if a step leads into a value that has no such parts.
    """
    value = payload
    for depth, step in enumerate(path):
        if value is None:
            return None
        if isinstance(step, int) and isinstance(value, list):
            value = value[step] if step < len(value) else None
        elif isinstance(step, str) and isinstance(value, Mapping):
            value = value.get(step)
        else:
            wanted = "a list" if isinstance(step, int) else "an object"
            raise refuse(f"expected {wanted}, got {_kind(value)}", *path[:depth])
    return value


def find_object(payload: object, *path: Step) -> Payload | None:
    """Return the object at ``path``, or ``None``. Raises ``Refusal`` for anything else."""
    value = find(payload, *path)
    if value is not None and not isinstance(value, Mapping):
        raise refuse(f"expected an object, got {_kind(value)}", *path)
    return value


def find_text(payload: object, *path: Step) -> str | None:
    """Return the string at ``path``, or ``None``. Raises ``Refusal`` for anything else."""
    value = find(payload, *path)
    if value is not None and not isinstance(value, str):
        raise refuse(f"expected text, got {_kind(value)}", *path)
    return value


def find_name(payload: object, *path: Step) -> str | None:
    """Return an id or a revision: a string, or a number converted to a string."""
    value = find(payload, *path)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return find_text(payload, *path) or None


def find_list(payload: object, *path: Step) -> Sequence[object]:
    """Return the array at ``path``, or an empty one. Raises ``Refusal`` for anything else."""
    value = find(payload, *path)
    if value is not None and not isinstance(value, list):
        raise refuse(f"expected a list, got {_kind(value)}", *path)
    return value or []


def _kind(value: object) -> str:
    return KINDS[type(value)]


_BLOCK_NAMES: Final = "|".join(map(re.escape, sorted(BLOCKS, reverse=True)))
_INLINE_NAMES: Final = (
    "a|abbr|b|cite|code|em|font|i|iframe|ins|mark|noscript|q|s|script|small|span|strong|style|sub"
    "|sup|svg|time|u|video"
)
BLOCK: Final = re.compile(
    rf"</(?:{_BLOCK_NAMES})\s*>|<[bh]r\s*/?>|<p(?:\s[^<>]*)?>|<!--", re.IGNORECASE
)
INLINE: Final = re.compile(
    rf"</(?:{_INLINE_NAMES})\s*>|<img\s[^<>]*>|<a\s[^<>]*>|<(?:b|em|i|span|strong|u)>",
    re.IGNORECASE,
)
ESCAPED: Final = re.compile(
    rf"&(?:amp;)?lt;/?(?:{_BLOCK_NAMES}|{_INLINE_NAMES}|br)\b", re.IGNORECASE
)
_ENTITY: Final = r"(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});"
ENTITY: Final = re.compile(f"&({_ENTITY})", re.IGNORECASE)
ESCAPED_ENTITY: Final = re.compile(f"&amp;(?={_ENTITY})", re.IGNORECASE)
ESCAPED_SIGN: Final = re.compile(f"&amp;(?!lt;|gt;)(?={_ENTITY})", re.IGNORECASE)
"""The same for an entity that does not make a tag."""
LINE: Final = re.compile(r"\r\n?|\n|&#(?:1[03]|x0?[ad]);", re.IGNORECASE)
EMPTY_LINE: Final = re.compile(
    r"(?P<kept><(?P<name>pre|script|style)\b.*?(?:</(?P=name)\s*>|\Z)|<!--.*?(?:-->|\Z)|<[^<>]*>)"
    r"|(?:\r\n?+|\n)[ \t]*(?:(?:\r\n?+|\n)[ \t]*)+",
    re.IGNORECASE | re.DOTALL,
)
"""An empty line, or a part of HTML in which an empty line means nothing. A carriage return with its
line feed ends one line, not two."""
ESCAPED_LINES: Final = re.compile(r"(?:\\r)?\\n(?:\s*(?:\\r)?\\n)+|(?<=[.!?”\"])(?:\\r)?\\n")
"""Line breaks that were escaped twice, so that JSON contains a backslash and an ``n``."""


def text_or_html(body: str) -> tuple[str | None, str | None]:
    """Return a body as text, or as HTML if it contains any; the other is ``None``.

    If the HTML has no block elements, its lines are the paragraphs. Otherwise paragraphs may still
    be separated by empty lines, as in plain text.
    """
    body = without_cdata(body)
    if "\n" not in body and "\\n" in body:
        body = ESCAPED_LINES.sub("\n\n", body)
    if not BLOCK.search(body) and ESCAPED.search(body):
        body = html.unescape(ESCAPED_ENTITY.sub("&", body))
    if BLOCK.search(body):
        return None, with_breaks(ESCAPED_SIGN.sub("&", body))
    if INLINE.search(body) or _has_entity(body):
        return None, "".join(f"<p>{line}</p>" for line in LINE.split(body) if line.strip())
    return body, None


def texts_or_html(bodies: Sequence[str]) -> tuple[str | None, str | None]:
    """Return several bodies as one, each of which may be text or HTML."""
    read = [text_or_html(body) for body in bodies]
    if all(text is not None for text, _ in read):
        return "\n\n".join(text for text, _ in read if text is not None), None
    return None, "\n\n".join(
        markup if markup is not None else _paragraphs(text or "") for text, markup in read
    )


def _paragraphs(text: str) -> str:
    lines = (line for line in LINE.split(text) if line.strip())
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)


def to_html(body: str) -> str:
    """Return HTML, decoding tags and entities that are written as entities or in a CDATA section.

    HTML without block elements is read by its empty lines.
    """
    body = without_cdata(body)
    if "<" not in body and ESCAPED.search(body):
        body = html.unescape(body)
    body = ESCAPED_SIGN.sub("&", body)
    return body if BLOCK.search(body) else with_breaks(body)


def with_breaks(markup: str) -> str:
    """Return HTML with an element for each empty line in its text."""
    return EMPTY_LINE.sub(lambda found: found["kept"] or "<br><br>", markup)


def to_title(title: str | None) -> str | None:
    """Return a title without tags and entities."""
    title = without_cdata(title) if title else title
    if title and (INLINE.search(title) or BLOCK.search(title) or _has_entity(title)):
        return " ".join(to_text(title).split())
    return title


def _has_entity(text: str) -> bool:
    return any(
        found[1].startswith("#") or found[1] in html5
        for found in ENTITY.finditer(ESCAPED_ENTITY.sub("&", text))
    )
