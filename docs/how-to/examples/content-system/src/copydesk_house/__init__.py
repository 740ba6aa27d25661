"""The articles of a house's own content system: an adapter for copydesk.

The system posts JSON such as

    {"kind": "story", "number": 17, "version": 3, "headline": "…", "blocks": [{"text": "…"}]}
"""

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
)
from service.cms.signatures import BearerAdapter


class House(BearerAdapter):
    """Proves itself by ``Authorization: Bearer``, which ``BearerAdapter`` verifies."""

    name: Final = "house"
    description: Final = "the house's own system"

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the story: its blocks become paragraphs.

        Raises ``NotAnArticle`` for anything but a story, and a refusal (422) for one without text.
        """
        del options
        kind = find_text(payload, "kind")
        if kind != "story":
            raise NotAnArticle("not a story")
        blocks = [find_text(block, "text") for block in find_list(payload, "blocks")]
        text = "\n".join(block for block in blocks if block)
        if not text:
            raise refuse("there is no text", "blocks")
        return CmsArticle(
            text=text,
            title=find_text(payload, "headline"),
            id=find_name(payload, "number"),
            revision=find_name(payload, "version"),
        )
