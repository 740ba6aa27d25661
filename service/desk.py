"""The desk: loads an engine, says when it is ready, scores on it, and closes in order."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event
from time import perf_counter
from typing import Final, Literal

from scoring.errors import CopydeskError
from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from service import metrics, problems, timings
from service.engine import EngineFactory, ScoringEngine
from service.logs import describe, get_logger
from service.pool import Pool
from service.problems import Refusal
from service.settings import Settings
from service.warm_up import WARM_UP
from service.wire import Wire

State = Literal["loading", "ready", "failed", "closing"]

LONG: Final = 30_000
"""Characters, of text or HTML: longer than all but a few news articles; some .3 s of work."""

_OVERHEAD: Final = 500
"""Characters that take as long as what every article takes, however short."""

_LOG = get_logger("copydesk.desk")


class Timed(Wire, frozen=True, kw_only=True):
    """A report, and the seconds it waited for a turn and took."""

    report: Report
    waited: float
    took: float


class Desk:
    """One engine and the pool of threads that work on it. ``state`` is for readiness."""

    def __init__(
        self,
        factory: EngineFactory,
        settings: Settings,
        *,
        on_failure: Callable[[], None] | None = None,
    ) -> None:
        """``on_failure`` is called, after a line in the log, when no engine can be loaded."""
        self.state: State = "loading"
        self._factory = factory
        self._on_failure = on_failure
        self._engine: ScoringEngine | None = None
        self._sample = metrics.ProcessSample()
        self._pool = Pool(
            slots=settings.slots,
            queue=settings.queue,
            wait=settings.queue_wait,
            timeout=settings.timeout,
        )

    @property
    def engine(self) -> ScoringEngine:
        """The engine. Raises ``Refusal`` (503) until it is there."""
        if self._engine is None:
            raise Refusal(
                problems.NOT_READY, "the model is being loaded", headers={"Retry-After": "1"}
            )
        return self._engine

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Load in the background, so that the service is alive at once; close at the end."""
        loading = asyncio.create_task(asyncio.to_thread(self._load))
        loading.add_done_callback(self._loaded)
        try:
            yield
        finally:
            self.refuse()
            await self._pool.close()
            await asyncio.wait({loading})

    def leave(self) -> None:
        """Be ready no more. Work is still taken: what sends it may not have heard of it yet."""
        self.state = "closing"
        metrics.READY.set(0)

    def refuse(self) -> None:
        """Be ready no more, and take no new work; what was taken is still done."""
        self.leave()
        self._pool.refuse()

    def turn_away(self) -> None:
        """Raise ``Refusal`` (503) if an article that is not long would be refused at once now."""
        self._pool.turn_away()

    async def score(
        self, request: ScoreRequest, *, on_turn: Callable[[], None] | None = None
    ) -> Timed:
        """Score one article in a thread; ``on_turn`` is called when a thread takes it.

        Raises ``Refusal`` (503, 504) and what the engine raises.
        """
        engine = self.engine
        asked = perf_counter()
        stop = Event()

        def work() -> Timed:
            began = perf_counter()
            report = engine.score(request, go_on=lambda: not stop.is_set())
            return Timed(report=report, waited=began - asked, took=perf_counter() - began)

        size = len(request.text or request.html or "")
        timed = await self._pool.run(
            work, size=size + _OVERHEAD, is_long=size > LONG, on_turn=on_turn, stop=stop.set
        )
        timings.add(timed.waited, timed.took)
        metrics.SCORE_SECONDS.observe(timed.took)
        metrics.WAIT_SECONDS.observe(timed.waited)
        metrics.CHARACTERS.inc(timed.report.document.characters)
        metrics.WORDS.inc(timed.report.document.words)
        self._sample.take()
        return timed

    def _load(self) -> ScoringEngine:
        began = perf_counter()
        engine = self._factory()
        loaded = perf_counter()
        report = engine.score(ScoreRequest(text=WARM_UP))
        metrics.announce(report.engine.model)
        self._sample.take()
        _LOG.info(
            "ready",
            load_seconds=round(loaded - began, 3),
            warm_up_seconds=round(perf_counter() - loaded, 3),
        )
        return engine

    def _loaded(self, loading: "asyncio.Task[ScoringEngine]") -> None:
        error = loading.exception()
        if error is None:
            self._engine = loading.result()
            if self.state == "loading":
                self.state = "ready"
                metrics.READY.set(1)
            return
        self.state = "failed"
        reason = str(error) if isinstance(error, CopydeskError) else type(error).__name__
        _LOG.critical("load_failed", reason=reason, error=describe(error))
        if self._on_failure is not None:
            self._on_failure()
