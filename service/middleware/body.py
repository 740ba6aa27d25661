"""Limits request bodies: how many of their bytes a worker holds, and how long it waits for each, so
that an incomplete one does not occupy a connection.
"""

import asyncio
from contextlib import suppress
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
from service.observability import metrics
from service.parsing import JSONL, NDJSON
from service.problems import Refusal

Message = HTTPReceiveMessage | WebSocketReceiveMessage

LINGER: Final = 2.0
"""Seconds to wait while a client that is still sending reads why its stream was ended. If a
connection is closed with unread data, the answer is lost too (RFC 9112, 9.6)."""

_STATE: Final = "body_claim"


class Claim:
    """One request's part of the budget: the bytes of its body that are in memory."""

    def __init__(self, budget: "Budget") -> None:
        self._budget = budget
        self._held = 0
        self._closed = False

    def hold(self, size: int) -> None:
        """Reserve bytes. Raises ``Refusal`` (503) if the budget is used up."""
        if self._closed:
            return
        self._budget.take(size)
        self._held += size

    def free(self, size: int) -> None:
        """Release bytes that are no longer in memory."""
        given = min(size, self._held)
        self._held -= given
        self._budget.give(given)

    def close(self) -> None:
        """Release everything, and reserve nothing from now on. Further input is discarded."""
        self.free(self._held)
        self._closed = True


class Budget:
    """The bytes that all bodies of one process may have together."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._taken = 0

    def take(self, size: int) -> None:
        """Reserve bytes. Raises ``Refusal`` (503) if that would exceed the budget."""
        if self._taken + size > self._limit:
            metrics.REFUSED.labels(problems.OVERLOADED.name).inc()
            raise Refusal(
                problems.OVERLOADED,
                f"all request bodies together have reached the limit of {self._limit} bytes",
                headers={"Retry-After": "1", "Connection": "close"},
            )
        self._taken += size
        metrics.BODY_BYTES.set(self._taken)

    def give(self, size: int) -> None:
        """Release bytes."""
        self._taken -= size
        metrics.BODY_BYTES.set(self._taken)


def claim_of(scope: HTTPScope) -> Claim:
    """Return a request's claim, for code that releases bytes before the request is over."""
    claim: Claim = scope["state"][_STATE]
    return claim


class BodyBudget:
    """ASGI middleware: counts the bytes of a request until it is answered or they are released."""

    def __init__(self, app: ASGIApp, *, budget: Budget) -> None:
        """``budget``: shared, because litestar creates a middleware for each route."""
        self._app = app
        self._budget = budget

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a ``receive`` that counts bytes."""
        if scope["type"] != ScopeType.HTTP:
            await self._app(scope, receive, send)
            return
        claim = Claim(self._budget)
        scope["state"][_STATE] = claim

        async def receive_counted() -> Message:
            message = await receive()
            if message["type"] == "http.request":
                claim.hold(len(message["body"]))
            return message

        try:
            await self._app(scope, receive_counted, send)
        finally:
            claim.close()


SMALL: Final = 128
"""Bytes that a body's pieces must have on average. Each piece takes some 0.04 ms, however small it
is, so a body of one-byte chunks would take as long as hundreds of articles."""
FREE: Final = 4096
"""Number of pieces that may be smaller."""


class Pieces:
    """Counts the pieces in which a body arrives."""

    def __init__(self) -> None:
        self._count = self._bytes = 0

    def add(self, size: int) -> None:
        """Count one. Raises ``Refusal`` (400) if there are too many small ones."""
        self._count += 1
        self._bytes += size
        if self._count > FREE and self._bytes < SMALL * self._count:
            detail = f"the body arrives in pieces of less than {SMALL} bytes"
            raise Refusal(problems.MALFORMED_REQUEST, detail, headers={"Connection": "close"})


STREAM: Final = 10
"""Factor by which the time between two lines of a stream may be longer. A stream has no
end to wait for, and occupies no slot between lines."""
HELD: Final = 64 * 1024
"""Number of bytes that may be held while a client is slow."""
PIECE: Final = 16 * 1024
"""Number of bytes that must arrive in each part of the time, once more than ``HELD`` are held."""
PARTS: Final = 6
"""Number of parts of the time."""


class BodyTimeout:
    """ASGI middleware: answers 408 if a body is incomplete after ``seconds``.

    A large body must also arrive at a minimum rate: ``PIECE`` bytes in each sixth of that time. In
    a stream, the same rules apply to each line instead of the body. Only time spent waiting for the
    client counts, not the time that its articles wait.
    """

    def __init__(self, app: ASGIApp, *, seconds: float) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with a ``receive`` that times out."""
        if scope["type"] == ScopeType.HTTP:
            receive = _Body(scope, receive, self._seconds).receive
        await self._app(scope, receive, send)


