"""Long articles leave room for short ones."""

import asyncio
import threading

import httpx
import pytest
from patience import PATIENCE
from service_fakes import FakeEngine, serving, until, until_taken

from scoring.report.request import ScoreRequest
from service.scheduling.service import LONG, ScoringService
from service.settings import Settings

SHORT = {"text": "The mayor said so."}
LONG_ONE = {"text": "The mayor said so. " * (LONG // 10)}


class HeldBack:
    """Long articles take as long as they are held back; short ones no time."""

    def __init__(self) -> None:
        self.released = threading.Event()

    def __call__(self, request: ScoreRequest) -> None:
        if len(request.text or "") > LONG:
            self.released.wait(PATIENCE)


async def statuses(client: httpx.AsyncClient, count: int) -> list[int]:
    answers = [await client.post("/v1/score", json=SHORT) for _ in range(count)]
    return [answer.status_code for answer in answers]


def test_short_articles_get_past_long_ones() -> None:
    """Half of the slots and of the queue are all that long ones get, however many there are."""
    act = HeldBack()
    settings = Settings(in_flight=2, queue=4, queue_wait=PATIENCE)

    async def run() -> None:
        async with serving(FakeEngine(act), settings) as (scoring_service, client):
            longs = [asyncio.create_task(client.post("/v1/score", json=LONG_ONE)) for _ in range(6)]
            await until_taken(scoring_service, running=1, waiting=2)
            assert await statuses(client, 5) == [200] * 5
            act.released.set()
            came = sorted([(await task).status_code for task in longs])
            assert came == [200, 200, 200, 503, 503, 503]  # one scored, two waited

    asyncio.run(run())


def test_one_slot_is_first_come_first_served() -> None:
    """There is no half of one: a short article waits for a long one, and is scored."""
    act = HeldBack()
    settings = Settings(in_flight=1, queue=4, queue_wait=PATIENCE)

    async def run() -> None:
        async with serving(FakeEngine(act), settings) as (scoring_service, client):
            first = asyncio.create_task(client.post("/v1/score", json=LONG_ONE))
            await until_taken(scoring_service, running=1)
            second = asyncio.create_task(client.post("/v1/score", json=SHORT))
            await until_taken(scoring_service, running=1, waiting=1)
            assert not second.done()
            act.released.set()
            assert [(await first).status_code, (await second).status_code] == [200, 200]

    asyncio.run(run())


class Paced:
    """Each article takes 1.5 s by a clock of its own; from ``held`` on they wait to be released."""

    def __init__(self) -> None:
        self.now = 0.0
        self.held = False
        self.released = threading.Event()

    def __call__(self, _: ScoreRequest) -> None:
        if self.held:
            self.released.wait(PATIENCE)
        self.now += 1.5


def test_a_wait_that_would_be_too_long_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """By the pace of late: not after the longest wait, when both have lost it."""
    act = Paced()
    monkeypatch.setattr("service.scheduling.pool.monotonic", lambda: act.now)
    settings = Settings(in_flight=1, queue=200, queue_wait=PATIENCE)

    async def run() -> None:
        async with serving(FakeEngine(act), settings) as (scoring_service, client):
            assert await statuses(client, 20) == [200] * 20  # the pace is known
            act.held = True
            first = asyncio.create_task(client.post("/v1/score", json=SHORT))
            await until_taken(scoring_service, running=1)
            asked = [asyncio.create_task(client.post("/v1/score", json=SHORT)) for _ in range(120)]
            await until(lambda: waiting(scoring_service) + sum(one.done() for one in asked) == 120)
            refused = {one for one in asked if one.done()}
            assert {(await one).status_code for one in refused} == {503}
            # What waits is done in the time that may be waited, and little more would not be.
            assert 0.7 < 1.5 * waiting(scoring_service) / PATIENCE < 1
            act.released.set()
            assert [(await one).status_code for one in asked if one not in refused] == [200] * (
                120 - len(refused)
            )
            assert (await first).status_code == 200

    asyncio.run(run())


def waiting(scoring_service: ScoringService) -> int:
    return scoring_service._pool._waiting
