"""Wait for a client's body, but not for ever: half a body must not hold a connection."""

import asyncio
from time import monotonic
from typing import Final

from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPReceiveMessage,
    HTTPScope,
    Receive,
    Scope,
    Send,
    WebSocketReceiveMessage,
)

from service import problems
from service.api.batch import JSONL, NDJSON
from service.problems import Refusal

Message = HTTPReceiveMessage | WebSocketReceiveMessage

STREAM: Final = 10
"""So many times as long may pass between two pieces of a stream of lines: it has no end to wait
for, and no turn is taken before there is a line.
"""


class BodyTimeout:
    """ASGI middleware: a body that is not all there after ``seconds`` is answered with 408.

    Only the time that we wait for the client counts, not what passes while its articles wait.
    """

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a ``receive`` that gives up."""
        if scope["type"] == ScopeType.HTTP:
            receive = _Body(scope, receive, self._seconds).receive
        await self._app(scope, receive, send)


class _Body:
    """One request's body as it comes."""

    def __init__(self, scope: HTTPScope, receive: Receive, seconds: float) -> None:
        self._receive = receive
        self._left = seconds
        self._limit = seconds
        self._is_stream = _is_stream(scope)
        self._complete = False

    async def receive(self) -> Message:
        """Return the next message. Raises ``Refusal`` (408) when the time is up."""
        if self._complete:
            return await self._receive()  # waits for the client to go, as long as it stays
        began = monotonic()
        wait = self._limit * STREAM if self._is_stream else self._left
        try:
            async with asyncio.timeout(wait):
                message = await self._receive()
        except TimeoutError:
            self._complete = True
            if self._is_stream:
                # it ends here: what is there is answered
                return {"type": "http.request", "body": b"", "more_body": False}
            detail = f"the body was not all there after {self._limit:g} s"
            raise Refusal(problems.BODY_TOO_SLOW, detail, headers={"Connection": "close"}) from None
        self._left -= monotonic() - began
        if message["type"] != "http.request" or not message.get("more_body", False):
            self._complete = True
        return message


def _is_stream(scope: HTTPScope) -> bool:
    for name, value in scope["headers"]:
        if name.lower() == b"content-type":
            media_type = value.decode("latin-1").split(";")[0].strip().lower()
            return media_type in {NDJSON, JSONL}
    return False
