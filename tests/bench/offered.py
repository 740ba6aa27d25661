"""Offer a load to a service and keep what came of every request.

Closed: so many clients, each with its next request when it has its answer. Open: requests come at a
rate whatever the service does, as from people (Poisson arrivals); each one's time counts from when
it was due, so that a service which stalls cannot hide it.

Own code, as wrk and hey give one distribution of times over scored and refused requests together;
`make bench` sets wrk's figure beside this one's where wrk is installed.
"""

import asyncio
import random
import statistics
from collections.abc import Callable, Sequence
from time import monotonic
from typing import NamedTuple

Body = Callable[[int], bytes]
"""The body of the request with a number."""

_PATIENCE = 60.0


class Answer(NamedTuple):
    """What came of a request. ``status`` 0: the connection broke. Times in seconds."""

    status: int
    due: float
    took: float
    retry_after: bool
    kind: str = ""


class Connections:
    """Kept-alive connections to one service; as many as are in use at once."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._idle: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def post(self, body: bytes, due: float, kind: str = "") -> Answer:
        """Score one article."""
        try:
            async with asyncio.timeout(_PATIENCE):
                status, retry_after = await self._exchange(body)
        except (OSError, EOFError, TimeoutError):
            status, retry_after = 0, False
        return Answer(status, due, monotonic() - due, retry_after, kind)

    def close(self) -> None:
        """Close what is open."""
        for _, writer in self._idle:
            writer.close()
        self._idle.clear()

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """Return one that is open; the service closes those that nobody used for a while."""
        while self._idle:
            reader, writer = self._idle.pop()
            if not reader.at_eof():
                return reader, writer
            writer.close()
        return await asyncio.open_connection("127.0.0.1", self._port, limit=1 << 20)

    async def _exchange(self, body: bytes) -> tuple[int, bool]:
        reader, writer = await self._connection()
        try:
            writer.write(
                b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
                b"Content-Length: %d\r\n\r\n" % len(body) + body
            )
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            size = int(head.split(b"content-length:")[1].split(b"\r\n")[0])
            await reader.readexactly(size)
        except BaseException:
            writer.close()
            raise
        if b"connection: close" in head:
            writer.close()
        else:
            self._idle.append((reader, writer))
        return int(head.split(maxsplit=2)[1]), b"\r\nretry-after:" in head


async def closed(port: int, body: Body, *, clients: int, seconds: float) -> list[Answer]:
    """Return what came of the requests of so many clients."""
    connections = Connections(port)
    answers: list[Answer] = []
    until = monotonic() + seconds
    count = iter(range(1_000_000_000))

    async def client() -> None:
        while (now := monotonic()) < until:
            answers.append(await connections.post(body(next(count)), now))

    await asyncio.gather(*(client() for _ in range(clients)))
    connections.close()
    return answers


async def opened(
    port: int, body: Body, *, rate: float, seconds: float, kind: str = ""
) -> list[Answer]:
    """Return what came of requests that were due at a mean ``rate`` a second."""
    connections = Connections(port)
    chance = random.Random(0)
    began = monotonic()
    due = began
    tasks: list[asyncio.Task[Answer]] = []
    while (due := due + chance.expovariate(rate)) < began + seconds:
        await asyncio.sleep(max(0.0, due - monotonic()))
        tasks.append(asyncio.create_task(connections.post(body(len(tasks)), due, kind)))
    answers = await asyncio.gather(*tasks)
    connections.close()
    return list(answers)


def quantile(seconds: Sequence[float], share: float) -> float:
    """Return a quantile, in seconds; NaN of nothing."""
    if len(seconds) < 2:
        return seconds[0] if seconds else float("nan")
    return statistics.quantiles(seconds, n=1000, method="inclusive")[round(share * 1000) - 1]


def scored(answers: Sequence[Answer]) -> list[float]:
    """Return the times of those that were scored."""
    return [answer.took for answer in answers if answer.status == 200]


def of_status(answers: Sequence[Answer], status: int) -> list[Answer]:
    """Return those with a status."""
    return [answer for answer in answers if answer.status == status]
