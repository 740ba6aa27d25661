"""A marker in every place of a request, and then a search for it wherever it must not be.

The real service on a real server: its log, the bodies of its errors, its metrics, the spans that
it sends, and every file in the folder it works in. The same for the key, which every answer, the
reports too, must be without.
"""

import contextlib
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import marker_requests as requests
import pytest
from callback_receiver import CallbackReceiver, receiving
from marker_requests import CALLBACK_SECRET, MARKER, NAME, SECRET, Sent
from patience import wait_until
from service_hold import Hold
from service_process import FAKE, REAL, Service

from service.auth.clients import Key, Keys, digest_of, new_key

KEY = new_key()
KEYS = Keys(Key(name="newsroom", digest=digest_of(KEY)))
SECRETS = (KEY, SECRET, CALLBACK_SECRET)


class Ran(NamedTuple):
    """What is left of a service that was sent everything."""

    answers: list[tuple[Sent, httpx.Response]]
    log: str
    metrics: str
    spans: list[bytes]
    folder: Path


def send(service: Service, sent: list[Sent], *, key: str | None = KEY) -> list[httpx.Response]:
    """Send each over a connection of its own: a refused body's rest may end the connection."""
    answers = []
    for one in sent:
        headers = dict(one.get("headers", {}))
        if key and "authorization" not in headers:
            headers["authorization"] = f"Bearer {key}"
        with httpx.Client(base_url=service.url, timeout=60) as client:
            answers.append(client.request(**{**one, "headers": headers}))
    return answers


def cut_off(service: Service) -> None:
    """Begin to send an article, and go."""
    with socket.create_connection(("127.0.0.1", service.port)) as client:
        head = f"POST /v1/score?id={MARKER} HTTP/1.1\r\nHost: localhost\r\n"
        head += "Content-Type: text/plain\r\n"
        head += f"Authorization: Bearer {KEY}\r\nContent-Length: 5000\r\n\r\n{MARKER}"
        ended = service.log.count('"status": 499')
        client.sendall(head.encode())
    wait_until(lambda: service.log.count('"status": 499') > ended)


def malformed(service: Service) -> None:
    """What is no HTTP."""
    for raw in (
        f"{MARKER}\r\n\r\n",
        f"GET /{MARKER} HTTP/9.9\r\n\r\n",
        f"GET / HTTP/1.1\r\n{MARKER}",
    ):
        with socket.create_connection(("127.0.0.1", service.port)) as client:
            client.sendall(raw.encode())
            client.settimeout(1)  # the last is half a request, which is not answered
            with contextlib.suppress(OSError):
                client.recv(1000)


def run(target: str, folder: Path, collector: CallbackReceiver, play: Any, **settings: Any) -> Ran:
    traces: dict[str, Any] = {
        "OTEL_EXPORTER_OTLP_ENDPOINT": collector.url,
        "OTEL_BSP_SCHEDULE_DELAY": 200,
    }
    with Service(
        target,
        folder=folder,
        COPYDESK_DRAIN=0,
        COPYDESK_KEYS=KEYS,
        COPYDESK_LOG_LEVEL="debug",
        COPYDESK_TRACES="true",
        **traces,
        **settings,
    ) as service:
        answers = play(service)
        metrics = send(service, [requests.get("/metrics")])[0].text
        service.stop()
        assert service.wait() == 0
    spans = [delivery.body for delivery in collector.deliveries if delivery.path == "/v1/traces"]
    return Ran(answers, service.log, metrics, spans, folder)


