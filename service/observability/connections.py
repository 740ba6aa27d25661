"""Watch a worker's connections: a metric, a line in the log when they run out.

The server cannot be asked; what the process holds is counted.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from litestar import Litestar

from service.connections import connection_limit
from service.observability import metrics
from service.observability.logs import get_logger
from service.settings import Settings

EVERY: Final = 1.0
"""Seconds between two looks."""
PATIENCE: Final = 10
"""So many times as long as for a request a client may take no byte of an answer."""

_LOG = get_logger("copydesk.connections")
_FILES: Final = Path("/proc/self/fd")


def count_sockets() -> int:
    """Return how many sockets this process holds; 0 where the system does not tell."""
    found = 0
    with suppress(OSError):
        for name in os.listdir(_FILES):
            with suppress(OSError):
                found += os.readlink(_FILES / name).startswith("socket:")
    return found


class ConnectionWatch:
    """Looks at a worker's connections now and then: a metric always, a line when they run out."""

    def __init__(self, limit: int, count: Callable[[], int] = count_sockets) -> None:
        self._limit = limit
        self._count = count
        self._before = count()
        self._exhausted = False
        metrics.CONNECTIONS_LIMIT.set(limit)
        metrics.CONNECTIONS.set(0)

    def look(self) -> None:
        """Count, and say so when the last place is taken or one is free again."""
        held = max(0, self._count() - self._before)
        metrics.CONNECTIONS.set(min(held, self._limit))
        exhausted = held >= self._limit
        if exhausted and not self._exhausted:
            metrics.CONNECTIONS_EXHAUSTED.inc()
            _LOG.warning("connections_exhausted", limit=self._limit)
        elif self._exhausted and not exhausted:
            _LOG.info("connections_free", held=held, limit=self._limit)
        self._exhausted = exhausted


def limit_unread_answers(port: int, seconds: float) -> bool:
    """Let the system end connections whose client takes no byte of its answer for so long.

    The server waits for ever for such a client. Set on the socket that listens, it holds for
    every connection that comes of it (tcp(7), TCP_USER_TIMEOUT). Returns whether that is done,
    or cannot be on this system.
    """
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    if option is None or not _FILES.exists():
        return True
    found = False
    for name in os.listdir(_FILES):
        with suppress(OSError), socket.socket(fileno=os.dup(int(name))) as one:
            listens = one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN)
            if listens and one.getsockname()[1] == port:
                one.setsockopt(socket.IPPROTO_TCP, option, round(seconds * 1000))
                found = True
    return found


@asynccontextmanager
async def watch_connections(settings: Settings, _: Litestar) -> AsyncIterator[None]:
    """Watch for as long as the application lives."""
    watch = ConnectionWatch(connection_limit(settings))

    async def look_again() -> None:
        limited = False
        while True:
            await asyncio.sleep(EVERY)  # the server listens once the application has started
            limited = limited or limit_unread_answers(
                settings.port, PATIENCE * settings.client_wait
            )
            watch.look()

    looking = asyncio.create_task(look_again())
    try:
        yield
    finally:
        looking.cancel()
