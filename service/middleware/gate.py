"""The gate passes requests on to the application, or rejects them with 400, 401, 403, 429 or 503.

It is outside litestar, whose guards and middleware do not see requests without a matching route.
Every path that is not listed here as open requires a key, so a new endpoint is closed by default.
Web pages of other origins may call the API (CORS, Fetch Standard) only if the operator lists their
origins; otherwise they get 403.
"""

import asyncio
import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Final

import msgspec
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from service import problems
from service.auth.clients import (
    Origins,
    bearer_token,
    client_of,
    refuse_foreign_host,
    refuse_foreign_page,
)
from service.auth.quota import Allowance, Buckets
from service.middleware.body import linger
from service.middleware.pace import RATE, Pace
from service.middleware.request_context import route_of
from service.observability import metrics
from service.problems import Refusal, problem_of
from service.scheduling.places import Reservation
from service.scheduling.service import LONG
from service.settings import Settings

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
"""Headers for responses that may contain article text: reports and errors."""


RawHeaders = list[tuple[bytes, bytes]]


def _raw(headers: Mapping[str, str]) -> RawHeaders:
    return [(name.lower().encode(), value.encode("latin-1")) for name, value in headers.items()]


_DEFAULTS: Final = _raw(DEFAULTS)
_UNSTORED: Final = _raw(UNSTORED)
METHODS: Final = "GET, HEAD, POST"
ASKED: Final = "Authorization, Content-Type, X-Request-ID"
EXPOSED: Final = "RateLimit, RateLimit-Policy, Retry-After, Server-Timing, X-Request-ID"
AGE: Final = "600"
"""Seconds for which a browser may cache a preflight."""


def cors_headers(origin: str | None, allowed: Origins) -> dict[str, str]:
    """Return the CORS headers of a response."""
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
    """Return the headers of the response to a preflight from a listed origin, or none."""
    asks = method == "OPTIONS" and "access-control-request-method" in headers
    if not asks or headers.get("origin") not in allowed.values:
        return {}
    return {
        "Access-Control-Allow-Methods": METHODS,
        "Access-Control-Allow-Headers": ASKED,
        "Access-Control-Max-Age": AGE,
    }


OPEN: Final = re.compile(r"/|/web/[^/]+|/schema|/schema/.*|/health/(?:live|ready)")
"""Paths that are open: probes, the page and the API documentation. They contain nothing
secret and cost no work."""
HOOK: Final = re.compile(r"/v1/cms/([^/]+)")
ONCE: Final = (b"host", b"authorization", b"content-length", b"transfer-encoding", b"origin")
"""Headers that a request may have only once."""
_DIGITS: Final = 9
"""Digits of the longest length that is parsed: more would be a gigabyte."""
API: Final = "/v1/"
ONE: Final = "/v1/score"
SCORE: Final = (ONE, "/v1/score/batch")
UNCOUNTED: Final = "/metrics"
"""The path that requires a key, if there are any, but does not count toward a quota,
because it is polled."""


Reserve = Callable[[int | None], Reservation]
"""Keeps a place for an article of a number of characters, or of an unknown number. Raises
``Refusal`` (503) if there is none."""

_PLACE: Final = "place"


def place_of(scope: HTTPScope) -> Reservation | None:
    """Return the place that is kept for a request's article."""
    place: Reservation | None = scope["state"].get(_PLACE)
    return place


