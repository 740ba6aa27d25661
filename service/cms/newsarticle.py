"""A schema.org article in JSON-LD: alone, in a ``@graph`` or an array, or as a page's main entity.

Publishers use more forms than the vocabulary allows: bodies in lists, headlines as ``@value``,
languages by their English names. The text of a live blog is that of its updates.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from service.cms.adapter import (
    CmsArticle,
    Options,
    Payload,
    find_name,
    refuse,
    text_or_html,
    to_title,
)
from service.cms.signatures import BearerAdapter

_TYPE: Final = re.compile(
    r"(?:https?://(?:www\.)?schema\.org/|schema:)?"
    r"(?:\w*Article|BlogPosting|LiveBlogPosting|Report)"
)
_INSIDE: Final = ("@graph", "mainEntity", "mainEntityOfPage", "hasPart")
"""The properties of a page in which an article can be."""
_DEEPEST: Final = 4
"""Number of properties, one inside the other, in which an article is looked for."""


class NewsArticle(BearerAdapter):
    """By the vocabulary, ``articleBody`` is plain text, but some sites put HTML into it."""

    name: Final = "newsarticle"
    description: Final = "schema.org NewsArticle (JSON-LD)"

    def from_array(self, values: Sequence[object]) -> Payload:
        """Return the object that an array represents (JSON-LD 1.1, 4.1: its nodes' graph)."""
        return {"@graph": values}

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the first article with a body in the payload."""
        del options
        articles = [node for node in _nodes(payload, _DEEPEST) if _is_article(node)]
        if not articles:
            raise refuse("the payload contains no NewsArticle", "@type")
        node = next((one for one in articles if _body(one)), None)
        if node is None:
            raise refuse("there is none", "articleBody")
        text, html = text_or_html(_body(node))
        return CmsArticle(
            html=html,
            text=text,
            title=to_title(_first(node.get("headline")) or _first(node.get("name"))),
            id=_identifier(node) or find_name(node, "@id") or find_name(node, "url"),
            revision=find_name(node, "dateModified") or find_name(node, "datePublished"),
            language=_language(node.get("inLanguage")),
        )


def _nodes(payload: Payload, depth: int) -> Iterator[Payload]:
    """Yield an object, and the objects in it that may be the page's article."""
    yield payload
    for name in _INSIDE if depth else ():
        for value in _list(payload.get(name)):
            if isinstance(value, Mapping):
                yield from _nodes(value, depth - 1)


def _list(value: object) -> Sequence[object]:
    """Return a value as a list: JSON-LD allows a single value in place of a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _is_article(node: Payload) -> bool:
    return any(isinstance(kind, str) and _TYPE.fullmatch(kind) for kind in _list(node.get("@type")))


def _body(node: Payload) -> str:
    """Return the body, or the updates of a live blog, or an empty string."""
    for name in ("articleBody", "text"):
        body = "\n\n".join(_texts(node.get(name)))
        if body.strip():
            return body
    updates = [one for one in _list(node.get("liveBlogUpdate")) if isinstance(one, Mapping)]
    return "\n\n".join(body for body in map(_body, updates) if body)


def _texts(value: object) -> Iterator[str]:
    """Yield the texts in a value: strings, and objects with an ``@value``."""
    for one in _list(value):
        text = one.get("@value") if isinstance(one, Mapping) else one
        if isinstance(text, str):
            yield text


def _first(value: object) -> str | None:
    return next((text for text in _texts(value) if text.strip()), None)


def _identifier(node: Payload) -> str | None:
    """Return an identifier: a string, a ``PropertyValue``, or the first of several."""
    value = next(iter(_list(node.get("identifier"))), None)
    if isinstance(value, Mapping):
        return find_name(value, "value") or find_name(value, "@id")
    return find_name({"identifier": value}, "identifier")


def _language(value: object) -> str | None:
    """Return a language: a string, or the ``alternateName`` or name of a ``Language``."""
    first = next(iter(_list(value)), None)
    if isinstance(first, Mapping) and "@value" not in first:
        return _first(first.get("alternateName")) or _first(first.get("name"))
    return _first(first)
