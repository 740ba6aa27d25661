"""Places are kept for requests whose bodies are still to come, and not for long."""

import asyncio
import threading
from typing import Any

import httpx
import pytest
from patience import PATIENCE
from service_fakes import FakeEngine, serving, until_taken

from service.middleware.gate import Gate
from service.middleware.pace import Pace
from service.problems import Refusal
from service.scheduling.places import LONGEST, NOTHING, Reservation, Reservations, Reserved
from service.scheduling.pool import Pool
from service.settings import Settings


def test_what_is_kept_is_counted_until_it_ends() -> None:
    """By number and by size; ending twice is ending once."""
    reservations = Reservations()
    short, long = reservations.add(700), reservations.add(None)
    assert reservations.reserved == Reserved(places=2, long=1, size=700)
    short.end()
    short.end()
    assert reservations.reserved == Reserved(places=1, long=1, size=0)
    long.end()
    assert reservations.reserved == NOTHING


def test_a_place_is_not_kept_for_a_client_that_sends_no_body() -> None:
    now = 0.0
    reservations = Reservations(lambda: now)
    first = reservations.add(500)
    now = LONGEST / 2
    reservations.add(600)
    assert reservations.reserved.places == 2
    now = LONGEST
    assert reservations.reserved == Reserved(places=1, long=0, size=600)
    first.end()
    assert reservations.reserved.places == 1
    now = 2 * LONGEST
    assert reservations.reserved == NOTHING


def test_a_kept_place_is_taken_by_whom_it_is_for() -> None:
    """One works; of two places one is kept, so that one more is there for others, once."""

    async def run() -> None:
        held = threading.Event()
        pool = Pool(slots=1, queue=2, wait=PATIENCE, timeout=PATIENCE)
        working = asyncio.create_task(pool.run(lambda: held.wait(PATIENCE)))
        await asyncio.sleep(0)
        place, _ = pool.reserve(1), pool.reserve(1)
        with pytest.raises(Refusal):
            pool.reserve(1)
        with pytest.raises(Refusal):
            pool.reserve(None)
        waiting = asyncio.create_task(pool.run(lambda: True, place=place))
        await asyncio.sleep(0)
        with pytest.raises(Refusal):
            pool.reserve(1)
        held.set()
        assert await working
        assert await waiting
        await pool.close()

    asyncio.run(run())


def test_an_error_that_waits_keeps_no_place() -> None:
    """Clients that repeat malformed requests would else take the queue from all others."""

    class Reserved(Reservation):
        ended = False

        def end(self) -> None:
            self.ended = True

    async def run() -> None:
        place = Reserved(Reservations(), 1)
        ended: list[bool] = []

        class Noting(Pace):
            async def wait(self) -> None:
                ended.append(place.ended)

        async def app(scope: Any, receive: Any, send: Any) -> None:
            del scope, receive
            await send({"type": "http.response.start", "status": 400, "headers": []})

        gate = Gate(app, Settings(), proved=(), reserve=lambda _: place)
        gate._pace = Noting(1.0)
        scope: Any = {
            "type": "http", "method": "POST", "path": "/v1/score", "headers": [], "state": {},
        }  # fmt: skip

        async def send(message: Any) -> None:
            assert message["status"] == 400

        await gate(scope, None, send)  # type: ignore[arg-type]
        assert ended == [True]

    asyncio.run(run())


def wait_for(event: threading.Event) -> None:
    event.wait(PATIENCE)


def test_of_many_that_come_together_the_application_sees_as_many_as_there_are_places() -> None:
    """All headers are there before the first body is read, and the rest costs nothing more."""
    opened = threading.Event()

    async def run() -> None:
        settings = Settings(in_flight=1, queue=2, queue_wait=PATIENCE)
        async with serving(FakeEngine(lambda _: wait_for(opened)), settings) as (
            scoring_service,
            client,
        ):
            seen = 0
            gate: Any = client._transport.app.app  # type: ignore[attr-defined]
            application = gate.app

            async def count(*request: Any) -> None:
                nonlocal seen
                seen += 1
                await application(*request)

            gate.app = count
            text = {"content-type": "text/plain"}

            async def ask() -> httpx.Response:
                return await client.post("/v1/score", content="She said so.", headers=text)

            first = asyncio.create_task(ask())
            await until_taken(scoring_service, running=1, waiting=0)
            crowd = [asyncio.create_task(ask()) for _ in range(12)]
            await until_taken(scoring_service, running=1, waiting=2)
            opened.set()
            statuses = [(await one).status_code for one in [first, *crowd]]
        assert sorted(statuses) == [200] * 3 + [503] * 10
        assert seen == 3

    asyncio.run(run())
