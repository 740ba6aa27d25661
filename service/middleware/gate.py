"""The gate: lets a request through to the application, or answers 400, 401, 403, 429, 503 itself.

It stands outside litestar, whose guards and middleware do not see paths and methods that no route
takes. What is not listed here as open asks for a key: a new endpoint is closed until it is opened.
Web pages of other origins may ask (CORS, Fetch Standard) only if an operator lists their origins,
and get 403 otherwise.
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
from service.auth.browsers import refuse_foreign_host, refuse_foreign_page
from service.auth.clients import Origins, client_of
from service.auth.keys import bearer_token
from service.auth.quota import Allowance, Buckets
from service.middleware.request_context import route_of
from service.observability import metrics
from service.problems import Refusal, problem_of
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
"""For what may hold words of an article: reports and errors."""


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


OPEN: Final = re.compile(r"/|/web/[^/]+|/schema|/schema/.*|/health/(?:live|ready)")
"""Probes, the page and the API's pages: nothing secret, and nothing that costs work."""
HOOK: Final = re.compile(r"/v1/cms/([^/]+)")
ONCE: Final = (b"host", b"authorization", b"content-length", b"transfer-encoding", b"origin")
"""Headers of which a request has one at most."""
_DIGITS: Final = 9
API: Final = "/v1/"
SCORE: Final = "/v1/score"
UNCOUNTED: Final = "/metrics"
"""Needs a key where there are any, and takes nothing of a quota: it is asked all the time."""


class Gate:
    """An ASGI application around the application."""

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        *,
        proved: Collection[str],
        refuse_if_full: Callable[[], None],
    ) -> None:
        """``proved``: content systems that prove themselves by a secret of their own.

        They need no key and have no quota: an article that a push loses to 429 is lost.
        ``refuse_if_full`` raises ``Refusal`` when no place is left for an article that is not
        long.
        """
        self.app = app
        self._refuse_if_full = refuse_if_full
        self._settings = settings
        self._proved = frozenset(proved)
        self._buckets = (
            Buckets(settings.rate_limit, settings.rate_window) if settings.rate_limit else None
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or answer it."""
        if scope["type"] != ScopeType.HTTP:
            await self.app(scope, receive, send)
            return
        headers = {k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]}
        answer = _Answer(scope, send, self._cors(scope, headers))
        permitted = self._preflight(scope, headers)
        if permitted:
            await answer.write(204, permitted)
            return
        try:
            _refuse_ambiguous(scope)
            self._refuse_strangers_pages(scope, headers)
            self._admit(scope, headers)
            self._shed(scope, headers)
        except Refusal as refusal:
            metrics.TURNED_AWAY.labels(refusal.kind.status).inc()
            if _is_short(headers):
                await self._drain(receive)
            await answer.refuse(refusal)
            return
        await self.app(scope, receive, answer.send)

    def _refuse_strangers_pages(self, scope: HTTPScope, headers: Mapping[str, str]) -> None:
        """Raises ``Refusal`` (403) for what a page brought here that nobody listed."""
        settings = self._settings
        # A balancer's probes may have an empty Host; what they are told is no secret.
        is_probe = scope["path"].startswith("/health/")
        if (settings.hosts or settings.is_local) and "host" in headers and not is_probe:
            refuse_foreign_host(headers["host"], settings.hosts)
        if scope["path"].startswith(API):
            refuse_foreign_page(headers, settings.origins)

    def _admit(self, scope: HTTPScope, headers: Mapping[str, str]) -> None:
        """Raises ``Refusal``: 401 without a key where one is needed, 429 beyond the quota."""
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

    def _shed(self, scope: HTTPScope, headers: Mapping[str, str]) -> None:
        """Raises ``Refusal`` (503) for an article that would be refused anyhow.

        Said here, before the application is asked, a refusal takes a fraction of the time, which
        under overload is time that articles are scored in. Long articles have a queue of their own.
        """
        if scope["method"] == "POST" and scope["path"] == SCORE and _is_short(headers):
            self._refuse_if_full()

    async def _drain(self, receive: Receive) -> None:
        """Read a body that nobody wants: a server that closes on it may break the answer too."""
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


def _refuse_ambiguous(scope: HTTPScope) -> None:
    """Raise ``Refusal`` (400) for headers that two readers may take in two ways.

    A proxy that reads the first of two, or another length of the body than this service does, has
    let something pass that it did not see (RFC 9112, 11.2).
    """
    found: Counter[bytes] = Counter()
    for name, value in scope["headers"]:
        name = name.lower()  # noqa: PLW2901 - compared without case from here on
        found[name] += 1
        if name == b"transfer-encoding" and value.strip().lower() != b"chunked":
            raise Refusal(
                problems.MALFORMED_REQUEST, "the only supported Transfer-Encoding is chunked"
            )
    if any(found[name] > 1 for name in ONCE):
        names = ", ".join(name.decode().title() for name in ONCE)
        raise Refusal(problems.MALFORMED_REQUEST, f"more than one of these headers: {names}")


def _is_short(headers: Mapping[str, str]) -> bool:
    """Is the body said to have no more bytes, so no more characters, than a long article?

    Of a compressed one it is not said.
    """
    if "content-encoding" in headers:
        return False
    size = headers.get("content-length", "")
    return size.isascii() and size.isdigit() and len(size) <= _DIGITS and int(size) <= LONG


class _Answer:
    """Sends a response with what the gate adds to each."""

    def __init__(self, scope: HTTPScope, send: Send, cors: Mapping[str, str]) -> None:
        self._scope = scope
        self._send = send
        self._cors = cors

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            message["headers"] = _completed(list(message.get("headers", ())), self._added())
        await self._send(message)

    async def write(self, status: int, headers: Mapping[str, str], body: bytes = b"") -> None:
        sized = {**headers, "Content-Length": str(len(body))}
        raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in sized.items()]
        await self.send({"type": "http.response.start", "status": status, "headers": raw})
        await self.send({"type": "http.response.body", "body": body, "more_body": False})

    async def refuse(self, refusal: Refusal) -> None:
        request_id = str(self._scope["state"].get("request_id", ""))
        problem = problem_of(refusal, route_of(self._scope), request_id)
        headers = {**refusal.headers, "Content-Type": problems.MEDIA_TYPE}
        await self.write(refusal.kind.status, headers, msgspec.json.encode(problem))

    def _added(self) -> dict[str, str]:
        allowance: Allowance | None = self._scope["state"].get("allowance")
        return {
            **(allowance.headers() if allowance else {}),
            **self._cors,
            **(UNSTORED if self._scope["path"].startswith(API) else {}),
            **DEFAULTS,
        }


def _completed(
    raw: list[tuple[bytes, bytes]], added: Mapping[str, str]
) -> list[tuple[bytes, bytes]]:
    """Return the headers with those that are missing; ``Vary`` is a list, so it is added to."""
    there = {name.lower() for name, _ in raw}
    new = [(name.lower().encode(), value.encode("latin-1")) for name, value in added.items()]
    return [*raw, *(one for one in new if one[0] not in there or one[0] == b"vary")]


def _unauthorized(token: str | None) -> Refusal:
    challenge = 'Bearer realm="copydesk"'
    if token is None:
        detail = "send the API key as Authorization: Bearer KEY"
    else:
        detail = "the API key is not valid"
        challenge += ', error="invalid_token"'
    return Refusal(problems.UNAUTHORIZED, detail, headers={"WWW-Authenticate": challenge})
