"""A post from WordPress's REST API."""

from typing import Final

from service import problems
from service.cms.adapter import CmsArticle, Options, Payload, find, find_name, find_text, refuse
from service.cms.markup import to_title
from service.cms.signatures import BearerAdapter
from service.cms.wordpress_raw import to_html
from service.problems import Refusal
from service.schemas import FieldError


class WordPress(BearerAdapter):
    """Reads ``content.rendered``, which is what readers see, or else ``content.raw``."""

    name: Final = "wordpress"
    description: Final = "a post of the WordPress REST API"

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the post. A password-protected post has its text in ``raw`` only."""
        del options
        title = find_text(payload, "title", "rendered") or find_text(payload, "title", "raw")
        return CmsArticle(
            html=_content(payload),
            title=to_title(title),
            id=find_name(payload, "id"),
            revision=find_name(payload, "modified_gmt") or find_name(payload, "modified"),
        )


def _content(payload: Payload) -> str:
    rendered = find_text(payload, "content", "rendered")
    if rendered and rendered.strip():
        return rendered
    raw = find_text(payload, "content", "raw")
    if raw and raw.strip():
        return to_html(raw)
    if find(payload, "content", "protected") is True:
        detail = "the post is password-protected: send content.raw (context=edit)"
        errors = [FieldError(pointer="/content/rendered", detail=detail)]
        raise Refusal(problems.UNREADABLE_TEXT, detail, errors=errors)
    raise refuse("rendered and raw are both missing", "content")
