"""A schema.org article in JSON-LD: alone, in a ``@graph`` or an array, or as a page's main entity.

Publishers use more forms than the vocabulary allows: bodies in lists, headlines as ``@value``,
languages by their English names. The text of a live blog is its own body and that of its updates;
that of a review is its ``reviewBody``, that of a video or a podcast its ``transcript``.
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
    texts_or_html,
    to_title,
)
from service.cms.json_ld import Names, as_list, compact, first, names_of, term_of, texts
from service.cms.signatures import BearerAdapter

_TYPE: Final = re.compile(
    r"\w*Article|\w*(?:Blog|SocialMedia|DiscussionForum)Posting|Report", re.IGNORECASE
)
_INSIDE: Final = (
    "@graph",
    "@included",
    "mainEntity",
    "mainEntityOfPage",
    "mainContentOfPage",
    "hasPart",
    "itemListElement",
    "dataFeedElement",
    "item",
    "about",
)
"""The properties of a page, a list or a feed in which an article can be."""
_BODIES: Final = ("articleBody", "reviewBody", "transcript", "text")
"""The properties that hold an article: its own, that of a review, of a video or a podcast."""
_DEEPEST: Final = 8
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
        nodes = list(_nodes(payload, Names(), _DEEPEST, set()))
        articles = [(node, names) for node, names in nodes if _is_article(node, names)]
        for body in _BODIES[:-1]:
            articles += [(node, names) for node, names in nodes if first(node.get(body))]
        if not articles:
            raise refuse("the payload contains no NewsArticle", "@type")
        found = ((node, _bodies(node, names)) for node, names in articles)
        node, bodies = next((one for one in found if one[1]), (None, []))
        if node is None:
            raise refuse("there is none", "articleBody")
        text, html = texts_or_html(bodies)
        return CmsArticle(
            html=html,
            text=text,
            title=to_title(first(node.get("headline")) or first(node.get("name"))),
            id=_identifier(node) or find_name(node, "@id") or _name(node, "url"),
            revision=_name(node, "dateModified") or _name(node, "datePublished"),
            language=_language(node.get("inLanguage")),
        )


def _nodes(
    payload: Payload, around: Names, depth: int, seen: set[int]
) -> Iterator[tuple[Payload, Names]]:
    """Yield an object, and the objects in it that may be the page's article, each once.

    ``seen``: the ids of the objects so far. Some can be reached in two ways, at every depth.
    """
    if id(payload) in seen:
        return
    seen.add(id(payload))
    names = names_of(payload, around)
    node = compact(payload, names)
    yield node, names
    for name in _INSIDE if depth else ():
        for value in _objects(node.get(name), depth):
            yield from _nodes(value, names, depth - 1, seen)


def _objects(value: object, depth: int) -> Iterator[Payload]:
    """Yield the objects in a value, which may be nested lists, or objects by their names."""
    for one in as_list(value):
        if isinstance(one, Mapping):
            yield one
            if "@type" not in one and "type" not in one:
                yield from (inside for inside in one.values() if isinstance(inside, Mapping))
        elif isinstance(one, list) and depth:
            yield from _objects(one, depth - 1)


def _is_article(node: Payload, names: Names) -> bool:
    return any(
        isinstance(kind, str) and _TYPE.fullmatch(term_of(kind, names))
        for kind in as_list(node.get("@type"))
    )


def _bodies(node: Payload, names: Names) -> list[str]:
    """Return the body and the updates of a live blog, unless the body repeats the updates."""
    bodies = _body(node, _BODIES)
    updates: list[str] = []
    for value in _updates(node.get("liveBlogUpdate")):
        update = compact(value, names_of(value, names))
        updates += _body(update, ("articleBody", "text", "description", "headline"))
    said = _one_line(" ".join(bodies))
    repeated = updates and all(_one_line(one) in said for one in (updates[0], updates[-1]))
    return bodies if repeated else [*bodies, *updates]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _body(node: Payload, names: Sequence[str]) -> list[str]:
    """Return the texts of the first of the named properties that has any."""
    for name in names:
        found = [text for text in texts(node.get(name)) if text.strip()]
        if found:
            return found
    return []


def _updates(value: object) -> Iterator[Payload]:
    for one in as_list(value):
        if isinstance(one, Mapping):
            listed = one.get("@list", one.get("@set"))
            yield from [one] if listed is None else _updates(listed)


def _name(node: Payload, name: str) -> str | None:
    """Return an id or a revision: a text, a number or an object with an ``@id``."""
    value = next(iter(as_list(node.get(name))), None)
    if isinstance(value, Mapping):
        return first(value) or find_name(value, "@id")
    return find_name({name: value}, name)


def _identifier(node: Payload) -> str | None:
    """Return an identifier: a text, a ``PropertyValue``, or the first of several."""
    value = next(iter(as_list(node.get("identifier"))), None)
    if isinstance(value, Mapping):
        value = compact(value, {})
        return _name(value, "value") or first(value) or find_name(value, "@id")
    return find_name({"identifier": value}, "identifier")


def _language(value: object) -> str | None:
    """Return a language: English if it is among several, or else the first. It may be a text, or
    the ``alternateName`` or name of a ``Language``.
    """
    found: list[str] = []
    for one in as_list(value):
        if isinstance(one, Mapping) and "@value" not in one:
            node = compact(one, {})
            name = first(node.get("alternateName")) or first(node.get("name"))
            found += [name] if name else []
        else:
            found += [tag.strip() for text in texts(one) for tag in re.split("[,;]", text)]
    english = (name for name in found if re.match(r"en(?![a-df-z])|english", name, re.IGNORECASE))
    return next(english, None) or next((name for name in found if name), None)
