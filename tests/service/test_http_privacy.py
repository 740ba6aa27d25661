"""No word of an article in a log, whatever happens to it."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
from service_fakes import Client, FakeEngine

from scoring.report.request import ScoreRequest
from service.observability.logs import JsonFormatter

MARKER = "Zanzibar"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that any logger writes, down to debug, as the service writes it."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    logging.getLogger("httpx").setLevel(logging.WARNING)  # the client, not the service
    yield stream
    root.removeHandler(handler)
    root.setLevel(level)


def fail(request: ScoreRequest) -> None:
    try:
        raise KeyError(request.text)
    except KeyError as error:
        raise ValueError(f"cannot read {request.text}") from error


def test_no_article_text_is_logged(log: io.StringIO) -> None:
    """Scored, refused, malformed or fatal: the marker is in no line of the log."""
    with Client(FakeEngine()).open() as client:
        client.score(json={"text": MARKER, "title": MARKER})
        client.score(content=MARKER, headers={"content-type": "text/plain"}, params={"id": MARKER})
        client.score(json={"text": MARKER, "offsets": MARKER})
        client.score(content='{"text": "' + MARKER, headers={"content-type": "application/json"})
    with Client(FakeEngine(fail)).open() as client:
        client.score(json={"text": MARKER})
    lines = log.getvalue()
    assert lines.count('"event": "request"') == 5
    assert '"event": "unexpected_error"' in lines
    assert MARKER not in lines


def test_a_request_is_one_line_of_json(log: io.StringIO) -> None:
    """Method, the path's template, status, times, sizes and id."""
    with Client(FakeEngine()).open() as client:
        client.get("/v1/profiles/default?x=1", headers={"x-request-id": "a1"})
    line = next(
        json.loads(raw) for raw in log.getvalue().splitlines() if '"event": "request"' in raw
    )
    assert (line["method"], line["route"], line["status"]) == ("GET", "/v1/profiles/{name}", 200)
    assert (line["request_id"], line["level"]) == ("a1", "info")
    assert (line["key"], line["bytes_in"], line["articles"]) == (None, 0, 0)
    assert line["bytes_out"] > 100
    assert line["total_ms"] >= 0
    assert "path" not in line


def test_a_defect_is_logged_by_its_place(log: io.StringIO) -> None:
    """Type, cause and where it came from, so that it can be found."""
    with Client(FakeEngine(fail)).open() as client:
        client.score(json={"text": MARKER})
    line = next(json.loads(raw) for raw in log.getvalue().splitlines() if "unexpected_error" in raw)
    assert line["error"]["type"] == "builtins.ValueError"
    assert line["error"]["cause"]["type"] == "builtins.KeyError"
    assert any("test_http_privacy.py" in place for place in line["error"]["at"])
