"""Long articles leave room for short ones."""

import asyncio
import threading
import time

import httpx
from service_fakes import FakeEngine, connect, wait_until_ready

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
            self.released.wait(5)


async def statuses(client: httpx.AsyncClient, count: int) -> list[int]:
    answers = [await client.post("/v1/score", json=SHORT) for _ in range(count)]
    return [answer.status_code for answer in answers]


def test_short_articles_get_past_long_ones() -> None:
    """Half of the slots and of the queue are all that long ones get, however many there are."""
    act = HeldBack()
    settings = Settings(in_flight=2, queue=4, queue_wait=5)

    async def run() -> None:
        scoring_service = ScoringService(lambda: FakeEngine(act), settings)
        async with scoring_service.open(), connect(scoring_service, settings) as client:
            await wait_until_ready(scoring_service)
            longs = [asyncio.create_task(client.post("/v1/score", json=LONG_ONE)) for _ in range(6)]
            await asyncio.sleep(0.05)
            assert await statuses(client, 5) == [200] * 5
            act.released.set()
            came = sorted([(await task).status_code for task in longs])
            assert came == [200, 200, 200, 503, 503, 503]  # one scored, two waited

    asyncio.run(run())


def test_one_slot_is_first_come_first_served() -> None:
    """There is no half of one: a short article waits for a long one, and is scored."""
    act = HeldBack()
    settings = Settings(in_flight=1, queue=4, queue_wait=5)

    async def run() -> None:
        scoring_service = ScoringService(lambda: FakeEngine(act), settings)
        async with scoring_service.open(), connect(scoring_service, settings) as client:
            await wait_until_ready(scoring_service)
            first = asyncio.create_task(client.post("/v1/score", json=LONG_ONE))
            await asyncio.sleep(0.02)
            second = asyncio.create_task(client.post("/v1/score", json=SHORT))
            await asyncio.sleep(0.02)
            assert not second.done()
            act.released.set()
            assert [(await first).status_code, (await second).status_code] == [200, 200]

    asyncio.run(run())


def test_a_wait_that_would_be_too_long_is_refused_at_once() -> None:
    """By the pace of late: not after the longest wait, when both have lost it."""
    settings = Settings(in_flight=1, queue=200, queue_wait=2.0)

    async def run() -> None:
        scoring_service = ScoringService(lambda: FakeEngine(lambda _: time.sleep(0.05)), settings)
        async with scoring_service.open(), connect(scoring_service, settings) as client:
            await wait_until_ready(scoring_service)
            assert await statuses(client, 20) == [200] * 20  # the pace is known
            asked = [asyncio.create_task(client.post("/v1/score", json=SHORT)) for _ in range(120)]
            order = [(await task).status_code for task in asyncio.as_completed(asked)]
            refused = order.count(503)
            last = len(order) - 1 - order[::-1].index(503)
            # Had they waited, nearly all that are done would have been done before them.
            assert order[:last].count(200) < order.count(200) / 2
            assert 60 <= refused <= 115

    asyncio.run(run())
