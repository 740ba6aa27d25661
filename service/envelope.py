"""Around every request, also those no route takes: its id, HEAD, and a line in the log."""

import logging
import re
import uuid
from time import perf_counter
from typing import Final

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

ReceiveMessage = HTTPReceiveMessage | WebSocketReceiveMessage

_LOG = logging.getLogger("copydesk.access")
_HEADER: Final = b"x-request-id"
_SANE: Final = re.compile(r"[A-Za-z0-9._~:+/=@-]{1,128}")
_PATH_LIMIT = 200
_CLIENT_GONE = 499


class Envelope:
    """The outermost ASGI application.

    Takes ``X-Request-ID`` if it is sane or makes one, answers ``HEAD`` as ``GET`` without a
    body, and logs method, path, status and time. Never the query, which holds titles.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or the lifespan as it is."""
        if scope["type"] == ScopeType.HTTP:
            await _Exchange(scope, receive, send).run(self.app)
        else:
            await self.app(scope, receive, send)


class _Exchange:
    """One request and its response."""

    def __init__(self, scope: HTTPScope, receive: Receive, send: Send) -> None:
        self._scope = scope
        self._receive = receive
        self._send = send
        self._method = scope["method"]
        self._request_id = _take_or_make(scope)
        self._status = 500
        self._gone = False

    async def run(self, app: ASGIApp) -> None:
        began = perf_counter()
        path = self._scope["path"]
        self._scope.setdefault("state", {})["request_id"] = self._request_id
        if self._method == "HEAD":
            self._scope["method"] = "GET"
        try:
            await app(self._scope, self._receive_and_watch, self._send_on)
        finally:
            _LOG.info(
                "request",
                extra={
                    "request_id": self._request_id,
                    "method": self._method,
                    "path": path[:_PATH_LIMIT],
                    "status": _CLIENT_GONE if self._gone else self._status,
                    "milliseconds": round((perf_counter() - began) * 1000, 1),
                },
            )

    async def _receive_and_watch(self) -> ReceiveMessage:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self._gone = True
        return message

    async def _send_on(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            headers = list(message.get("headers", ()))
            message["headers"] = [*headers, (_HEADER, self._request_id.encode("ascii"))]
        elif message["type"] == "http.response.body" and self._method == "HEAD":
            message["body"] = b""
        await self._send(message)


def _take_or_make(scope: HTTPScope) -> str:
    for name, value in scope["headers"]:
        if name.lower() == _HEADER:
            given = value.decode("latin-1")
            if _SANE.fullmatch(given):
                return given
    return uuid.uuid4().hex
