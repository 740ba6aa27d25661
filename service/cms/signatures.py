"""Verifies senders. Every comparison takes constant time."""

import hmac
import re
from typing import Final

from service.auth.clients import bearer_token
from service.cms.adapter import BadSignature, Headers

TOLERANCE: Final = 300.0
"""Maximum age of a signature's timestamp, in seconds. Ghost's retries stay below this."""

_GHOST: Final = re.compile(r"\s*sha256=([0-9a-f]{64})\s*,\s*t=(\d{1,16})\s*")
_SUPERDESK: Final = re.compile(r"\s*sha1=([0-9a-f]{40})\s*")


def verify_ghost(body: bytes, headers: Headers, secret: str, now: float) -> None:
    """``X-Ghost-Signature: sha256=<HMAC-SHA256 of body and t>, t=<milliseconds>``."""
    match = _GHOST.fullmatch(headers.get("x-ghost-signature", ""))
    if match is None:
        raise BadSignature("X-Ghost-Signature is missing or malformed")
    expected = hmac.digest(secret.encode(), body + match[2].encode(), "sha256").hex()
    if not hmac.compare_digest(expected, match[1]):
        raise BadSignature("X-Ghost-Signature does not match the body")
    if abs(now - int(match[2]) / 1000) > TOLERANCE:
        raise BadSignature(f"the time in X-Ghost-Signature is more than {TOLERANCE:g} s off")


def verify_superdesk(body: bytes, headers: Headers, secret: str) -> None:
    """``X-Superdesk-Signature: sha1=<HMAC-SHA1 of body>``. It has no timestamp."""
    match = _SUPERDESK.fullmatch(headers.get("x-superdesk-signature", ""))
    if match is None:
        raise BadSignature("X-Superdesk-Signature is missing or malformed")
    expected = hmac.digest(secret.encode(), body, "sha1").hex()
    if not hmac.compare_digest(expected, match[1]):
        raise BadSignature("X-Superdesk-Signature does not match the body")


def verify_bearer(headers: Headers, secret: str) -> None:
    """``Authorization: Bearer <secret>``, for systems that do not sign their requests."""
    token = bearer_token(headers.get("authorization", "")) or ""
    if not hmac.compare_digest(token.encode(), secret.encode()):
        raise BadSignature("Authorization is missing or has the wrong secret")


class BearerAdapter:
    """Base class for adapters with a bearer secret. Subclasses add a name, a description
    and ``read``.
    """

    status: int = 200
    acknowledges: bool = False
    deduplicates: bool = False
    tolerant: bool = False
    options: tuple[str, ...] = ()

    def verify(self, body: bytes, headers: Headers, secret: str, now: float) -> None:
        """Verify the bearer secret, a static header that any system can send."""
        del body, now
        verify_bearer(headers, secret)
