"""Spans with OpenTelemetry's SDK. Needs the extra ``otel``, and is imported only if traces are on.

A caller's ``traceparent`` is continued. Its ``tracestate`` and ``baggage`` are dropped, because
they may contain anything.
"""

import time
from collections.abc import Iterable
from typing import Final

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import Span as OtelSpan
from opentelemetry.trace import SpanKind, StatusCode, Tracer, set_span_in_context
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from scoring.version import VERSION

ARTICLES: Final = 100
"""Maximum number of articles per request that get spans; a batch can have any number."""

_NANOSECONDS: Final = 1_000_000_000
_TRACEPARENT: Final = b"traceparent"


def otlp() -> "Traces":
    """Return a tracer that exports spans in the background by OTLP over HTTP."""
    resource = Resource.create({"service.name": "copydesk", "service.version": VERSION})
    provider = TracerProvider(resource=resource)
    provider.add_span_processor(BatchSpanProcessor(OTLPSpanExporter()))
    return Traces(provider)


class Traces:
    """Creates spans with a provider's tracer."""

    def __init__(self, provider: TracerProvider) -> None:
        self._provider = provider
        self._tracer = provider.get_tracer("copydesk", VERSION)

    def begin(
        self, method: str, route: str | None, headers: Iterable[tuple[bytes, bytes]]
    ) -> "_RequestSpan":
        """Start a request's span, in the caller's trace if there is one."""
        parents = [v.decode("latin-1") for k, v in headers if k.lower() == _TRACEPARENT]
        carrier = {"traceparent": parents[0]} if len(parents) == 1 else {}
        attributes = {"http.request.method": "_OTHER" if method == "OTHER" else method}
        if route:
            attributes["http.route"] = route
        span = self._tracer.start_span(
            f"{method} {route}" if route else method,
            context=TraceContextTextMapPropagator().extract(carrier),
            kind=SpanKind.SERVER,
            attributes=attributes,
        )
        return _RequestSpan(self._tracer, span)

    def close(self) -> None:
        """Send the remaining spans."""
        self._provider.shutdown()


class _RequestSpan:
    def __init__(self, tracer: Tracer, span: OtelSpan) -> None:
        self._tracer = tracer
        self._span = span
        self._articles = 0
        self.ids = {"trace_id": f"{span.get_span_context().trace_id:032x}"}

    def article(self, waited: float, took: float) -> None:
        self._articles += 1
        if self._articles > ARTICLES:
            return
        ended = time.time_ns()
        began = ended - int(took * _NANOSECONDS)
        asked = began - int(waited * _NANOSECONDS)
        inside = set_span_in_context(self._span)
        for name, start, end in (("queue", asked, began), ("score", began, ended)):
            self._tracer.start_span(name, context=inside, start_time=start).end(end)

    def end(self, status: int) -> None:
        self._span.set_attribute("http.response.status_code", status)
        if status >= 500:
            self._span.set_status(StatusCode.ERROR)
        self._span.end()
