"""Reads JSON-LD in the forms that publishers send: compact, prefixed or expanded (JSON-LD 1.1).

A property may be a term (``articleBody``), a prefixed name (``schema:articleBody``), an IRI, or an
alias that the ``@context`` declares. Only inline contexts are read; none is fetched.
"""

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from service.cms.adapter import Payload

_VOCABULARY: Final = re.compile(r"https?://(?:www\.)?schema\.org[/#]|schema:", re.IGNORECASE)
_KEYWORDS: Final = {"type": "@type", "id": "@id", "graph": "@graph"}
"""Aliases of keywords, the first two as in schema.org's own context."""
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*|@none")
_ENGLISH: Final = re.compile(r"en(?:g|$|[-_ ])", re.IGNORECASE)
_DEEPEST: Final = 16
"""Number of lists and sets, one inside the other, in which values are looked for."""

Names = ChainMap[str, str]
"""The aliases that contexts declare, the innermost first: the name or prefix in the document, and
what it means. Chained, because a copy for each object of a large payload would take long."""


def as_list(value: object) -> Sequence[object]:
    """Return a value as a list: JSON-LD allows a single value in place of a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def names_of(node: Payload, around: Names) -> Names:
    """Return the aliases that apply in a node, including those from ``around`` it."""
    if "@context" not in node:
        return around
    names = around.new_child()
    for context in as_list(node.get("@context")):
        if isinstance(context, Mapping):
            for name, value in context.items():
                meaning = value.get("@id") if isinstance(value, Mapping) else value
                if isinstance(meaning, str):
                    names[name] = meaning
    return names


def compact(node: Payload, names: Mapping[str, str]) -> Payload:
    """Return a node with schema.org's own names as its keys. A plain name takes precedence."""
    found: dict[str, object] = {}
    for key, value in node.items():
        name = term_of(key, names)
        name = _KEYWORDS.get(name, name)
        if key == name or name not in node:
            found.setdefault(name, value)
    return found


def term_of(name: str, names: Mapping[str, str]) -> str:
    """Return schema.org's term for a name in a document, or the name itself."""
    name = name.strip()
    if name in names:
        name = names[name]
    prefix, colon, rest = name.partition(":")
    if colon and prefix in names and not rest.startswith("//"):
        name = names[prefix] + rest
    return _VOCABULARY.sub("", name, count=1) if _VOCABULARY.match(name) else name


def texts(value: object, depth: int = _DEEPEST) -> Iterator[str]:
    """Yield the texts in a value: strings, ``@value`` objects, lists and sets of them, language
    maps, and text objects. If some are in English and others are not, only the English ones.
    """
    found = list(_texts(value, None, depth))
    languages = [language for _, language in found if language is not None]
    english = any(map(_ENGLISH.match, languages))
    for text, language in found:
        if not english or language is None or _ENGLISH.match(language):
            yield text


def _texts(value: object, language: str | None, depth: int) -> Iterator[tuple[str, str | None]]:
    if isinstance(value, str):
        yield value, language
    elif isinstance(value, list) and depth:
        for one in value:
            yield from _texts(one, language, depth - 1)
    elif isinstance(value, Mapping) and depth:
        stated = value.get("@language")
        language = stated if isinstance(stated, str) else language
        inside = next((value[key] for key in ("@value", "@list", "@set") if key in value), None)
        if inside is not None:
            yield from _texts(inside, language, depth - 1)
        elif value and all(map(_TAG.fullmatch, value)):
            for tag, one in value.items():
                yield from _texts(one, None if tag == "@none" else tag, depth - 1)
        elif "@type" in value or "type" in value:
            yield from _texts(compact(value, {}).get("text"), language, depth - 1)


def first(value: object) -> str | None:
    """Return the first text in a value that is not blank."""
    return next((text for text in texts(value) if text.strip()), None)
