"""Monitors a worker's connections, and closes those that nobody reads from or that must drain.

A metric is updated, and a line is logged when they run out. The server does not expose its
connections, so the process's own sockets are counted.
"""

import asyncio
import os
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Final

from litestar import Litestar
from litestar.enums import ScopeType
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.observability import metrics
from service.observability.logs import get_logger
from service.scheduling.service import ScoringService
from service.server import connection_limit
from service.settings import Settings

EVERY: Final = 1.0
"""Seconds between two samples."""
PATIENCE: Final = 10
"""Factor by which a client may take longer to read from a response than to send a request."""

_LOG = get_logger("copydesk.connections")
_FILES: Final = Path("/proc/self/fd")


def count_sockets() -> int:
    """Return the number of this process's sockets, or 0 if the system does not tell."""
    found = 0
    with suppress(OSError):
        for name in os.listdir(_FILES):
            with suppress(OSError):
                found += os.readlink(_FILES / name).startswith("socket:")
    return found


class ConnectionWatch:
    """Samples a worker's connections: always updates the metric, and logs when none is left."""

    def __init__(self, limit: int, count: Callable[[], int] = count_sockets) -> None:
        self._limit = limit
        self._count = count
        self._before = count()
        self._exhausted = False
        metrics.CONNECTIONS_LIMIT.set(limit)
        metrics.CONNECTIONS.set(0)

    def look(self) -> None:
        """Sample the connections, and log when the last place is taken or one is free again."""
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
    """Make the system close connections whose client reads nothing of its response for too long.

    The server itself waits forever for such a client. The option is set on the listening socket and
    inherited by its connections (tcp(7), TCP_USER_TIMEOUT). Returns whether the system supports it.
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
    """Sample the connections as long as the application runs."""
    watch = ConnectionWatch(connection_limit(settings))

    async def look_again() -> None:
        limited = False
        while True:
            await asyncio.sleep(EVERY)  # the server listens only once the application has started
            limited = limited or limit_unread_answers(
                settings.port, PATIENCE * settings.client_wait
            )
            watch.look()

    looking = asyncio.create_task(look_again())
    try:
        yield
    finally:
        looking.cancel()


class Drain:
    """ASGI middleware: while the scoring service is shutting down, every response closes its
    connection.

    Otherwise a client or a proxy would keep its connections open and not look for another instance.
    """

    def __init__(self, app: ASGIApp, *, scoring_service: ScoringService) -> None:
        self._app = app
        self._scoring_service = scoring_service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def send_on(message: Message) -> None:
            if (
                message["type"] == "http.response.start"
                and self._scoring_service.state == "closing"
            ):
                message["headers"] = [*message.get("headers", ()), (b"connection", b"close")]
            await send(message)

        await self._app(scope, receive, send_on if scope["type"] == ScopeType.HTTP else send)