class Gate:
    """ASGI application that wraps the application."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        *,
        proved: Collection[str],
        reserve: Reserve,
    ) -> None:
        """``proved``: content systems that authenticate with a secret of their own.

        They need no key and have no quota, because an article that gets a 429 is lost.
        ``reserve`` keeps a place for an article.
        """
        self.app = app
        self._reserve = reserve
        self._pace = Pace(RATE * settings.slots)
        self._settings = settings
        self._checks_host = bool(settings.hosts) or settings.is_local
        self._proved = frozenset(proved)
        self._buckets = (
            Buckets(settings.rate_limit, settings.rate_window) if settings.rate_limit else None
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or reject it."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        answer = _Answer(scope, send, self._cors(scope, headers), self._pace)
        permitted = self._preflight(scope, headers)
        if permitted:
            await answer.write(204, permitted)
            return
        try:
            _refuse_ambiguous(scope, headers)
            self._refuse_strangers_pages(scope, headers)
            self._admit(scope, headers)
            place = self._shed(scope, headers)
        except Refusal as refusal:
            metrics.TURNED_AWAY.labels(refusal.kind.status).inc()
            await self._pace.wait()  # before the body is read, so that none is held meanwhile
            length = _declared_length(headers)
            if _has_no_body(headers):
                await answer.refuse(refusal)
            elif length is not None and length <= LONG:
                await self._drain(receive)
                await answer.refuse(refusal)
            else:
                await answer.refuse(refusal, unread=receive)
            return
        try:
            await self.app(scope, receive, answer.send)
        finally:
            if place is not None:
                place.end()

    def _refuse_strangers_pages(self, scope: HTTPScope, headers: Mapping[str, str]) -> None:
        """Raise ``Refusal`` (403) for requests from web pages of unlisted origins."""
        settings = self._settings
        # A load balancer's probes may have an empty Host; their responses contain nothing secret.
        is_probe = scope["path"].startswith("/health/")
        if self._checks_host and "host" in headers and not is_probe:
            refuse_foreign_host(headers["host"], settings.hosts)
        if scope["path"].startswith(API):
            refuse_foreign_page(headers, settings.origins)

    def _admit(self, scope: HTTPScope, headers: Mapping[str, str]) -> None:
        """Raise ``Refusal``: 401 if a required key is missing, 429 above the quota."""
        path = scope["path"]
        hook = HOOK.fullmatch(path)
        if OPEN.fullmatch(path) or (hook and hook[1] in self._proved):
            return
        keys = self._settings.keys
        token = bearer_token(headers.get("authorization", ""))
        name = keys.find(token) if keys and token else None
        scope["state"]["key"] = name
        if self._buckets is not None and path != UNCOUNTED:
            client = name or client_of(scope, self._settings.trusted_proxies)
            allowance = Allowance(self._buckets, client, named=name is not None)
            scope["state"]["allowance"] = allowance
            allowance.take()
        if keys and name is None:
            raise _unauthorized(token)

    def _shed(self, scope: HTTPScope, headers: Mapping[str, str]) -> Reservation | None:
        """Keep a place for an article. Raise ``Refusal`` (503) for an article, or the first of
        many, that would be rejected anyway.

        Rejecting it here, before the application sees it, takes a fraction of the time. Under
        overload, that leaves more time for scoring. Long articles have a queue of their own.
        """
        if scope["method"] != "POST" or scope["path"] not in SCORE:
            return None
        is_one = scope["path"] == ONE
        place = self._reserve(_declared_length(headers) if is_one else None)
        if not is_one:
            place.end()  # its articles wait for places of their own
            return None
        scope["state"][_PLACE] = place
        return place

    async def _drain(self, receive: Receive) -> None:
        """Read and discard the body: if the connection were closed with unread data, the
        response could be lost.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(self._settings.client_wait):
                while (await receive()).get("more_body", False):
                    pass

    def _cors(self, scope: HTTPScope, headers: Mapping[str, str]) -> dict[str, str]:
        if not scope["path"].startswith(API):
            return {}
        return cors_headers(headers.get("origin"), self._settings.origins)

    def _preflight(self, scope: HTTPScope, headers: Mapping[str, str]) -> dict[str, str]:
        if not scope["path"].startswith(API):
            return {}
        return preflight_headers(scope["method"], headers, self._settings.origins)


