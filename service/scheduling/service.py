"""The scoring service: loads an engine, reports readiness, scores articles, and shuts
down in order.
"""

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
from service.observability import metrics
from service.observability.logs import describe, get_logger
from service.observability.tracing import add_timing
from service.problems import Refusal, contained
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
    """The interface of ``scoring.engine.Engine``, which tests replace."""

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
        """Score one article unless ``should_continue`` returns false. Safe to call from
        several threads.
        """
        ...


EngineFactory = Callable[[], ScoringEngine]
"""A function that loads an engine. It is slow, because it reads the model."""


def load_engine(settings: Settings) -> ScoringEngine:
    """Load the engine for ``settings``.

    Raises ``BadArtefact``, ``BadScorer``, ``BadProfile``, ``BadRule`` or ``BadRules``.
    """
    # Imported here, because spaCy and onnxruntime take a second and 150 MB, which neither
    # ``copydesk --help`` nor the parent process of ``copydesk serve`` needs.
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

    def refuse_if_full(self) -> None:
        """Raise ``Refusal`` (503) if a short article would be rejected at once."""
        self._pool.refuse_if_full()

    def is_full(self, request: ScoreRequest) -> bool:
        """Return whether this article would be rejected now because the queue is full."""
        return self._pool.is_full(is_long=_size(request) > LONG)

    async def score(
        self, request: ScoreRequest, *, on_turn: Callable[[], None] | None = None
    ) -> Timed:
        """Score one article in a thread. ``on_turn`` is called when a thread starts it.

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
            work, size=size + _OVERHEAD, is_long=size > LONG, on_turn=on_turn, stop=stop.set
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
