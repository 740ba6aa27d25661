"""Traces for OpenTelemetry, off unless ``COPYDESK_TRACES`` is set: a span for each request, and in
it one for each article's wait and its scoring. No attribute comes from an article or a stranger.

litestar's plugin, and the ASGI middleware under it, record the address with its query, the path
and the client; so the spans are made in ``service.observability.spans``.
"""

from collections.abc import Iterable
from typing import Protocol

from service.settings import BadSettings

RawHeaders = Iterable[tuple[bytes, bytes]]


class Span(Protocol):
    """A request's span. ``ids``: what the log says of it."""

    ids: dict[str, str]

    def article(self, waited: float, took: float) -> None:
        """An article was scored just now."""
        ...

    def end(self, status: int) -> None:
        """The request was answered."""
        ...


class Tracing(Protocol):
    """Makes spans."""

    def begin(self, method: str, route: str | None, headers: RawHeaders) -> Span:
        """Begin a request's span."""
        ...

    def close(self) -> None:
        """Send what is left."""
        ...


class Untraced:
    """Both a tracing and a span that do nothing."""

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
    """Return what makes spans, and sends them where the ``OTEL_*`` variables say, by OTLP.

    Raises ``BadSettings`` when they are wanted and the packages are not there.
    """
    if not wanted:
        return Untraced()
    try:
        # Imported here: an extra, and nothing that an untraced service should load.
        from service.observability.spans import otlp  # noqa: PLC0415
    except ImportError:
        raise BadSettings(
            "COPYDESK_TRACES needs OpenTelemetry: install copydesk with the extra 'otel'"
        ) from None
    return otlp()
