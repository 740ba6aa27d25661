"""Decides the content coding of a response by the request's ``Accept-Encoding``.

litestar compresses a response if the header contains the name of a coding, even with a weight of
zero. This middleware therefore replaces the header by the one coding to use.
"""

import re
from collections.abc import Sequence
from typing import Final

from litestar.enums import ScopeType
from litestar.types import ASGIApp, Receive, Scope, Send

NAME: Final = b"accept-encoding"
IDENTITY: Final = "identity"
ALIASES: Final = {"x-gzip": "gzip", "x-compress": "compress"}
"""Names that stand for others (RFC 9110, 8.4.1)."""
WEIGHT: Final = re.compile(r"0(\.[0-9]{0,3})?|1(\.0{0,3})?")


def parse_weighted(header: str) -> list[tuple[str, float]]:
    """Return the elements of a header such as ``Accept``, in lower case, with their weights.

    An element without a weight has 1. One whose weight is malformed has 0 (RFC 9110, 12.4.2).
    """
    return [_parse(part) for part in header.split(",") if part.strip()]


def _parse(part: str) -> tuple[str, float]:
    element, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        if parameter.startswith("q="):
            weight = parameter[2:]
            return element, float(weight) if WEIGHT.fullmatch(weight) else 0.0
    return element, 1.0


def choose_coding(accepted: str, offered: Sequence[str]) -> str:
    """Return the offered coding that the client prefers, or ``identity`` (RFC 9110, 12.5.3).

    The first offered coding wins a tie, and wins against ``identity``. If the client accepts
    nothing, not even ``identity``, the response is not compressed either.
    """
    weights: dict[str, float] = {}
    for name, weight in parse_weighted(accepted):
        weights.setdefault(ALIASES.get(name, name), weight)
    others = weights.get("*", 0.0)
    best = max(offered, key=lambda coding: weights.get(coding, others), default=IDENTITY)
    weight = weights.get(best, others)
    return best if weight > 0 and weight >= weights.get(IDENTITY, 0.0) else IDENTITY


class AcceptEncoding:
    """ASGI middleware: leaves at most one coding, one of ``offered``, in ``Accept-Encoding``."""

    def __init__(self, app: ASGIApp, offered: Sequence[str]) -> None:
        self._app = app
        self._offered = offered

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] == ScopeType.HTTP:
            values = [value for name, value in scope["headers"] if name.lower() == NAME]
            if values:
                accepted = b",".join(values).decode("latin-1")
                coding = choose_coding(accepted, self._offered)
                headers = [pair for pair in scope["headers"] if pair[0].lower() != NAME]
                if coding != IDENTITY:
                    headers.append((NAME, coding.encode()))
                scope["headers"] = headers
        await self._app(scope, receive, send)
