"""Limits the total size of all request bodies in a worker's memory."""

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
from service.problems import Refusal

Message = HTTPReceiveMessage | WebSocketReceiveMessage

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