class _Body:
    """One request's body as it arrives."""

    def __init__(self, scope: HTTPScope, receive: Receive, seconds: float) -> None:
        self._receive = receive
        self._limit = seconds
        self._is_stream = _is_stream(scope)
        self._complete = False
        self._pieces = Pieces()
        self._begin()

    def _begin(self) -> None:
        """Start timing a body, or a line of a stream."""
        self._held = 0
        self._left = self._limit
        self._begin_part()

    def _begin_part(self) -> None:
        self._part_left = self._limit / PARTS
        self._part_bytes = 0

    async def receive(self) -> Message:
        """Return the next message. Raises ``Refusal`` (408) when the time is up."""
        if self._complete:
            return await self._receive()  # waits for the client to disconnect, with no time limit
        began = monotonic()
        try:
            async with asyncio.timeout(self._wait()):
                message = await self._receive()
        except TimeoutError:
            self._complete = True
            if self._is_stream and not self._held:
                # the body ends here; answer what has arrived
                return {"type": "http.request", "body": b"", "more_body": False}
            raise self._refusal() from None
        if message["type"] == "http.disconnect" and not self._is_stream:
            # The same message stands for a disconnect and for malformed chunks.
            self._complete = True
            detail = "the body is incomplete, or its chunks are malformed"
            raise Refusal(problems.MALFORMED_REQUEST, detail, headers={"Connection": "close"})
        self._take(message, monotonic() - began)
        return message

    def _wait(self) -> float:
        if self._is_stream and not self._held:
            return self._limit * STREAM
        return min(self._left, self._part_left) if self._held > HELD else self._left

    def _take(self, message: Message, waited: float) -> None:
        if message["type"] != "http.request" or not message.get("more_body", False):
            self._complete = True
            return
        body = message["body"]
        end = body.rfind(b"\n") if self._is_stream else -1
        if end >= 0 and not body.isspace():
            self._pieces = Pieces()
        else:
            self._pieces.add(len(body))
        if end >= 0:
            self._begin()
            self._held = len(body) - end - 1
            return
        self._left -= waited
        self._held += len(body)
        self._part_left -= waited
        self._part_bytes += len(body)
        if self._held <= HELD or self._part_bytes >= PIECE:
            self._begin_part()

    def _refusal(self) -> Refusal:
        what = "the line" if self._is_stream else "the body"
        detail = (
            f"{what} was incomplete after {self._limit:g} s"
            if self._left <= self._part_left or self._held <= HELD
            else f"{what} arrived at a rate below {PIECE} bytes per {self._limit / PARTS:g} s"
        )
        return Refusal(problems.BODY_TOO_SLOW, detail, headers={"Connection": "close"})


def _is_stream(scope: HTTPScope) -> bool:
    for name, value in scope["headers"]:
        if name.lower() == b"content-type":
            media_type = value.decode("latin-1").split(";")[0].strip().lower()
            return media_type in {NDJSON, JSONL}
    return False


async def linger(receive: Receive) -> None:
    """Read and discard the rest of the body."""
    with suppress(TimeoutError, Refusal):
        async with asyncio.timeout(LINGER):
            more = True
            while more:
                message = await receive()
                more = message["type"] == "http.request" and message.get("more_body", False)
