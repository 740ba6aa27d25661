"""What most content systems have in common: they sign nothing, and the answer is the report."""

from service.cms.adapter import Headers
from service.cms.signatures import verify_bearer


class BearerAdapter:
    """The rest of an adapter that has a name, a description, and reads a payload."""

    status: int = 200
    acknowledges: bool = False
    deduplicates: bool = False
    tolerant: bool = False
    options: tuple[str, ...] = ()

    def verify(self, body: bytes, headers: Headers, secret: str, now: float) -> None:
        """Check the bearer's secret, a static header that any system can send."""
        del body, now
        verify_bearer(headers, secret)
