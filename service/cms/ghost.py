"""Ghost's webhooks ``post.*`` and ``page.*``. The current version of the post is under
``current``.
"""

from typing import Final

from service.cms.adapter import (
    CmsArticle,
    Headers,
    NotAnArticle,
    Options,
    Payload,
    find_name,
    find_object,
    find_text,
)
from service.cms.signatures import verify_ghost


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
        current = find_object(payload, kind, "current")
        if not current:
            raise NotAnArticle("the post was deleted")
        html = find_text(payload, kind, "current", "html")
        text = None if html else find_text(payload, kind, "current", "plaintext")
        if not html and not text:
            raise NotAnArticle("the post has no text")
        return CmsArticle(
            html=html or None,
            text=text,
            title=find_text(current, "title"),
            id=find_name(payload, kind, "current", "id"),
            revision=find_name(payload, kind, "current", "updated_at"),
            language=find_text(payload, kind, "current", "locale") or None,
        )
