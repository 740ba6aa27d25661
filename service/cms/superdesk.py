"""Superdesk's HTTP push: a ninjs item, when an article is published."""

from typing import Final

from service.cms.adapter import CmsArticle, Headers, Options, Payload
from service.cms.ninjs import read_item
from service.cms.signatures import verify_superdesk


class Superdesk:
    """Wants 201 within 30 s; sends it again after a 5xx, and gives it up after a 4xx.

    Its signature has no time, so what was recorded on the way can be sent again: a version whose
    report went to a callback is known.
    """

    name: Final = "superdesk"
    description: Final = "Superdesk HTTP push (ninjs)"
    status: Final = 201
    acknowledges: Final = False
    deduplicates: Final = True
    tolerant: Final = True
    options: Final = ()

    def verify(self, body: bytes, headers: Headers, secret: str, now: float) -> None:
        """Check ``X-Superdesk-Signature``."""
        del now
        verify_superdesk(body, headers, secret)

    def read(self, payload: Payload, options: Options) -> CmsArticle:
        """Return the item's article; pictures and packages are none."""
        del options
        return read_item(payload)
