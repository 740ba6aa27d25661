"""Do many things side by side, and give what came of them in order."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


async def in_order(
    items: AsyncIterator[T], work: Callable[[int, T], Coroutine[None, None, R]], *, window: int
) -> AsyncGenerator[R, None]:
    """Yield ``work(number, item)`` for each item, in the items' order.

    An item is read only while fewer than ``window`` are on their way, from being read to being
    taken by the caller. A result is given as soon as it and those before it are there, whether
    or not there is a next item yet.
    """
    room = asyncio.Semaphore(window)
    tasks: asyncio.Queue[asyncio.Task[R] | None] = asyncio.Queue()

    async def start_all() -> None:
        number = 0
        try:
            await room.acquire()
            async for item in items:
                tasks.put_nowait(asyncio.create_task(work(number, item)))
                number += 1
                await room.acquire()
        finally:
            tasks.put_nowait(None)

    starting = asyncio.create_task(start_all())
    try:
        while task := await tasks.get():
            yield await task
            room.release()
        await starting
    finally:
        starting.cancel()
        while not tasks.empty():
            if task := tasks.get_nowait():
                task.cancel()
        with suppress(asyncio.CancelledError):
            await starting
