"""The scoring service: loads an engine, reports readiness, scores articles, and shuts
down in order.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from threading import Event
from time import perf_counter
from typing import Final, Literal

from scoring.errors import CopydeskError
from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from service import problems
from service.engine import WARM_UP, EngineFactory, ScoringEngine
from service.observability import metrics
from service.observability.logs import describe, get_logger
from service.observability.tracing import add_timing
from service.problems import Refusal, contained
from service.scheduling.places import Reservation
from service.scheduling.pool import Pool
from service.schemas import Wire
from service.settings import Settings

State = Literal["loading", "ready", "failed", "closing"]

LONG: Final = 30_000
"""Length in characters of text or HTML from which an article is long: more than nearly
all news articles have, and some 0.3 s of work."""

_OVERHEAD: Final = 500
"""Number of characters whose time equals the fixed cost of an article."""

_LOG = get_logger("copydesk.scoring_service")


class Timed(Wire, frozen=True, kw_only=True):
    """A report, with the seconds that it waited for a slot and took."""

    report: Report
    waited: float
    took: float


class ScoringService:
    """An engine and the pool of threads that use it. ``state`` is for readiness."""

    def __init__(
        self,
        factory: EngineFactory,
        settings: Settings,
        *,
        on_failure: Callable[[], None] | None = None,
    ) -> None:
        """``on_failure`` is called, after a log line, if no engine can be loaded."""
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
        """The engine. Raises ``Refusal`` (503) until it is loaded."""
        if self._engine is None:
            raise Refusal(
                problems.NOT_READY, "the model is still loading", headers={"Retry-After": "1"}
            )
        return self._engine

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Load the engine in the background, so that the service is alive at once. Close
        it at the end.
        """
        loading = asyncio.create_task(asyncio.to_thread(self._load))
        loading.add_done_callback(self._loaded)
        try:
            yield
        finally:
            self.refuse()
            await self._pool.close()
            await asyncio.wait({loading})

    def stop_accepting(self) -> None:
        """Mark the service as not ready. Work is still accepted, because clients may not
        know yet.
        """
        self.state = "closing"
        metrics.READY.set(0)

    def refuse(self) -> None:
        """Mark the service as not ready, and accept no new work. Accepted work is still done."""
        self.stop_accepting()
        self._pool.refuse()

    def reserve(self, characters: int | None) -> Reservation:
        """Keep a place for an article whose body is still to be read. ``characters`` is ``None`` if
        its length is unknown.

        Raises ``Refusal`` (503) if it would be rejected anyway.
        """
        if characters is None or characters > LONG:
            return self._pool.reserve(None)
        return self._pool.reserve(characters + _OVERHEAD)

    async def score(
        self,
        request: ScoreRequest,
        *,
        on_turn: Callable[[], None] | None = None,
        patience: float = 0.0,
        place: Reservation | None = None,
    ) -> Timed:
        """Score one article in a thread. ``on_turn`` is called when a thread starts it.
        ``patience``: seconds to wait for a place in the queue instead of being rejected.
        ``place``: one that was kept for it.

        Raises ``Refusal`` (503, 504), and the engine's exceptions.
        """
        engine = self.engine
        asked = perf_counter()
        stop = Event()

        def work() -> Timed:
            began = perf_counter()
            with contained():
                report = engine.score(request, should_continue=lambda: not stop.is_set())
            return Timed(report=report, waited=began - asked, took=perf_counter() - began)

        size = _size(request)
        timed = await self._pool.run(
            work,
            size=size + _OVERHEAD,
            is_long=size > LONG,
            on_turn=on_turn,
            stop=stop.set,
            patience=patience,
            place=place,
        )
        add_timing(timed.waited, timed.took)
        metrics.SCORE_SECONDS.observe(timed.took)
        metrics.WAIT_SECONDS.observe(timed.waited)
        metrics.CHARACTERS.inc(timed.report.document.characters)
        metrics.WORDS.inc(timed.report.document.words)
        self._sample.take()
        return timed

    def _load(self) -> ScoringEngine:
        began = perf_counter()
        with contained():
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


def _size(request: ScoreRequest) -> int:
    return len(request.text or request.html or "")
