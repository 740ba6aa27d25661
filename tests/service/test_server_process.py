"""The service on a real server, over real sockets, around the stand-in for the engine."""

import json
import signal
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from patience import PATIENCE, wait_until
from service_hold import Hold
from service_process import Service, run_smoke_test

MARKER = "Zanzibar"
TEXT = {"content-type": "text/plain"}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service(COPYDESK_DRAIN=0, COPYDESK_IN_FLIGHT=2) as running:
        yield running


def later(url: str, **options: Any) -> tuple[threading.Thread, list[httpx.Response]]:
    """Post an article from another thread."""
    answers: list[httpx.Response] = []

    def post() -> None:
        answers.append(httpx.post(f"{url}/v1/score", timeout=PATIENCE, **options))

    thread = threading.Thread(target=post)
    thread.start()
    return thread, answers


def test_an_article_is_scored(service: Service) -> None:
    """Four scores over the wire."""
    answer = httpx.post(f"{service.url}/v1/score", content=MARKER, headers=TEXT)
    assert answer.status_code == 200
    assert len(answer.json()["scores"]) == 4


def test_a_large_body_is_refused(service: Service) -> None:
    """413 where the length is known, and where it is not."""

    def chunks() -> Iterator[bytes]:
        for _ in range(20):
            yield b"Zanzibar " * 10_000

    whole = httpx.post(f"{service.url}/v1/score", content=b"x" * 1_500_000, headers=TEXT)
    chunked = httpx.post(f"{service.url}/v1/score", content=chunks(), headers=TEXT)
    assert (whole.status_code, chunked.status_code) == (413, 413)


def test_head_has_no_body(service: Service) -> None:
    """Not even on the wire: the connection can be used again."""
    with httpx.Client(base_url=service.url) as client:
        assert client.head("/v1/scorers").headers["content-length"] != "0"
        assert client.get("/health/live").status_code == 200


def test_alive_while_every_slot_is_busy(service: Service) -> None:
    """A probe is answered while articles are being scored, and waits for none of them."""
    with Hold() as hold:
        articles = [later(service.url, json={"text": MARKER, "id": hold.id}) for _ in range(2)]
        hold.begun(2)
        assert httpx.get(f"{service.url}/health/live", timeout=PATIENCE).status_code == 200
        assert not any(answers for _, answers in articles)
    for thread, answers in articles:
        thread.join()
        assert answers[0].status_code == 200


def test_the_log_is_json_without_articles() -> None:
    """Every line that the process writes, also the server's own, and after a defect."""
    with Service(COPYDESK_DRAIN=0, COPYDESK_LOG_LEVEL="debug") as service:
        url = f"{service.url}/v1/score"
        for fields in ({}, {"id": "fail"}, {"offsets": MARKER}):
            httpx.post(url, json={"text": MARKER, "title": MARKER, **fields})
        httpx.post(url, content='{"text": "' + MARKER, headers={"content-type": "application/json"})
        service.stop()
        assert service.wait() == 0
    events = [json.loads(line)["event"] for line in service.log.splitlines()]
    assert events.count("request") >= 4
    assert "unexpected_error" in events
    assert MARKER not in service.log


def wait_for_log(service: Service, words: str) -> None:
    """Its lines come through a pipe, some time after the answer."""
    wait_until(lambda: words in service.log)


@pytest.mark.parametrize("name", ["fail", "exit", "interrupt", "cancel"])
def test_whatever_a_scorer_raises_is_one_articles_error(service: Service, name: str) -> None:
    """500, alone and in a batch; the service goes on, and the log has no word of the article."""
    broken = {"text": MARKER, "id": name}
    answer = httpx.post(f"{service.url}/v1/score", json=broken)
    assert answer.status_code == 500
    wait_for_log(service, answer.json()["request_id"])
    batch = httpx.post(f"{service.url}/v1/score/batch", json=[broken, {"text": "The mayor."}])
    assert ["error" in item for item in batch.json()] == [True, False]
    assert MARKER not in answer.text + batch.text + service.log


@pytest.mark.parametrize(
    ("name", "event"),
    [
        ("warn", "python_warning"),
        ("thread", "thread_error"),
        ("finalizer", "unraisable_error"),
        ("print", "printed"),
        ("log", "foreign_line"),
    ],
)
def test_what_would_be_printed_is_logged_without_its_text(
    service: Service, name: str, event: str
) -> None:
    """By kind and place: a warning, a plugin's own print or line of a log may quote, too."""
    answer = httpx.post(f"{service.url}/v1/score", json={"text": MARKER, "id": name})
    assert answer.status_code == 200
    wait_for_log(service, f'"{event}"')
    line = next(json.loads(one) for one in service.log.splitlines() if f'"{event}"' in one)
    assert "service_fake_app.py" in json.dumps(line)
    assert MARKER not in service.log


def status(service: Service, path: str) -> int:
    return httpx.get(service.url + path, timeout=PATIENCE).status_code


def is_closed(service: Service) -> bool:
    try:
        status(service, "/health/live")
    except httpx.TransportError:
        return True
    return False


@pytest.mark.parametrize("signal_", [signal.SIGTERM, signal.SIGINT])
def test_a_stop_is_orderly(signal_: signal.Signals) -> None:
    """Readiness falls; until the socket closes work is taken, and connections are sent away.

    A second signal closes it at once. What was taken before is still done.
    """

    with Service(COPYDESK_DRAIN=300, COPYDESK_IN_FLIGHT=2) as service, Hold() as hold:
        thread, answers = later(service.url, json={"text": MARKER, "id": hold.id})
        hold.begun()
        service.process.send_signal(signal_)
        wait_until(lambda: status(service, "/health/ready") == 503)
        assert status(service, "/health/live") == 200
        late = httpx.post(f"{service.url}/v1/score", content=MARKER, headers=TEXT, timeout=PATIENCE)
        assert (late.status_code, late.headers["connection"]) == (200, "close")
        service.process.send_signal(signal_)
        wait_until(lambda: is_closed(service))
        assert answers == []
        hold.release()
        assert service.wait() == 0
        thread.join()
    assert answers[0].status_code == 200


def test_two_workers_stop_and_count_together() -> None:
    """Several processes: metrics of all of them, and an end of all of them after the drain."""
    with Service(COPYDESK_DRAIN=0.2, COPYDESK_WORKERS=2) as service:
        for _ in range(8):
            httpx.post(f"{service.url}/v1/score", content=MARKER, headers=TEXT)
        metrics = httpx.get(f"{service.url}/metrics").text
        service.stop()
        assert service.wait() == 0
    counted = [line for line in metrics.splitlines() if line.startswith("copydesk_score_seconds_c")]
    assert [line.split()[-1] for line in counted] == ["8.0"]


def test_nothing_is_imported_from_the_folder_it_is_started_in(tmp_path: Path) -> None:
    """Whoever can put a file there could have their code run."""
    for name in ("service_fake_app", "spacy", "onnxruntime"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported from here')\n")
    with Service(COPYDESK_DRAIN=0, folder=tmp_path) as service:
        assert httpx.get(f"{service.url}/health/ready").status_code == 200


def test_a_service_that_cannot_load_ends() -> None:
    """Status 1, and a line in the log that says why."""
    service = Service(FAKE_ENGINE="broken")
    assert service.wait() == 1
    assert "the model is not the one its manifest names" in service.log


def test_the_smoke_test_passes(service: Service) -> None:
    """The script that a newsroom runs."""
    done = run_smoke_test(service)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("smoke: passed\n")
