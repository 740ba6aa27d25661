"""The scoring service: loads an engine, says when it is ready, scores on it, closes in order."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final, Protocol

from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from scoring.stopping import ShouldContinue, always
from service.settings import Settings

if TYPE_CHECKING:
    from scoring.calibration.profile import Profile
    from scoring.scorer import Registered
import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event
from time import perf_counter
from typing import Literal

from scoring.errors import CopydeskError
from service import problems
from service.guests import contained
from service.observability import metrics, timings
from service.observability.logs import describe, get_logger
from service.problems import Refusal
from service.scheduling.pool import Pool
from service.schemas import Wire

WARM_UP: Final = """\
The city council voted on Tuesday to repair the old bridge over the mill stream, and work may begin
in the spring, officials said.

"We have waited eleven years for this," said Mayor Ruth Adler, who chaired the meeting. "It was
about time."

The bridge was closed to lorries in 2019 after engineers found cracks in two of its arches. A report
by the county's works department put the cost at roughly $3.5 million, though a member of the
finance committee, who asked not to be named because the talks are private, said that it could rise.

According to the plan, one lane will stay open for buses. Shopkeepers on the north bank fear that
the work will keep customers away until Christmas.
"""


class ScoringEngine(Protocol):
    """``scoring.engine.Engine``, or a stand-in for it in a test."""

    @property
    def scorers(self) -> "Mapping[str, Registered]":
        """The scorers by name."""
        ...

    @property
    def profiles(self) -> "Mapping[str, Profile]":
        """The calibration profiles by name."""
        ...

    def score(
        self, request: ScoreRequest, /, *, should_continue: ShouldContinue = always
    ) -> Report:
        """Score one article, unless ``should_continue`` says no. Several threads may call it."""
        ...


EngineFactory = Callable[[], ScoringEngine]
"""Loads an engine. Slow: it reads the model."""


def load_engine(settings: Settings) -> ScoringEngine:
    """Load the engine that ``settings`` describe.

    Raises ``BadArtefact``, ``BadScorer``, ``BadProfile``, ``BadRule`` or ``BadRules``.
    """
    # Imported here, for spaCy and onnxruntime take a second and 150 MB that neither
    # ``copydesk --help`` nor the parent process of ``copydesk serve`` should pay.
    from scoring.engine import Engine  # noqa: PLC0415

    return Engine.load(
        model=settings.model,
        profiles=settings.profiles,
        rules=settings.rules,
        threads=settings.threads,
        cache_bytes=settings.window_cache_mb * 1024 * 1024,
        max_characters=settings.max_characters,
    )


State = Literal["loading", "ready", "failed", "closing"]

LONG: Final = 30_000
"""Characters, of text or HTML: longer than all but a few news articles; some .3 s of work."""

_OVERHEAD: Final = 500
"""Characters that take as long as what every article takes, however short."""

_LOG = get_logger("copydesk.scoring_service")


class Timed(Wire, frozen=True, kw_only=True):
    """A report, and the seconds it waited for a turn and took."""

    report: Report
    waited: float
    took: float


class ScoringService:
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
                problems.NOT_READY, "the model is still loading", headers={"Retry-After": "1"}
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

    def stop_accepting(self) -> None:
        """Be ready no more. Work is still taken: what sends it may not have heard of it yet."""
        self.state = "closing"
        metrics.READY.set(0)

    def refuse(self) -> None:
        """Be ready no more, and take no new work; what was taken is still done."""
        self.stop_accepting()
        self._pool.refuse()

    def refuse_if_full(self) -> None:
        """Raise ``Refusal`` (503) if an article that is not long would be refused at once now."""
        self._pool.refuse_if_full()

    def is_full(self, request: ScoreRequest) -> bool:
        """Would this article be refused for want of a place now?"""
        return self._pool.is_full(is_long=_size(request) > LONG)

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
            with contained():
                report = engine.score(request, should_continue=lambda: not stop.is_set())
            return Timed(report=report, waited=began - asked, took=perf_counter() - began)

        size = _size(request)
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
