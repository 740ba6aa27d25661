"""Under load, while loading and while closing."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest
from patience import PATIENCE
from service_fakes import FakeEngine, connect, serving, until, until_taken, wait_until_ready

from scoring.errors import BadArtefact
from scoring.report.request import ScoreRequest
from service.engine import ScoringEngine
from service.scheduling.service import ScoringService
from service.settings import Settings

Scenario = Callable[[httpx.AsyncClient, ScoringService], Awaitable[None]]
ARTICLE = {"text": "The mayor said so."}


class Gate:
    """Holds articles back until it is opened."""

    def __init__(self, only: str | None = None) -> None:
        """``only``: the id of those that are held; else all are."""
        self._only = only
        self.opened = threading.Event()
        self.most = 0
        self._inside = 0
        self._lock = threading.Lock()

    def __call__(self, request: ScoreRequest) -> None:
        if self._only not in {None, request.id}:
            return
        with self._lock:
            self._inside += 1
            self.most = max(self.most, self._inside)
        self.opened.wait(PATIENCE)
        with self._lock:
            self._inside -= 1


def play(scenario: Scenario, gate: Gate, settings: Settings) -> None:
    async def run() -> None:
        async with serving(FakeEngine(gate), settings) as (scoring_service, client):
            try:
                await scenario(client, scoring_service)
            finally:
                gate.opened.set()

    asyncio.run(run())


def test_more_than_the_queue_holds_is_refused_at_once() -> None:
    """One works, one waits, the third gets 503 with Retry-After, never 429."""
    gate = Gate()

    async def scenario(client: httpx.AsyncClient, scoring_service: ScoringService) -> None:
        first = asyncio.create_task(client.post("/v1/score", json=ARTICLE))
        second = asyncio.create_task(client.post("/v1/score", json=ARTICLE))
        await until_taken(scoring_service, running=1, waiting=1)
        third = await client.post("/v1/score", json=ARTICLE)
        assert third.status_code == 503
        assert third.json()["type"] == "urn:copydesk:problem:overloaded"
        assert int(third.headers["retry-after"]) >= 1
        gate.opened.set()
        assert [(await first).status_code, (await second).status_code] == [200, 200]

    play(scenario, gate, Settings(in_flight=1, queue=1, queue_wait=PATIENCE))


def test_an_article_is_turned_away_before_it_is_looked_at() -> None:
    """What is no text gets 503 while the queue is full, and so do many; later it is read."""
    gate = Gate()

    async def scenario(client: httpx.AsyncClient, scoring_service: ScoringService) -> None:
        first = asyncio.create_task(client.post("/v1/score", json=ARTICLE))
        second = asyncio.create_task(client.post("/v1/score", json=ARTICLE))
        await until_taken(scoring_service, running=1, waiting=1)
        text = {"content-type": "text/plain"}
        for path in ("/v1/score", "/v1/score/batch"):
            for size in ("30000", "30001", "x", "9" * 40):
                sized = text | {"content-length": size}
                refused = await client.post(path, content=b"\xff" * 30_001, headers=sized)
                assert refused.status_code == 503
                assert refused.json()["instance"] == path
                assert int(refused.headers["retry-after"]) >= 1
                assert refused.headers["x-request-id"] == refused.json()["request_id"]
        gate.opened.set()
        assert [(await first).status_code, (await second).status_code] == [200, 200]
        read = await client.post("/v1/score", content=b"\xff" * 30_001, headers=text)
        assert read.status_code == 400

    play(scenario, gate, Settings(in_flight=1, queue=1, queue_wait=PATIENCE))


def test_a_stream_gets_its_turn_in_a_crowd() -> None:
    """However many ask again and again for the place that it waits for, and they get theirs."""
    begun, over = threading.Event(), threading.Event()
    services: list[ScoringService] = []

    def busy(_: ScoreRequest) -> None:
        """Each article takes until the next one waits, so that there is always too much to do."""
        if services:
            begun.set()
        while services and not (over.is_set() or services[0]._pool._waiting):
            over.wait(0.001)

    async def run() -> None:
        settings = Settings(in_flight=1, queue=1, queue_wait=PATIENCE)
        async with serving(FakeEngine(busy), settings) as (scoring_service, client):
            services.append(scoring_service)
            served = 0

            async def ask_again_and_again() -> None:
                nonlocal served
                while not stream.done():
                    answer = await client.post("/v1/score", json=ARTICLE)
                    assert answer.status_code in {200, 503}
                    served += answer.status_code == 200

            lines = "\n".join(json.dumps(ARTICLE) for _ in range(12))
            ndjson = {"content-type": "application/x-ndjson"}
            stream = asyncio.create_task(
                client.post("/v1/score/batch", content=lines, headers=ndjson)
            )
            await until(begun.is_set)
            crowd = [asyncio.create_task(ask_again_and_again()) for _ in range(8)]
            answer = await stream
            over.set()
            await asyncio.gather(*crowd)
        assert ["error" in json.loads(line) for line in answer.text.splitlines()] == [False] * 12
        assert served >= 5

    asyncio.run(run())


def test_a_body_that_does_not_come_is_not_waited_for_when_it_is_refused() -> None:
    """503 after the time that a client has for its body."""
    gate = Gate()

    async def never() -> AsyncIterator[bytes]:
        yield b"x"
        await asyncio.Event().wait()

    async def scenario(client: httpx.AsyncClient, scoring_service: ScoringService) -> None:
        first = asyncio.create_task(client.post("/v1/score", json=ARTICLE))
        await until_taken(scoring_service, running=1)
        headers = {"content-type": "text/plain", "content-length": "9"}
        asked = client.post("/v1/score", content=never(), headers=headers)
        assert (await asyncio.wait_for(asked, PATIENCE)).status_code == 503
        gate.opened.set()
        assert (await first).status_code == 200

    play(scenario, gate, Settings(in_flight=1, queue=0, client_wait=0.1))


def test_a_turn_that_does_not_come_is_refused() -> None:
    """The wait in the queue is bounded too."""

    async def scenario(client: httpx.AsyncClient, scoring_service: ScoringService) -> None:
        first = asyncio.create_task(client.post("/v1/score", json=ARTICLE))
        await until_taken(scoring_service, running=1)
        second = await client.post("/v1/score", json=ARTICLE)
        assert second.status_code == 503
        gate.opened.set()
        assert (await first).status_code == 200

    gate = Gate()
    play(scenario, gate, Settings(in_flight=1, queue=1, queue_wait=0.05))


def test_a_stream_does_not_wait_for_ever() -> None:
    """An article that finds no place within the time that one may take is an error, 503."""
    gate = Gate(only="hold")

    async def scenario(client: httpx.AsyncClient, _: ScoringService) -> None:
        articles = [{**ARTICLE, "id": name} for name in ("first", "hold", "third")]
        answer = await client.post("/v1/score/batch", json=articles)
        statuses = [item.get("error", {}).get("status") for item in answer.json()]
        assert statuses == [None, 504, 503]

    play(scenario, gate, Settings(in_flight=1, queue=0, timeout=0.1))


def test_no_more_are_in_flight_than_allowed() -> None:
    """All are answered, two at a time."""
    gate = Gate()

    async def scenario(client: httpx.AsyncClient, scoring_service: ScoringService) -> None:
        tasks = [asyncio.create_task(client.post("/v1/score", json=ARTICLE)) for _ in range(6)]
        await until_taken(scoring_service, running=2, waiting=4)
        await until(lambda: gate.most == 2)
        gate.opened.set()
        assert {(await task).status_code for task in tasks} == {200}

    play(scenario, gate, Settings(in_flight=2, queue=10, queue_wait=PATIENCE))
    assert gate.most == 2


def test_a_slow_article_is_given_up() -> None:
    """504; the thread keeps its slot until it is done, then the next one gets it."""
    gate = Gate()

    async def scenario(client: httpx.AsyncClient, scoring_service: ScoringService) -> None:
        slow = await client.post("/v1/score", json=ARTICLE)
        assert slow.status_code == 504
        assert slow.json()["type"] == "urn:copydesk:problem:timeout"
        assert (await client.post("/v1/score", json=ARTICLE)).status_code == 503
        gate.opened.set()
        await until_taken(scoring_service, running=0)
        async with asyncio.timeout(PATIENCE):  # on a busy machine this one may be given up too
            while (await client.post("/v1/score", json=ARTICLE)).status_code != 200:
                pass

    play(scenario, gate, Settings(in_flight=1, queue=0, timeout=0.05))


def test_probes_do_not_depend_on_load() -> None:
    """Alive and ready while every slot and the queue are full."""

    async def scenario(client: httpx.AsyncClient, scoring_service: ScoringService) -> None:
        tasks = [asyncio.create_task(client.post("/v1/score", json=ARTICLE)) for _ in range(2)]
        await until_taken(scoring_service, running=1, waiting=1)
        for path in ("/health/live", "/health/ready", "/metrics"):
            assert (await asyncio.wait_for(client.get(path), PATIENCE)).status_code == 200
        gate.opened.set()
        await asyncio.gather(*tasks)

    gate = Gate()
    play(scenario, gate, Settings(in_flight=1, queue=1, queue_wait=PATIENCE))


def test_closing_finishes_work_and_takes_none() -> None:
    """Readiness falls, new work is refused with 503, what was taken is done."""
    gate = Gate()

    async def scenario(client: httpx.AsyncClient, scoring_service: ScoringService) -> None:
        first = asyncio.create_task(client.post("/v1/score", json=ARTICLE))
        await until_taken(scoring_service, running=1)
        scoring_service.refuse()
        assert (await client.get("/health/live")).status_code == 200
        ready = await client.get("/health/ready")
        refused = await client.post("/v1/score", json=ARTICLE)
        assert (ready.status_code, refused.status_code) == (503, 503)
        assert refused.json()["type"] == "urn:copydesk:problem:shutting-down"
        assert "retry-after" in refused.headers
        gate.opened.set()
        assert (await first).status_code == 200

    play(scenario, gate, Settings(in_flight=1))


def test_a_desk_waits_for_its_work_when_it_closes() -> None:
    """Closing the scoring service returns only once the article is scored."""

    async def run() -> int:
        gate = Gate()
        settings = Settings(in_flight=1)
        scoring_service = ScoringService(lambda: FakeEngine(gate), settings)
        async with scoring_service.open():
            await wait_until_ready(scoring_service)
            work = asyncio.create_task(scoring_service.score(ScoreRequest(text="x")))
            await until_taken(scoring_service, running=1)
            asyncio.get_running_loop().call_later(0.05, gate.opened.set)
        assert work.done()
        return (await work).report.document.characters

    assert asyncio.run(run()) == 1


def test_not_ready_before_the_model_is_loaded_and_warm() -> None:
    """Alive from the start; ready and scoring only after the warm-up article."""
    gate = threading.Event()
    engine = FakeEngine()

    def slow_factory() -> ScoringEngine:
        gate.wait(PATIENCE)
        return engine

    async def run() -> None:
        scoring_service = ScoringService(slow_factory, Settings())
        async with (
            scoring_service.open(),
            connect(scoring_service, Settings()) as client,
        ):
            for path, status in (
                ("/health/live", 200),
                ("/health/ready", 503),
                ("/v1/scorers", 503),
            ):
                assert (await client.get(path)).status_code == status
            refused = await client.post("/v1/score", json=ARTICLE)
            assert refused.json()["type"] == "urn:copydesk:problem:not-ready"
            gate.set()
            await wait_until_ready(scoring_service)
            assert (await client.get("/health/ready")).status_code == 200
        assert len(engine.asked) == 1

    asyncio.run(run())


def test_a_service_without_a_model_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """A bad artefact is one line in the log; the service is told to end."""
    told: list[str] = []

    def bad_factory() -> ScoringEngine:
        raise BadArtefact("the model is not the one its manifest names")

    async def run() -> None:
        scoring_service = ScoringService(
            bad_factory, Settings(), on_failure=lambda: told.append("end")
        )
        async with scoring_service.open():
            await wait_until_ready(scoring_service)
            assert scoring_service.state == "failed"

    asyncio.run(run())
    assert told == ["end"]
    assert [record.message for record in caplog.records] == ["load_failed"]
