"""Work for a client only as long as it is there."""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from litestar import Request

from service import problems
from service.observability import metrics
from service.problems import Refusal

T = TypeVar("T")


async def cancel_on_disconnect(request: Request[Any, Any, Any], work: Coroutine[Any, Any, T]) -> T:
    """Return what ``work`` returns; give it up when the client goes away.

    The request's body must have been read. A place in the queue is free at once then; a thread
    that scores already is told to stop, and does before the next window.

    Raises ``Refusal``, which nobody will read, when the client has gone, and what ``work`` raises.
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
    """Return when the client closes the connection. The request's body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass
