"""Wraps every request, even those without a matching route: id, route, HEAD, log line, span.

A path is untrusted input, but a route's template is not. Logs, spans and problems contain the
template.
"""

import re
import uuid
from collections.abc import Iterable
from time import perf_counter
from typing import Final, NamedTuple

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPReceiveMessage,
    HTTPScope,
    Message,
    Receive,
    Scope,
    Send,
    WebSocketReceiveMessage,
)

from service.observability.logs import get_logger
from service.observability.tracing import Span, Timings, Tracing, collect_timings

_PARAMETER: Final = re.compile(r"\{(\w+)(?::\w+)?\}")


_SLASHES: Final = re.compile("/{2,}")


def plain_path(path: str) -> str:
    """Return a path as litestar finds its route: with single slashes, and none at the end.

    What the gate decides by the path must not depend on how the path is written.
    """
    return _SLASHES.sub("/", f"/{path.strip('/')}")


class Routes:
    """The routes of an application."""

    def __init__(self, app: Litestar) -> None:
        self._routes: list[tuple[re.Pattern[str], str, frozenset[str]]] = []
        for route in app.routes:
            methods = frozenset(str(method) for method in getattr(route, "methods", ()))
            template = _PARAMETER.sub(r"{\1}", route.path)
            literal = re.split(r"\{\w+\}", template)
            pattern = re.compile("[^/]+".join(map(re.escape, literal)))
            self._routes.append((pattern, template, methods))
        self._routes.sort(key=lambda one: "{" in one[1])

    def template(self, path: str) -> str | None:
        """Return the template that matches a path, or none if there is no such path."""
        return next((template for _, template, _ in self._fitting(path)), None)

    def methods(self, path: str) -> list[str]:
        """Return the methods allowed for a path, in order."""
        methods = {"OPTIONS"}.union(*(methods for _, _, methods in self._fitting(path)))
        if "GET" in methods:
            methods.add("HEAD")
        return sorted(methods)

    def _fitting(self, path: str) -> Iterable[tuple[re.Pattern[str], str, frozenset[str]]]:
        path = plain_path(path)
        return (one for one in self._routes if one[0].fullmatch(path))


def route_of(scope: HTTPScope) -> str | None:
    """Return the template that was found for a request."""
    route: str | None = scope["state"].get("route")
    return route


ReceiveMessage = HTTPReceiveMessage | WebSocketReceiveMessage

METHODS: Final = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS TRACE CONNECT QUERY".split())
OTHER_METHOD: Final = "OTHER"
"""Stands for an unknown method, because a client can send any word as one."""

_LOG = get_logger("copydesk.access")
_HEADER: Final = b"x-request-id"
_SANE: Final = re.compile(r"[A-Za-z0-9._~:+/=@-]{1,128}")
_CLIENT_GONE = 499
"""The status in logs and spans if the client disconnects, as in nginx."""


class RequestContext:
    """The outermost ASGI application.

    Uses ``X-Request-ID`` if it is valid, or creates an id. Answers ``HEAD`` like ``GET`` without a
    body. Logs the route's template, but never the path or the query, which may contain titles.
    """

    def __init__(self, app: ASGIApp, routes: Routes, tracing: Tracing) -> None:
        self.app = app
        self._routes = routes
        self._tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on a request, or the lifespan unchanged."""
        if scope["type"] == ScopeType.HTTP:
            scope["path"] = plain_path(scope["path"])
            route = self._routes.template(scope["path"])
            method = scope["method"] if scope["method"] in METHODS else OTHER_METHOD
            told = _Told(method, route, self._tracing.begin(method, route, scope["headers"]))
            await _Exchange(scope, receive, send, told).run(self.app)
        else:
            await self.app(scope, receive, send)


class _Told(NamedTuple):
    """What logs and traces get to know about a request before it is answered."""

    method: str
    route: str | None
    span: Span


class _Exchange:
    """One request and its response."""

    def __init__(self, scope: HTTPScope, receive: Receive, send: Send, told: _Told) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._told = told
        self._timings = Timings(told.span.article)
        self._request_id = _take_or_make(scope)
        self._status = 500
        self._gone = False
        self._bytes_in = self._bytes_out = 0

    async def run(self, app: ASGIApp) -> None:
        began = perf_counter()
        state = self._scope.setdefault("state", {})
        state.update(request_id=self._request_id, route=self._told.route)
        collect_timings(self._timings)
        if self._told.method == "HEAD":
            self._scope["method"] = "GET"
        try:
            await app(self._scope, self._receive_and_watch, self._send_on)
        finally:
            status = _CLIENT_GONE if self._gone else self._status
            self._told.span.end(status)
            _LOG.info(
                "request",
                request_id=self._request_id,
                method=self._told.method,
                route=self._told.route,
                status=status,
                key=state.get("key"),
                bytes_in=self._bytes_in,
                bytes_out=self._bytes_out,
                articles=self._timings.articles,
                queue_ms=_milliseconds(self._timings.waited),
                score_ms=_milliseconds(self._timings.took),
                total_ms=_milliseconds(perf_counter() - began),
                **self._told.span.ids,
            )

    async def _receive_and_watch(self) -> ReceiveMessage:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self._gone = True
        elif message["type"] == "http.request":
            self._bytes_in += len(message["body"])
        return message

    async def _send_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = list(message.get("headers", ()))
            message["headers"] = [*headers, (_HEADER, self._request_id.encode("ascii"))]
        elif message["type"] == "http.response.body":
            if self._told.method == "HEAD":
                message["body"] = b""
            self._bytes_out += len(message["body"])
        await self._send(message)


def _milliseconds(seconds: float) -> float:
    return round(seconds * 1000, 1)


def _take_or_make(scope: HTTPScope) -> str:
    for name, value in scope["headers"]:
        if name.lower() == _HEADER:
            given = value.decode("latin-1")
            if _SANE.fullmatch(given):
                return given
    return uuid.uuid4().hex
