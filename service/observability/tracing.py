"""The timings of a request's articles, for its log line and its spans.

OpenTelemetry traces are off unless ``COPYDESK_TRACES`` is set: a span for each request, and in it
spans for each article's wait and scoring. No attribute contains article text or client input.
litestar's plugin, and the ASGI middleware below it, record the address with its query, the path and
the client. So ``service.observability.spans`` creates the spans instead.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Final, Protocol

from service.settings import BadSettings

Observe = Callable[[float, float], None]
"""Called for each scored article with the seconds that it waited and took."""


class Timings:
    """The total seconds over all articles of a request."""

    def __init__(self, observe: Observe | None = None) -> None:
        self.articles = 0
        self.waited = 0.0
        self.took = 0.0
        self._observe = observe

    def add(self, waited: float, took: float) -> None:
        """Add an article that has just been scored."""
        self.articles += 1
        self.waited += waited
        self.took += took
        if self._observe is not None:
            self._observe(waited, took)


_CURRENT: Final[ContextVar[Timings | None]] = ContextVar("timings", default=None)


def collect_timings(timings: Timings) -> None:
    """Collect in ``timings`` from here on, in this task and the tasks it starts."""
    _CURRENT.set(timings)


def add_timing(waited: float, took: float) -> None:
    """Add an article to the current request, if there is one."""
    timings = _CURRENT.get()
    if timings is not None:
        timings.add(waited, took)


RawHeaders = Iterable[tuple[bytes, bytes]]


class Span(Protocol):
    """A request's span. ``ids``: its ids for the log."""

    ids: dict[str, str]

    def article(self, waited: float, took: float) -> None:
        """Add an article that has just been scored."""
        ...

    def end(self, status: int) -> None:
        """End the span after the response."""
        ...


class Tracing(Protocol):
    """Creates spans."""

    def begin(self, method: str, route: str | None, headers: RawHeaders) -> Span:
        """Start a request's span."""
        ...

    def close(self) -> None:
        """Send the remaining spans."""
        ...


class Untraced:
    """Serves as tracing and as span when traces are off; does nothing."""

    def __init__(self) -> None:
        self.ids: dict[str, str] = {}

    def begin(self, method: str, route: str | None, headers: RawHeaders) -> Span:
        """Return itself."""
        del method, route, headers
        return self

    def article(self, waited: float, took: float) -> None:
        """Do nothing."""

    def end(self, status: int) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Do nothing."""


def open_tracing(*, wanted: bool) -> Tracing:
    """Return what creates spans and sends them by OTLP to the endpoint in the ``OTEL_*`` variables.

    Raises ``BadSettings`` if traces are on but the packages are not installed.
    """
    if not wanted:
        return Untraced()
    try:
        # Imported here: it is an extra, and a service without traces should not load it.
        from service.observability.spans import otlp  # noqa: PLC0415
    except ImportError:
        raise BadSettings(
            "COPYDESK_TRACES needs OpenTelemetry: install copydesk with the extra 'otel'"
        ) from None
    return otlp()
