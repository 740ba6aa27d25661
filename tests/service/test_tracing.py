"""Traces: a span for each request and its articles, and nothing of a stranger's in them."""

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from opentelemetry.sdk.trace import ReadableSpan, TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from opentelemetry.trace import SpanKind, StatusCode
from service_fakes import FakeEngine, wait_until_ready

from scoring.report.request import ScoreRequest
from service.app import create_app
from service.observability.spans import ARTICLES, Traces
from service.observability.tracing import Untraced, open_tracing
from service.scheduling.service import ScoringService
from service.settings import Settings, read_settings

MARKER = "Zanzibar"
PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
ARTICLE = {"text": f"The mayor said so in {MARKER}.", "title": MARKER}


@pytest.fixture
def exporter() -> Iterator[InMemorySpanExporter]:
    opened = InMemorySpanExporter()
    yield opened
    opened.clear()


def spans_of(exporter: InMemorySpanExporter, *requests: dict[str, Any]) -> list[ReadableSpan]:
    """Send requests to a traced application, and return its spans as they ended."""

    def act(request: ScoreRequest) -> None:
        if request.id == "fail":
            raise ValueError(request.text)

    async def run() -> None:
        provider = TracerProvider()
        provider.add_span_processor(SimpleSpanProcessor(exporter))
        tracing = Traces(provider)
        scoring_service = ScoringService(lambda: FakeEngine(act), Settings())
        app: Any = create_app(scoring_service, Settings(), tracing=tracing)
        transport = httpx.ASGITransport(app)
        async with (
            scoring_service.open(),
            httpx.AsyncClient(transport=transport, base_url="http://localhost") as http,
        ):
            await wait_until_ready(scoring_service)
            for request in requests:
                await http.request(**request)
        tracing.close()

    asyncio.run(run())
    return list(exporter.get_finished_spans())


def post(path: str = "/v1/score", **options: Any) -> dict[str, Any]:
    return {"method": "POST", "url": path, **options}


def test_a_request_has_a_span_with_its_stages(exporter: InMemorySpanExporter) -> None:
    """The wait, the scoring, and the request around them."""
    queue, score, request = spans_of(exporter, post(json=ARTICLE))
    assert [span.name for span in (queue, score, request)] == ["queue", "score", "POST /v1/score"]
    assert request.kind is SpanKind.SERVER
    assert request.attributes == {
        "http.request.method": "POST",
        "http.route": "/v1/score",
        "http.response.status_code": 200,
    }
    for stage in (queue, score):
        assert stage.parent is not None
        assert stage.parent.span_id == request.context.span_id
        assert not stage.attributes
    assert queue.end_time == score.start_time
    times = [span.start_time or 0 for span in (request, queue, score)]
    assert sorted(times) == times
    assert (score.end_time or 0) <= (request.end_time or 0)


def test_a_callers_trace_goes_on(exporter: InMemorySpanExporter) -> None:
    """Its id is taken; what else it says of the trace is not."""
    headers = {"traceparent": PARENT, "tracestate": f"v={MARKER}", "baggage": f"title={MARKER}"}
    request = spans_of(exporter, post(json=ARTICLE, headers=headers))[-1]
    assert f"{request.context.trace_id:032x}" == PARENT.split("-")[1]
    assert request.parent is not None
    assert f"{request.parent.span_id:016x}" == PARENT.split("-")[2]
    assert MARKER not in exported(exporter)


@pytest.mark.parametrize(
    "parent", [MARKER, PARENT + MARKER, "00-" + "0" * 32 + "-b7ad6b7169203331-01"]
)
def test_a_trace_that_is_none_is_begun_anew(exporter: InMemorySpanExporter, parent: str) -> None:
    """A header of another shape is not read."""
    request = spans_of(exporter, post(json=ARTICLE, headers={"traceparent": parent}))[-1]
    assert request.parent is None


def exported(exporter: InMemorySpanExporter) -> str:
    return "".join(span.to_json() + repr(span.context) for span in exporter.get_finished_spans())


def test_nothing_of_a_stranger_is_in_a_span(exporter: InMemorySpanExporter) -> None:
    """Whatever is sent, wherever, and whatever comes of it."""
    headers = {"user-agent": MARKER, "x-request-id": MARKER, "referer": f"http://{MARKER}/"}
    found = spans_of(
        exporter,
        post(json=ARTICLE, headers=headers),
        post(json={**ARTICLE, "id": "fail"}),
        post(json={MARKER: 1}),
        post(f"/v1/{MARKER}", json=ARTICLE),
        post(f"/v1/score?id={MARKER}", content=MARKER, headers={"content-type": "text/plain"}),
        {"method": MARKER.upper(), "url": "/v1/score"},
        {"method": "GET", "url": f"/v1/profiles/{MARKER}"},
    )
    requests = [span for span in found if span.kind is SpanKind.SERVER]
    assert [span.name for span in requests] == [
        "POST /v1/score",
        "POST /v1/score",
        "POST /v1/score",
        "POST",
        "POST /v1/score",
        "OTHER /v1/score",
        "GET /v1/profiles/{name}",
    ]
    assert requests[1].status.status_code is StatusCode.ERROR
    assert not requests[1].events
    assert MARKER.lower() not in exported(exporter).lower()


def test_a_batch_has_not_more_spans_than_it_may(exporter: InMemorySpanExporter) -> None:
    """A stream of articles goes on as long as it likes; its spans do not."""
    articles = [{"text": "The mayor said so."}] * (ARTICLES + 20)
    found = spans_of(exporter, post("/v1/score/batch", json=articles))
    assert len(found) == 2 * ARTICLES + 1


def test_traces_are_off_by_default() -> None:
    """Nothing is made and nothing is sent."""
    assert isinstance(open_tracing(wanted=read_settings({}).traces), Untraced)
