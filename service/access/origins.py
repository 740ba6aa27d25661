"""Which web pages may ask from a browser (CORS, Fetch Standard): none but this service's own,
unless an operator lists their origins. Cookies are never asked for: there are none.
"""

from collections.abc import Mapping
from typing import Final

from service.access.listed import Origins

METHODS: Final = "GET, HEAD, POST"
ASKED: Final = "Authorization, Content-Type, X-Request-ID"
EXPOSED: Final = "RateLimit, RateLimit-Policy, Retry-After, Server-Timing, X-Request-ID"
AGE: Final = "600"
"""Seconds for which a browser remembers what it may."""


def cors_headers(origin: str | None, allowed: Origins) -> dict[str, str]:
    """Return what a response says to the page that asked."""
    if not allowed:
        return {}
    if origin is None or origin not in allowed.values:
        return {"Vary": "Origin"}
    return {
        "Access-Control-Allow-Origin": origin,
        "Access-Control-Expose-Headers": EXPOSED,
        "Vary": "Origin",
    }


def preflight_headers(method: str, headers: Mapping[str, str], allowed: Origins) -> dict[str, str]:
    """Return the answer to a preflight from a listed origin; empty if it is none."""
    asks = method == "OPTIONS" and "access-control-request-method" in headers
    if not asks or headers.get("origin") not in allowed.values:
        return {}
    return {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": ASKED,
        "Access-Control-Max-Age": AGE,
    }
