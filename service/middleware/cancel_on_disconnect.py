"""Cancels work when its client disconnects."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from litestar import Request

from service import problems
from service.observability import metrics
from service.problems import Refusal

T = TypeVar("T")


async def cancel_on_disconnect(request: Request[Any, Any, Any], work: Coroutine[Any, Any, T]) -> T:
    """Return the result of ``work``, or cancel it if the client disconnects.

    The request's body must have been read. On a disconnect, a place in the queue is freed at once.
    A thread that is already scoring is told to stop, and stops before the next window.

    Raises ``Refusal``, which nobody will see, on a disconnect, and the exceptions of ``work``.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(wait_until_gone(request))
    try:
        await asyncio.wait({working, leaving}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()
    await asyncio.wait({working})
    metrics.REFUSED.labels("client-gone").inc()
    raise Refusal(problems.CLIENT_GONE, "the client closed the connection")


async def wait_until_gone(request: Request[Any, Any, Any]) -> None:
    """Return when the client has disconnected. The request's body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
