"""Clients that are slow, stop half-way or go away: nothing waits for them for ever."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from patience import PATIENCE, wait_until
from service_fakes import ENDLESS
from service_hold import Hold
from service_process import FAKE, Service
from service_stream import LineStream

from service.settings import Settings

WAIT = 0.5
"""Seconds that an impatient service waits for a request. What must come in time is not sent to it,
as the machine may be busy."""
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def impatient() -> Iterator[Service]:
    with Service(FAKE, COPYDESK_DRAIN=0, COPYDESK_CLIENT_WAIT=WAIT) as running:
        yield running


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """One slot, one place before it; a client has all the time it wants."""
    settings: dict[str, Any] = {
        "COPYDESK_IN_FLIGHT": 1,
        "COPYDESK_QUEUE": 1,
        "COPYDESK_QUEUE_WAIT": 60,
    }
    with Service(FAKE, COPYDESK_DRAIN=0, COPYDESK_CLIENT_WAIT=600, **settings) as running:
        yield running


def begin(service: Service, body: bytes, *, length: int | None = None) -> socket.socket:
    """Send a request of which ``body`` is there so far."""
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)
    connection.sendall(
        b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        b"Content-Length: %d\r\n\r\n" % (len(body) if length is None else length) + body
    )
    return connection


def read_all(connection: socket.socket) -> bytes:
    """Return all that comes until the service closes the connection."""
    found = b""
    try:
        while chunk := connection.recv(65536):
            found += chunk
    except ConnectionResetError:
        pass
    connection.close()
    return found


def article(name: str = "") -> bytes:
    return json.dumps({"text": "The mayor said so.", "id": name}).encode()


def metric(service: Service, name: str) -> float:
    lines = httpx.get(f"{service.url}/metrics").text.splitlines()
    return float(next(line for line in lines if line.startswith(f"{name} ")).split()[1])


def wait_for(service: Service, name: str, value: float) -> None:
    wait_until(lambda: metric(service, name) == value)


def score(service: Service) -> httpx.Response:
    return httpx.post(f"{service.url}/v1/score", content=article(), headers=JSON, timeout=PATIENCE)


def test_half_a_body_is_given_up(impatient: Service) -> None:
    """408 as a problem when the time is up and not before, and the connection is closed."""
    began = time.monotonic()
    answer = read_all(begin(impatient, b'{"text": "The', length=100))
    assert WAIT <= time.monotonic() - began < Settings().client_wait
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["type"] == "urn:copydesk:problem:body-too-slow"


def test_a_body_that_drips_is_given_up(impatient: Service) -> None:
    """The time is that of the whole body: a byte now and then does not renew it."""
    connection = begin(impatient, b"", length=1_000_000)
    answers: list[bytes] = []
    reader = threading.Thread(target=lambda: answers.append(read_all(connection)))
    reader.start()
    began = time.monotonic()
    try:
        while reader.is_alive() and time.monotonic() - began < PATIENCE:
            connection.sendall(b" ")
            reader.join(WAIT / 10)
    except OSError:
        pass
    reader.join(PATIENCE)
    assert answers[0].startswith(b"HTTP/1.1 408 ")


def test_half_a_header_is_given_up(impatient: Service) -> None:
    """The connection is closed."""
    connection = socket.create_connection(("127.0.0.1", impatient.port), timeout=PATIENCE)
    began = time.monotonic()
    connection.sendall(b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-")
    read_all(connection)
    assert time.monotonic() - began < Settings().client_wait


@pytest.mark.parametrize("path", ["/v1/score", "/v1/score/batch", "/v1/cms/ninjs"])
@pytest.mark.parametrize(
    "body", [b"Content-Length: 99\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n5\r\n{  "]
)
def test_a_body_that_breaks_off_is_no_failure_of_ours(
    service: Service, path: str, body: bytes
) -> None:
    """A client that goes away in the midst of it is not counted among 500s, which page somebody."""
    before = len(requests(service, path))
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)
    connection.sendall(head(path) + body)
    wait_for(
        service, "copydesk_body_bytes", float(body.count(b"{")) * (3 if b"chunk" in body else 1)
    )
    connection.close()
    wait_until(lambda: len(requests(service, path)) > before)
    assert [one["status"] for one in requests(service, path)[before:]] == [499]
    assert not metrics_of(service, 'status_code="500"')
    assert '"unexpected_error"' not in service.log


@pytest.mark.parametrize("path", ["/v1/score", "/v1/score/batch", "/v1/cms/ninjs"])
def test_malformed_chunks_are_the_clients_mistake(service: Service, path: str) -> None:
    """400, as for anything else that is not HTTP."""
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)
    connection.sendall(head(path) + b"Transfer-Encoding: chunked\r\n\r\nno size\r\n{}\r\n")
    answer = read_all(connection)
    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"urn:copydesk:problem:malformed-request" in answer
    assert not metrics_of(service, 'status_code="500"')


def head(path: str) -> bytes:
    fields = "Host: localhost\r\nContent-Type: application/json\r\n"
    return f"POST {path} HTTP/1.1\r\n{fields}".encode()


def requests(service: Service, route: str) -> list[dict[str, Any]]:
    lines = [json.loads(line) for line in service.log.splitlines()]
    route = route.replace("ninjs", "{name}")
    return [line for line in lines if line["event"] == "request" and line["route"] == route]


def metrics_of(service: Service, label: str) -> list[str]:
    return [line for line in httpx.get(f"{service.url}/metrics").text.splitlines() if label in line]


def test_many_half_bodies_are_given_up(impatient: Service) -> None:
    """Each of them, at the same time."""
    slow = [begin(impatient, b'{"text": "The', length=100) for _ in range(40)]
    for connection in slow:
        assert read_all(connection).startswith(b"HTTP/1.1 408 ")


def test_slow_clients_hold_no_slot(service: Service) -> None:
    """However many send half a body, the next article is scored while they are waited for."""
    slow = [begin(service, b'{"text": "The', length=100) for _ in range(40)]
    assert score(service).status_code == 200
    for connection in slow:
        connection.close()


def test_a_stream_may_pause(impatient: Service) -> None:
    """Lines may come with longer pauses than a body; what is not a line takes no slot."""
    with LineStream(impatient.port) as stream:
        stream.send({"text": "One.", "id": "1"})
        assert stream.read()["id"] == "1"
        time.sleep(2 * WAIT)  # the pause itself: nothing is waited for
        stream.send({"text": "Two.", "id": "2"})
        stream.end()
        assert [report["id"] for report in stream.read_all()] == ["2"]


def test_a_client_that_goes_away_gives_up_its_place(service: Service) -> None:
    """The next one has the place in the queue; the one that has a thread keeps it to its end."""
    with Hold() as hold, ThreadPoolExecutor(1) as threads:
        running = begin(service, article(hold.id))
        hold.begun()
        waiting = begin(service, article())
        wait_for(service, "copydesk_waiting", 1)
        assert score(service).status_code == 503
        waiting.close()
        wait_for(service, "copydesk_waiting", 0)
        assert metric(service, "copydesk_in_flight") == 1
        answer = threads.submit(score, service)
        wait_for(service, "copydesk_waiting", 1)
        hold.release()
        assert answer.result().status_code == 200
    assert b" 200 " in running.recv(100)
    running.close()


def test_a_client_that_goes_away_frees_its_slot(service: Service) -> None:
    """When the thread is done, if it cannot be stopped."""
    gone = '"status": 499'
    before = service.log.count(gone)
    with Hold() as hold:
        running = begin(service, article(hold.id))
        hold.begun()
        running.close()
        wait_until(lambda: service.log.count(gone) > before)
        assert metric(service, "copydesk_in_flight") == 1
    wait_for(service, "copydesk_in_flight", 0)
    assert score(service).status_code == 200


def test_work_is_stopped_when_its_client_goes_away(service: Service) -> None:
    """It would not end by itself."""
    running = begin(service, article(ENDLESS))
    wait_for(service, "copydesk_in_flight", 1)
    running.close()
    wait_for(service, "copydesk_in_flight", 0)


def test_work_that_takes_too_long_is_stopped() -> None:
    """504, and the slot is free for the next one."""
    with Service(FAKE, COPYDESK_DRAIN=0, COPYDESK_IN_FLIGHT=1, COPYDESK_TIMEOUT=1) as service:
        url = f"{service.url}/v1/score"
        endless = httpx.post(url, content=article(ENDLESS), headers=JSON, timeout=PATIENCE)
        assert endless.status_code == 504
        wait_for(service, "copydesk_in_flight", 0)
        assert score(service).status_code == 200