def _refuse_ambiguous(scope: HTTPScope, headers: Mapping[str, str]) -> None:
    """Raise ``Refusal`` (400) for headers that can be interpreted in two ways.

    If a proxy and this service disagree about which of two headers counts, or about the length of a
    body, a request could pass the proxy unseen (RFC 9112, 11.2).
    """
    if headers.get("transfer-encoding", "chunked").strip().lower() != "chunked":
        raise Refusal(problems.MALFORMED_REQUEST, "the only supported Transfer-Encoding is chunked")
    names = [name.lower() for name, _ in scope["headers"]]
    if len(headers) == len(names):
        return
    found = Counter(names)
    if any(found[name] > 1 for name in ONCE):
        once = ", ".join(name.decode().title() for name in ONCE)
        raise Refusal(problems.MALFORMED_REQUEST, f"more than one of these headers: {once}")


def _declared_length(headers: Mapping[str, str]) -> int | None:
    """Return the declared length of the body. That of a compressed body is unknown."""
    size = headers.get("content-length", "")
    if "content-encoding" in headers or len(size) > _DIGITS:
        return None
    return int(size) if size.isascii() and size.isdigit() else None


def _has_no_body(headers: Mapping[str, str]) -> bool:
    """Return whether the headers say that there is no body (RFC 9112, 6.3)."""
    return "transfer-encoding" not in headers and headers.get("content-length", "0") == "0"


class _Answer:
    """Sends a response with the headers that the gate adds."""

    def __init__(self, scope: HTTPScope, send: Send, cors: Mapping[str, str], pace: Pace) -> None:
        self._scope = scope
        self._send = send
        self._cors = cors
        self._pace = pace

    async def send(self, message: Message) -> None:
        """Pass on what the application sends. Errors wait their turn, and keep no place then."""
        if message["type"] == "http.response.start":
            if message["status"] >= 400:
                place = place_of(self._scope)
                if place is not None:
                    place.end()
                await self._pace.wait()
            elif self._scope["path"] in SCORE:
                self._pace.earn()
            message["headers"] = _completed(list(message.get("headers", ())), self._added())
        await self._send(message)

    async def write(
        self,
        status: int,
        headers: Mapping[str, str],
        body: bytes = b"",
        unread: Receive | None = None,
    ) -> None:
        """Send a response. ``unread``: receives a body that the client may still be sending."""
        raw = [*_raw({**headers, "Content-Length": str(len(body))}), *self._added()]
        await self._send({"type": "http.response.start", "status": status, "headers": raw})
        if unread is not None:
            await self._send({"type": "http.response.body", "body": body, "more_body": True})
            await linger(unread)
            body = b""
        await self._send({"type": "http.response.body", "body": body, "more_body": False})

    async def refuse(self, refusal: Refusal, unread: Receive | None = None) -> None:
        request_id = str(self._scope["state"].get("request_id", ""))
        problem = problem_of(refusal, route_of(self._scope), request_id)
        headers = {**refusal.headers, "Content-Type": problems.MEDIA_TYPE}
        if unread is not None:
            headers["Connection"] = "close"
        await self.write(refusal.kind.status, headers, msgspec.json.encode(problem), unread)

    def _added(self) -> RawHeaders:
        allowance: Allowance | None = self._scope["state"].get("allowance")
        return [
            *(_raw(allowance.headers()) if allowance else ()),
            *_raw(self._cors),
            *(_UNSTORED if self._scope["path"].startswith(API) else ()),
            *_DEFAULTS,
        ]


def _completed(raw: RawHeaders, added: RawHeaders) -> RawHeaders:
    """Return the headers with the missing ones added. ``Vary`` is a list, so it is extended."""
    there = {name.lower() for name, _ in raw}
    return [*raw, *(one for one in added if one[0] not in there or one[0] == b"vary")]


def _unauthorized(token: str | None) -> Refusal:
    challenge = 'Bearer realm="copydesk"'
    if token is None:
        detail = "send the API key as Authorization: Bearer KEY"
    else:
        detail = "the API key is not valid"
        challenge += ', error="invalid_token"'
    return Refusal(problems.UNAUTHORIZED, detail, headers={"WWW-Authenticate": challenge})
