"""Superdesk's HTTP push: a ninjs item for each published article."""

from typing import Final

from service.cms.adapter import CmsArticle, Headers, Options, Payload
from service.cms.ninjs import read_item
from service.cms.signatures import verify_superdesk


class Superdesk:
    """Superdesk expects 201 within 30 s. It retries after a 5xx and gives up after a 4xx.

    Its signature has no timestamp, so a recorded request can be replayed. Versions whose report
    went to a callback are therefore recognized.
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
        """Return the item's article. Pictures and packages are not articles."""
        del options
        return read_item(payload)