@pytest.fixture(scope="module")
def collector() -> Iterator[CallbackReceiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture(scope="module")
def ran(collector: CallbackReceiver, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """The real engine, sent everything with the key, and some of it without."""
    settings = tmp_path_factory.mktemp("settings") / "cms.toml"
    systems = ("ghost", "superdesk", "wordpress", "ninjs", "newsarticle", "custom")
    secrets = "\n".join(f'[cms.{name}]\nsecret = "{SECRET}"' for name in systems)
    with receiving() as receiver:
        settings.write_text(
            f'[callback]\nallow = ["{receiver.url}/hooks"]\nnetworks = ["127.0.0.1/32"]\n'
            f'secret = "{CALLBACK_SECRET}"\nfirst_wait = 0.05\nattempts = 2\n{secrets}\n'
            'html = "entry.blocks.0.body"\ntitle = "entry.title"\nid = "entry.id"\n'
        )

        def play(service: Service) -> list[tuple[Sent, httpx.Response]]:
            groups = (
                requests.SCORED,
                requests.HEADERS,
                requests.PATHS,
                requests.REFUSED,
                requests.SYSTEMS,
                requests.NOT_SYSTEMS,
                [requests.ghost()],
                requests.called_back(receiver.url),
            )
            sent = [one for group in groups for one in group]
            answers = list(zip(sent, send(service, sent), strict=True))
            receiver.wait_for(2)
            receiver.statuses = [500, 400]
            failing = requests.called_back(receiver.url)[:1]
            answers += zip(failing, send(service, failing), strict=True)
            receiver.wait_for(4)
            strangers = requests.STRANGERS
            answers += zip(strangers, send(service, strangers, key=None), strict=True)
            cut_off(service)
            malformed(service)
            return answers

        folder = tmp_path_factory.mktemp("work")
        return run(REAL, folder, collector, play, COPYDESK_CMS=settings)


@pytest.fixture(scope="module")
def failed(collector: CallbackReceiver, tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """A stand-in for the engine that fails, is slow, and is asked too often."""

    def play(service: Service) -> list[tuple[Sent, httpx.Response]]:
        article = {"text": requests.SENTENCE, "title": MARKER}
        with Hold() as hold, ThreadPoolExecutor(1) as other:
            slow = requests.post("/v1/score", {**article, "id": hold.id})
            sitting = other.submit(send, service, [slow])
            hold.begun()
            sent = [requests.post("/v1/score", article)]
            sent += [requests.post("/v1/score/batch", [article])]
            answers = list(zip(sent, send(service, sent), strict=True))
            answers += zip([slow], sitting.result(), strict=True)
        idle = [requests.get("/metrics")]
        wait_until(lambda: "copydesk_in_flight 0.0" in send(service, idle)[0].text)
        failing = {**article, "id": "fail"}
        sent = [requests.post("/v1/score", failing), requests.post("/v1/score/batch", [failing])]
        sent += [requests.post("/v1/score", article)] * 8
        return answers + list(zip(sent, send(service, sent), strict=True))

    tight = {"IN_FLIGHT": 1, "QUEUE": 0, "QUEUE_WAIT": 0, "TIMEOUT": 2, "RATE_LIMIT": 9}
    settings = {f"COPYDESK_{name}": value for name, value in tight.items()}
    folder = tmp_path_factory.mktemp("work")
    return run(FAKE, folder, collector, play, **settings, COPYDESK_RATE_WINDOW=3600)


def test_every_status_was_seen(ran: Ran, failed: Ran) -> None:
    """Success and each kind of failure: else the search below would have nothing to find."""
    statuses = {answer.status_code for _, answer in (*ran.answers, *failed.answers)}
    assert statuses >= {
        200,
        201,
        202,
        400,
        401,
        403,
        404,
        405,
        406,
        413,
        415,
        422,
        429,
        500,
        503,
        504,
    }


def test_reports_do_repeat_the_article(ran: Ran) -> None:
    """The marker did get through: a report quotes what it was sent."""
    reports = [answer for _, answer in ran.answers[: len(requests.SCORED)]]
    assert [answer.status_code for answer in reports] == [200] * len(requests.SCORED)
    assert all(MARKER in answer.text for answer in reports)


def problems(answers: list[tuple[Sent, httpx.Response]]) -> list[tuple[Sent, str]]:
    """The errors: whole answers, and those in a batch's answer."""
    found = [(sent, answer.text) for sent, answer in answers if answer.status_code >= 400]
    for sent, answer in answers:
        if sent["url"] == "/v1/score/batch" and answer.status_code == 200:
            lines = answer.text.splitlines() if "ndjson" in answer.headers["content-type"] else ()
            items = [json.loads(line) for line in lines] or json.loads(answer.text)
            found += [(sent, json.dumps(item["error"])) for item in items if "error" in item]
    return found


def test_no_error_repeats_what_was_sent(ran: Ran, failed: Ran) -> None:
    """But a field's, an option's, a scorer's or a profile's name, to whoever sent it."""
    found = problems([*ran.answers, *failed.answers])
    assert len(found) > 60
    assert [sent for sent, text in found if MARKER.lower() in text.lower()] == []
    assert any(NAME in text for _, text in found)


def test_no_header_of_an_answer_repeats_what_was_sent(ran: Ran, failed: Ran) -> None:
    """Whether it succeeds or not."""
    for sent, answer in (*ran.answers, *failed.answers):
        assert MARKER.lower() not in str(answer.headers).lower(), sent


def test_the_log_has_a_line_for_each_request_and_none_of_their_words(ran: Ran, failed: Ran) -> None:
    """Down to debug, the server's own lines too."""
    for one in (ran, failed):
        lines = [json.loads(line) for line in one.log.splitlines()]
        assert sum(line["event"] == "request" for line in lines) > len(one.answers)
        assert MARKER.lower() not in one.log.lower()
        assert NAME.lower() not in one.log.lower()
    events = {json.loads(line)["event"] for line in (ran.log + failed.log).splitlines()}
    assert {"ready", "callback", "unexpected_error"} <= events


def test_a_line_says_what_an_operator_needs(ran: Ran) -> None:
    """Who by the key's name, what by the template, how much, how long."""
    lines = [json.loads(line) for line in ran.log.splitlines()]
    line = next(one for one in lines if one.get("route") == "/v1/score" and one["articles"])
    assert (line["method"], line["status"], line["key"]) == ("POST", 200, "newsroom")
    assert line["bytes_in"] > 100
    assert line["bytes_out"] > 1000
    assert 0 < line["score_ms"] <= line["total_ms"]
    assert line["queue_ms"] >= 0
    assert len(line["trace_id"]) == 32
    assert {one["route"] for one in lines if one["event"] == "request"} >= {
        "/v1/score/batch",
        "/v1/profiles/{name}",
        "/v1/cms/{name}",
        None,
    }


def test_no_metric_has_it(ran: Ran, failed: Ran) -> None:
    """No label is made of what was sent."""
    for one in (ran, failed):
        assert "copydesk_score_seconds_count" in one.metrics
        assert MARKER.lower() not in one.metrics.lower()
        assert NAME.lower() not in one.metrics.lower()


def test_no_span_has_it(ran: Ran, failed: Ran) -> None:
    """As they are sent: protobuf keeps text as it is."""
    for one in (ran, failed):
        sent = b"".join(one.spans)
        assert b"POST /v1/score" in sent
        assert MARKER.lower().encode() not in sent.lower()
        assert NAME.lower().encode() not in sent.lower()


def test_no_file_has_it(ran: Ran, failed: Ran) -> None:
    """Where the service works, and where it would put what is temporary."""
    for one in (ran, failed):
        for path in one.folder.rglob("*"):
            assert MARKER not in path.name
            if path.is_file():
                content = path.read_bytes()
                assert MARKER.encode() not in content, path
                assert not [secret for secret in SECRETS if secret.encode() in content], path


def test_no_secret_is_anywhere(ran: Ran, failed: Ran) -> None:
    """Not even in a report."""
    for one in (ran, failed):
        told = [one.log, one.metrics, *(answer.text for _, answer in one.answers)]
        told += [str(answer.headers) for _, answer in one.answers]
        told += [span.decode("latin-1") for span in one.spans]
        for text in told:
            assert not [secret for secret in SECRETS if secret in text]
            assert not [secret for secret in SECRETS if digest_of(secret).hex() in text]
