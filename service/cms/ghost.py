"""Ghost's webhooks ``post.*`` and ``page.*``. The current version of the post is under
``current``.

The Admin API returns a post as its editor stores it (``lexical``, before Ghost 5 ``mobiledoc``)
unless the request asks for ``formats=html``.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import msgspec

from service.cms.adapter import (
    CmsArticle,
    Headers,
    NotAnArticle,
    Options,
    Payload,
    find_name,
    find_object,
    find_text,
    to_html,
)
from service.cms.rich_text import mobiledoc_to_html, tree_to_html
from service.cms.signatures import verify_ghost

_TEXTS: Final = ("html", "plaintext", "lexical", "mobiledoc")
"""Fields of a post. One outside ``current`` is a post of the Content API."""


LINK: Final = re.compile(r" ?\[(?:https?://|mailto:|#)[^\s\[\]]*\]")
"""Where a link leads, as Ghost's ``plaintext`` writes it behind the link's words."""


class Ghost:
    """Ghost expects a response within 2 s, ignores its content, and deletes webhooks that
    answer 410.
    """

    name: Final = "ghost"
    description: Final = "Ghost webhooks (post.*, page.*)"
    status: Final = 202
    acknowledges: Final = True
    deduplicates: Final = True
    tolerant: Final = True
    options: Final = ()

    def verify(self, body: bytes, headers: Headers, secret: str, now: float) -> None:
        """Check ``X-Ghost-Signature``."""
        verify_ghost(body, headers, secret, now)

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the current post or page. A deleted one is not an article."""
        del options
        kind = next((kind for kind in ("post", "page") if kind in payload), None)
        if kind is None:
            raise NotAnArticle("the payload is neither a post nor a page")
        inside: tuple[str, ...] = (kind,)
        post = find_object(payload, kind)
        if post is None or post.keys().isdisjoint(_TEXTS):
            inside = (kind, "current")
        current = find_object(payload, *inside)
        if not current:
            raise NotAnArticle("the post was deleted")
        html = _body(payload, *inside, "html")
        text = None if html else _body(payload, *inside, "plaintext")
        if not html and not text:
            html = _stored(payload, *inside)
        if not html and not text:
            raise NotAnArticle("the post has no text")
        return CmsArticle(
            html=to_html(html) if html else None,
            text=LINK.sub("", text) if text else None,
            title=find_text(current, "title"),
            id=find_name(payload, *inside, "id"),
            revision=find_name(payload, *inside, "updated_at"),
            language=find_text(payload, *inside, "locale") or None,
        )


def _body(payload: Payload, *path: str) -> str | None:
    """Return a text that is not blank."""
    body = find_text(payload, *path)
    return body if body and body.strip() else None


_STORED: Final[Mapping[str, Callable[[Any], str]]] = {
    "lexical": tree_to_html,
    "mobiledoc": mobiledoc_to_html,
}


def _stored(payload: Payload, *path: str) -> str | None:
    """Return as HTML what the editor stored, which is JSON in a string."""
    for name, to_markup in _STORED.items():
        stored = _body(payload, *path, name)
        try:
            document = msgspec.json.decode(stored) if stored else None
        except (msgspec.DecodeError, RecursionError):
            document = None
        if isinstance(document, dict) and (markup := to_markup(document)):
            return markup
    return None
