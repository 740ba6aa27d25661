"""Decompresses request bodies in chunks.

Everything behind this middleware sees an uncompressed body, so every limit applies to the
decompressed size. However large the decompressed body would be, only one chunk of it is in memory.
"""

from litestar.enums import ScopeType
from litestar.types import (
    ASGIApp,
    HTTPReceiveMessage,
    Receive,
    Scope,
    Send,
    WebSocketReceiveMessage,
)

from service import problems
from service.middleware.codings import ACCEPTED, DECODERS, Corrupt
from service.problems import Refusal

Message = HTTPReceiveMessage | WebSocketReceiveMessage


class ContentEncoding:
    """ASGI middleware: decompresses a request's body on its way to the application."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on. Raises ``Refusal`` (415) for an unsupported coding."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        codings = [
            coding.strip().lower()
            for name, value in scope["headers"]
            if name.lower() == b"content-encoding"
            for coding in value.decode("latin-1").split(",")
        ]
        codings = [coding for coding in codings if coding not in ("", "identity")]
        if codings:
            if len(codings) > 1 or codings[0] not in DECODERS:
                raise Refusal(
                    problems.UNSUPPORTED_MEDIA_TYPE,
                    f"use Content-Encoding: {ACCEPTED}, or none",
                    headers={"Accept-Encoding": ACCEPTED},
                )
            gone = (b"content-encoding", b"content-length")
            scope["headers"] = [pair for pair in scope["headers"] if pair[0].lower() not in gone]
            receive = _Body(receive, codings[0]).receive
        await self._app(scope, receive, send)


class _Body:
    """One body. ``receive`` returns decompressed data."""

    def __init__(self, receive: Receive, coding: str) -> None:
        self._receive = receive
        self._coding = coding
        self._decoder = DECODERS[coding](coding)
        self._more = True
        self._complete = False

    async def receive(self) -> Message:
        """Return the next chunk. Raises ``Refusal`` (400) if the data does not match its coding."""
        while not self._complete:
            if not self._decoder.pending and self._more:
                message = await self._receive()
                if message["type"] != "http.request":
                    return message
                self._decoder.feed(message["body"])
                self._more = message.get("more_body", False)
            piece = self._next()
            if piece or not (self._decoder.pending or self._more):
                return self._message(piece)
        return await self._receive()  # the client disconnected

    def _message(self, piece: bytes) -> Message:
        ended = not (self._decoder.pending or self._more)
        if ended and not self._decoder.complete:
            raise _malformed(f"the body is not all of its {self._coding}")
        self._complete = ended
        return {"type": "http.request", "body": piece, "more_body": not ended}

    def _next(self) -> bytes:
        try:
            return self._decoder.decode()
        except Corrupt as error:
            raise _malformed(str(error)) from None


def _malformed(detail: str) -> Refusal:
    return Refusal(problems.MALFORMED_BODY, detail)
