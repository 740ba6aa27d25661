"""IPTC ninjs 1.x, 2.x and 3.x, distinguished by their fields.

1.x has strings ``body_*`` and ``headline``. 2.x and 3.x have lists ``bodies`` and ``headlines``
whose items have a role. 3.x spells ``contentType`` where 2.x spells ``contenttype``.
"""

from collections.abc import Sequence
from typing import Final

from service.cms.adapter import (
    CmsArticle,
    NotAnArticle,
    Options,
    Payload,
    find_list,
    find_name,
    find_text,
    refuse,
    text_or_html,
    to_html,
    to_title,
)
from service.cms.signatures import BearerAdapter

VERSIONS: Final = ("1", "2", "3")
BODIES_1: Final = (
    "body_xhtml",
    "body_html",
    "body_richtext",
    "body_nitf",
    "body_text",
    "body_main",
)
HTML: Final = ("html", "nitf", "richtext")
"""Substrings of the field names and content types of HTML."""
MAIN_ROLES: Final = frozenset({"", "main", "richtext"})
"""The roles of a body that is the article. Other roles are captions, teasers and translations."""

TEXTS: Final = frozenset({"text", "preformatted"})
"""The types of items with text. "preformatted" is Superdesk's, for tables and results."""
ITEM: Final = frozenset(
    {
        "guid",
        "headline",
        "headlines",
        "mimetype",
        "renditions",
        "slugline",
        "type",
        "versioncreated",
    }
)
"""Fields that show that an object is an item, although it has no body."""


class Ninjs(BearerAdapter):
    """A ninjs item from any sender."""

    name: Final = "ninjs"
    description: Final = "IPTC ninjs 1.x, 2.x and 3.x"

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the item's article."""
        del options
        return read_item(payload)


def read_item(item: Payload) -> CmsArticle:
    """Return the article in a ninjs item. Raises ``Refusal``, or ``NotAnArticle`` for a picture."""
    version = find_name(item, "standard", "version")
    if version is not None and version.partition(".")[0] not in VERSIONS:
        raise refuse(f"supported versions of ninjs: {', '.join(VERSIONS)}", "standard", "version")
    if (find_text(item, "type") or "text") not in TEXTS:
        raise NotAnArticle("the item's type is not text")
    if find_text(item, "pubstatus") == "canceled" or find_text(item, "pubStatus") == "canceled":
        raise NotAnArticle("the item is canceled")
    text, html = _body_2(item) if _is_new(item, "bodies", "body_") else _body_1(item)
    return CmsArticle(
        text=text,
        html=html,
        title=to_title(
            _headline_2(item)
            if _is_new(item, "headlines", "headline")
            else find_text(item, "headline")
        ),
        id=find_name(item, "uri") or find_name(item, "guid"),
        revision=find_name(item, "version")
        or find_name(item, "versionCreated")
        or find_name(item, "versioncreated"),
        language=find_text(item, "language") or None,
    )


def _is_new(item: Payload, name: str, old: str) -> bool:
    """Return whether to read the list of 2.x and 3.x. ``old``: what the fields of 1.x start with.

    Some senders fill in the old fields and add an empty list.
    """
    if item.get(name):
        return True
    return name in item and not any(
        one.startswith(old) and item[one] for one in item if one != name
    )


def _body_1(item: Payload) -> tuple[str | None, str | None]:
    """Return text or HTML of a 1.x item: from a known field if possible, else from any ``body_*``.

    An item without a body, such as a flash or a planning item, is valid.
    """
    others = sorted(name for name in item if name.startswith("body_") and name not in BODIES_1)
    for name in (*BODIES_1, *others):
        body = find_text(item, name)
        if body and body.strip():
            return (None, to_html(body)) if _is_html(name) else text_or_html(body)
    if not ITEM.isdisjoint(item) or any(name.startswith("body_") for name in item):
        raise NotAnArticle("the item has no body")
    raise refuse("there is no body in the format of ninjs 1.x (body_*), 2.x or 3.x (bodies)")


def _is_html(name: str) -> bool:
    return any(mark in name.lower() for mark in HTML)


def _body_2(item: Payload) -> tuple[str | None, str | None]:
    """Return text or HTML of a 2.x or 3.x item. The article's own body and HTML take precedence."""
    found: list[tuple[bool, bool, int, str]] = []
    for number in range(len(find_list(item, "bodies"))):
        path = ("bodies", number)
        value = find_text(item, *path, "value")
        kind = find_text(item, *path, "contentType") or find_text(item, *path, "contenttype") or ""
        role = find_text(item, *path, "role") or ""
        if value and value.strip():
            found.append((role not in MAIN_ROLES, not _is_html(kind), number, value))
    if not found:
        raise NotAnArticle("the item has no body")
    _, plain, _, body = min(found)
    return text_or_html(body) if plain else (None, to_html(body))


def _headline_2(item: Payload) -> str | None:
    numbers: Sequence[int] = range(len(find_list(item, "headlines")))
    roles = [find_text(item, "headlines", number, "role") for number in numbers]
    first = roles.index("main") if "main" in roles else 0
    return find_text(item, "headlines", first, "value")
