"""Clients that are slow, stop half-way or go away: nothing waits for them for ever."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from service_fakes import ENDLESS
from service_process import FAKE, Service
from service_stream import LineStream

WAIT = 0.5
"""Seconds that the service waits for a body."""
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    settings: dict[str, Any] = {
        "COPYDESK_IN_FLIGHT": 1,
        "COPYDESK_QUEUE": 1,
        "COPYDESK_QUEUE_WAIT": 10,
    }
    with Service(FAKE, COPYDESK_DRAIN=0, COPYDESK_CLIENT_WAIT=WAIT, **settings) as running:
        yield running


def begin(service: Service, body: bytes, *, length: int | None = None) -> socket.socket:
    """Send a request of which ``body`` is there so far."""
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=5)
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


def article(seconds: float) -> bytes:
    return json.dumps({"text": "The mayor said so.", "id": f"slow:{seconds}"}).encode()


def article_until_stopped() -> bytes:
    return json.dumps({"text": "The mayor said so.", "id": ENDLESS}).encode()


def metric(service: Service, name: str) -> float:
    lines = httpx.get(f"{service.url}/metrics").text.splitlines()
    return float(next(line for line in lines if line.startswith(f"{name} ")).split()[1])


def wait_for(service: Service, name: str, value: float) -> None:
    deadline = time.monotonic() + 5
    while metric(service, name) != value:
        assert time.monotonic() < deadline, name
        time.sleep(0.01)


def test_half_a_body_is_given_up(service: Service) -> None:
    """408 as a problem when the time is up, and the connection is closed."""
    began = time.monotonic()
    answer = read_all(begin(service, b'{"text": "The', length=100))
    assert WAIT <= time.monotonic() - began < WAIT + 1
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["type"] == "urn:copydesk:problem:body-too-slow"


def test_a_body_that_drips_is_given_up(service: Service) -> None:
    """The time is that of the whole body: a byte now and then does not renew it."""
    connection = begin(service, b"", length=100)
    began = time.monotonic()
    answers: list[bytes] = []
    reader = threading.Thread(target=lambda: answers.append(read_all(connection)))
    reader.start()
    try:
        while reader.is_alive() and time.monotonic() - began < 5:
            connection.sendall(b" ")
            time.sleep(0.05)
    except OSError:
        pass
    reader.join(5)
    assert time.monotonic() - began < WAIT + 1
    assert answers[0].startswith(b"HTTP/1.1 408 ")


def test_half_a_header_is_given_up(service: Service) -> None:
    """The connection is closed."""
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=5)
    connection.sendall(b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-")
    began = time.monotonic()
    read_all(connection)
    assert time.monotonic() - began < WAIT + 1


@pytest.mark.parametrize("path", ["/v1/score", "/v1/score/batch", "/v1/cms/ninjs"])
@pytest.mark.parametrize(
    "body", [b"Content-Length: 99\r\n\r\n{", b"Transfer-Encoding: chunked\r\n\r\n5\r\n{  "]
)
def test_a_body_that_breaks_off_is_no_failure_of_ours(
    service: Service, path: str, body: bytes
) -> None:
    """A client that goes away in the midst of it is not counted among 500s, which page somebody."""
    before = len(requests(service, path))
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=5)
    connection.sendall(head(path) + body)
    wait_for(
        service, "copydesk_body_bytes", float(body.count(b"{")) * (3 if b"chunk" in body else 1)
    )
    connection.close()
    while len(requests(service, path)) == before:
        time.sleep(0.01)
    assert [one["status"] for one in requests(service, path)[before:]] == [499]
    assert not metrics_of(service, 'status_code="500"')
    assert '"unexpected_error"' not in service.log


@pytest.mark.parametrize("path", ["/v1/score", "/v1/score/batch", "/v1/cms/ninjs"])
def test_malformed_chunks_are_the_clients_mistake(service: Service, path: str) -> None:
    """400, as for anything else that is not HTTP."""
    connection = socket.create_connection(("127.0.0.1", service.port), timeout=5)
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


def test_slow_clients_hold_no_slot(service: Service) -> None:
    """However many send half a body, the next article is scored at once."""
    slow = [begin(service, b'{"text": "The', length=100) for _ in range(40)]
    began = time.monotonic()
    answer = httpx.post(f"{service.url}/v1/score", json={"text": "The mayor said so."})
    assert answer.status_code == 200
    assert time.monotonic() - began < WAIT
    for connection in slow:
        assert read_all(connection).startswith(b"HTTP/1.1 408 ")


def test_a_stream_may_pause(service: Service) -> None:
    """Lines may come with longer pauses; what is not a line takes no slot."""
    with LineStream(service.port) as stream:
        stream.send({"text": "One.", "id": "1"})
        assert stream.read()["id"] == "1"
        time.sleep(2 * WAIT)
        stream.send({"text": "Two.", "id": "2"})
        stream.end()
        assert [report["id"] for report in stream.read_all()] == ["2"]


def test_a_client_that_goes_away_gives_up_its_place(service: Service) -> None:
    """The next one has the place in the queue; the one that has a thread keeps it to its end."""
    running = begin(service, article(1.0))
    wait_for(service, "copydesk_in_flight", 1)
    waiting = begin(service, article(0))
    wait_for(service, "copydesk_waiting", 1)
    full = httpx.post(f"{service.url}/v1/score", content=article(0), headers=JSON)
    assert full.status_code == 503
    waiting.close()
    wait_for(service, "copydesk_waiting", 0)
    assert metric(service, "copydesk_in_flight") == 1
    answer = httpx.post(f"{service.url}/v1/score", content=article(0), headers=JSON, timeout=5)
    assert answer.status_code == 200
    assert b" 200 " in running.recv(100)
    running.close()


def test_a_client_that_goes_away_frees_its_slot(service: Service) -> None:
    """When the thread is done, if it cannot be stopped."""
    running = begin(service, article(0.5))
    wait_for(service, "copydesk_in_flight", 1)
    running.close()
    wait_for(service, "copydesk_in_flight", 0)
    answer = httpx.post(f"{service.url}/v1/score", content=article(0), headers=JSON)
    assert answer.status_code == 200


def test_work_is_stopped_when_its_client_goes_away(service: Service) -> None:
    """It would not end by itself."""
    running = begin(service, article_until_stopped())
    wait_for(service, "copydesk_in_flight", 1)
    running.close()
    wait_for(service, "copydesk_in_flight", 0)


def test_work_that_takes_too_long_is_stopped() -> None:
    """504, and the slot is free for the next one."""
    with Service(FAKE, COPYDESK_DRAIN=0, COPYDESK_IN_FLIGHT=1, COPYDESK_TIMEOUT=1) as service:
        url = f"{service.url}/v1/score"
        assert httpx.post(url, content=article_until_stopped(), headers=JSON).status_code == 504
        wait_for(service, "copydesk_in_flight", 0)
        assert httpx.post(url, content=article(0), headers=JSON).status_code == 200
