"""A schema.org NewsArticle in JSON-LD, alone or in a ``@graph``."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from service.cms.adapter import CmsArticle, Options, Payload, find, find_name, find_text, refuse
from service.cms.signatures import BearerAdapter

_TYPE: Final = re.compile(r"(?:https?://schema\.org/|schema:)?(?:\w*NewsArticle|Article)")
_MARKED_UP: Final = re.compile(r"</(?:p|div|h[1-6]|li)>|<br\s*/?>", re.IGNORECASE)


class NewsArticle(BearerAdapter):
    """``articleBody`` is text by the vocabulary; some sites put HTML into it."""

    name: Final = "newsarticle"
    description: Final = "schema.org NewsArticle (JSON-LD)"

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the first article in the payload."""
        del options
        node = next((node for node in _nodes(payload) if _is_article(node)), None)
        if node is None:
            raise refuse("no NewsArticle in it", "@type")
        body = find_text(node, "articleBody")
        if not body or not body.strip():
            raise refuse("there is none", "articleBody")
        marked_up = _MARKED_UP.search(body) is not None
        return CmsArticle(
            html=body if marked_up else None,
            text=None if marked_up else body,
            title=find_text(node, "headline"),
            id=_identifier(node) or find_name(node, "@id") or find_name(node, "url"),
            revision=find_name(node, "dateModified") or find_name(node, "datePublished"),
            language=_language(node),
        )


def _nodes(payload: Payload) -> Iterator[Payload]:
    yield payload
    graph = find(payload, "@graph")
    if isinstance(graph, list):
        yield from (node for node in graph if isinstance(node, Mapping))


def _is_article(node: Payload) -> bool:
    found = node.get("@type")
    types = found if isinstance(found, list) else [found]
    return any(isinstance(kind, str) and _TYPE.fullmatch(kind) for kind in types)


def _identifier(node: Payload) -> str | None:
    """Return an identifier: text, a ``PropertyValue``, or the first of several."""
    value = node.get("identifier")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        return find_name(value, "value") or find_name(value, "@id")
    return find_name({"identifier": value}, "identifier")


def _language(node: Payload) -> str | None:
    """Return a language tag: text, or a ``Language`` whose ``alternateName`` it is."""
    value = node.get("inLanguage")
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, Mapping):
        return find_text(value, "alternateName") or None
    return find_text({"inLanguage": value}, "inLanguage") or None
