"""Errors are spaced out, and nothing else is."""

import asyncio
from typing import Any

from litestar.types import HTTPScope, Message, Receive, Scope, Send
from patience import PATIENCE

from service.middleware.gate import Gate
from service.middleware.pace import BURST, EARNED, LONGEST, TOGETHER, Pace
from service.scheduling.places import Reservation
from service.settings import Settings

RATE = 100.0


class Clock:
    """A clock that only stands still or is set, and remembers what was slept."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []
        self.pace = Pace(RATE, clock=lambda: self.now, sleep=self.sleep)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 6))

    def errors(self, count: int) -> list[float]:
        """Return after which times some of so many were sent, of those that had to wait."""

        async def wait() -> None:
            await asyncio.gather(*(self.pace.wait() for _ in range(count)))

        self.slept.clear()
        asyncio.run(wait())
        return self.slept


def test_a_few_errors_are_sent_at_once_and_more_at_the_rate() -> None:
    """Those that wait are sent together, as many as the rate allows."""
    clock = Clock()
    assert clock.errors(BURST + 1) == []
    assert clock.errors(3) == [TOGETHER]
    assert clock.errors(round(RATE * TOGETHER)) == [TOGETHER, 2 * TOGETHER]


def test_a_client_that_leaves_takes_no_other_along() -> None:
    """Errors that wait together are sent although one of them is not wanted anymore."""

    async def run() -> None:
        pace = Pace(RATE)
        await asyncio.gather(*(pace.wait() for _ in range(BURST + 1)))
        gone, stays = (asyncio.create_task(pace.wait()) for _ in range(2))
        await asyncio.sleep(0)
        gone.cancel()
        async with asyncio.timeout(PATIENCE):
            await stays
        assert gone.cancelled()

    asyncio.run(run())


def test_no_error_waits_for_long() -> None:
    """However many came before it, and some time later all is forgotten."""
    clock = Clock()
    assert LONGEST - TOGETHER <= max(clock.errors(10_000)) <= LONGEST
    clock.now += LONGEST + BURST / RATE
    assert clock.errors(BURST) == []


def test_errors_at_the_rate_never_wait() -> None:
    clock = Clock()
    for _ in range(1000):
        clock.now += 1 / RATE
        assert clock.errors(1) == []


def test_a_scored_article_makes_room_for_errors() -> None:
    """For those of ten times the load; what is not used is not kept."""
    clock = Clock()
    clock.errors(BURST + 1)
    clock.pace.earn()
    assert clock.errors(EARNED) == []
    assert clock.errors(1) == [TOGETHER]
    clock.now += 60
    for _ in range(1000):
        clock.pace.earn()
    clock.errors(BURST + 1)
    assert clock.errors(1) == [TOGETHER]


def ask(gate: Gate, path: str) -> "asyncio.Task[list[Message]]":
    """Send a request, and return a task that ends with what is sent in return."""
    sent: list[Message] = []

    async def receive() -> Any:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> list[Message]:
        scope: Any = {"type": "http", "method": "GET", "path": path, "headers": [], "state": {}}
        await gate(scope, receive, send)
        return sent

    return asyncio.create_task(run())


def test_every_error_waits_and_no_other_answer() -> None:
    """Whoever it is from: the gate or the application behind it."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        del receive
        http: HTTPScope = scope  # type: ignore[assignment]
        status = 404 if http["path"] == "/no-such" else 200
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    def refuse(size: int | None) -> Reservation:
        raise AssertionError(size)

    async def run() -> None:
        held = asyncio.Event()

        class Held(Pace):
            async def wait(self) -> None:
                await held.wait()

        gate = Gate(app, Settings(rate_limit=3), proved=(), reserve=refuse)
        gate._pace = Held(RATE)
        assert (await ask(gate, "/"))[0]["status"] == 200  # type: ignore[typeddict-item]
        waiting = [ask(gate, "/no-such") for _ in range(4)]
        for _ in range(9):
            await asyncio.sleep(0)
        assert not any(one.done() for one in waiting)
        assert (await ask(gate, "/"))[0]["status"] == 200  # type: ignore[typeddict-item]
        held.set()
        statuses = [(await one)[0]["status"] for one in waiting]  # type: ignore[typeddict-item]
        assert statuses == [404, 404, 404, 429]

    asyncio.run(run())
