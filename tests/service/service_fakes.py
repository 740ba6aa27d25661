"""A stand-in for the engine, and a client for an application without a socket."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
import msgspec
from patience import PATIENCE

from scoring.calibration.profile import Anchor, Profile, ScoreProfile
from scoring.intake import take_in
from scoring.report.options import check, choose_profile, choose_scorers
from scoring.report.report import DocumentInfo, EngineInfo, Report, Score
from scoring.report.request import ScoreRequest
from scoring.scorer import Evidence, Measurement, Metric, Registered
from scoring.stopping import ShouldContinue, always, stop_unless
from scoring.story import Story
from scoring.types import Band, Direction, Typical
from service.app import create_app
from service.engine import ScoringEngine
from service.scheduling.service import ScoringService
from service.settings import Settings

NAMES = ("attribution", "anonymity", "hedging", "readability")
ENDLESS = "endless"
"""The id of an article that takes until it is stopped."""


class FakeScorer:
    version = "1.0"
    description = "counts nothing"
    unit = "things per 100 words"
    direction: Direction = "neutral"
    metrics: tuple[Metric, ...] = (Metric(name="things", unit="things", description="how many"),)

    def __init__(self, name: str) -> None:
        self.name = name

    def find(self, story: Story) -> Evidence:
        raise NotImplementedError

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        raise NotImplementedError


PROFILE = Profile(
    format=1,
    name="default",
    version="1",
    description="made up",
    reference="nothing",
    model="fake",
    scores={
        "hedging": ScoreProfile(
            direction="neutral", anchors=[Anchor(value=2.0)], articles=3, quantiles=[1.0, 2.0, 3.0]
        )
    },
)


class FakeEngine:
    """Keeps the engine's promises about requests, and makes its scores up."""

    def __init__(self, act: Callable[[ScoreRequest], None] = lambda _: None) -> None:
        """``act`` is called for each article but the warm-up: to sleep, or to raise."""
        self.act = act
        self.asked: list[ScoreRequest] = []
        self.scorers: Mapping[str, Registered] = {
            name: Registered(
                scorer=FakeScorer(name), distribution="copydesk", distribution_version="0.1.0"
            )
            for name in NAMES
        }
        self.profiles = {"default": PROFILE}

    def score(
        self, request: ScoreRequest, /, *, should_continue: ShouldContinue = always
    ) -> Report:
        self.asked.append(request)
        while request.id == ENDLESS:  # all others cannot be stopped, which is harder to live with
            stop_unless(should_continue)
            time.sleep(0.01)
        if len(self.asked) > 1:
            self.act(request)
        check(request)
        choose_scorers(request, self.scorers)
        choose_profile(request, self.profiles)
        article = take_in(msgspec.structs.replace(request, language=request.language or "en"))
        return _report(request, article.text)


def _report(request: ScoreRequest, text: str) -> Report:
    score = Score(
        comparison="More things for its length than 6 in 10 articles.",
        score=50.0,
        typical=Typical(
            value=Band(low=1.0, median=2.0, high=3.0), score=Band(low=25.0, median=50.0, high=75.0)
        ),
        percentile=61.2,
        direction="neutral",
        value=2.0,
        unit="things per 100 words",
        version="1.0",
        metrics={"things": 2},
        advice="Which things can go?",
        reason=None,
    )
    hedge = {"start": 0, "end": 1, "text": text[:1], "kind": "epistemic", "voice": "reporter"}
    return Report(
        id=request.id,
        revision=request.revision,
        language=request.language or "en",
        engine=EngineInfo(version="0.1.0", model="fake", profile=request.profile),
        document=DocumentInfo(characters=len(text), words=2, sentences=1, paragraphs=1),
        scores=dict.fromkeys(request.scorers or NAMES, score),
        evidence={"hedges": [hedge]} if request.evidence else {},
        warnings=[],
    )


def connect(scoring_service: ScoringService, settings: Settings) -> httpx.AsyncClient:
    """Return a client of the application, on the running event loop."""
    app: Any = create_app(
        scoring_service, settings
    )  # httpx and litestar spell ASGI's types differently
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost")


class Client:
    """Calls an application on an event loop of its own, one request after another."""

    def __init__(self, engine: ScoringEngine, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.scoring_service = ScoringService(lambda: engine, self.settings)
        self.http = connect(self.scoring_service, self.settings)

    def call(self, method: str, path: str, **options: Any) -> httpx.Response:
        return self.runner.run(self.http.request(method, path, **options))

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.call("GET", path, **options)

    def score(self, **options: Any) -> httpx.Response:
        return self.call("POST", "/v1/score", **options)

    @contextmanager
    def open(self) -> Iterator["Client"]:
        with asyncio.Runner() as self.runner:
            opening = self.scoring_service.open()
            self.runner.run(opening.__aenter__())
            self.runner.run(wait_until_ready(self.scoring_service))
            yield self
            self.runner.run(opening.__aexit__(None, None, None))
            self.runner.run(self.http.aclose())


async def until(is_so: Callable[[], bool]) -> None:
    """Let the event loop run until it is so. Raises ``TimeoutError`` if it never is."""
    async with asyncio.timeout(PATIENCE):
        while not is_so():
            await asyncio.sleep(0.001)


async def wait_until_ready(scoring_service: ScoringService) -> None:
    await until(lambda: scoring_service.state != "loading")


@asynccontextmanager
async def serving(
    engine: ScoringEngine, settings: Settings
) -> AsyncIterator[tuple[ScoringService, httpx.AsyncClient]]:
    """A service that is ready, on the running event loop, and a client of it."""
    scoring_service = ScoringService(lambda: engine, settings)
    async with scoring_service.open(), connect(scoring_service, settings) as client:
        await wait_until_ready(scoring_service)
        yield scoring_service, client


async def until_taken(scoring_service: ScoringService, *, running: int, waiting: int = 0) -> None:
    """Return once so many articles are being scored, and so many wait for a turn."""
    pool = scoring_service._pool
    await until(lambda: (pool._running, pool._waiting) == (running, waiting))
