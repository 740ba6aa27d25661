"""Headers that keep browsers from doing with an answer what nobody meant.

Each is a default: the page and the API's pages set stricter or wider policies of their own.
"""

from typing import Final

DEFAULTS: Final = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
UNSTORED: Final = {"Cache-Control": "no-store"}
"""For what may hold words of an article: reports and errors."""
