"""Bytes that no client sends: requests inside requests, headers without end, odd methods."""

import re
import socket
from collections.abc import Iterator
from contextlib import suppress
from typing import Final

import httpx
import pytest
from patience import STEP
from service_process import Service

MARKER: Final = "Zanzibar"
BODY: Final = b'{"text": "The mayor said so."}'
LENGTH: Final = f"Content-Length: {len(BODY)}".encode()
CHUNK: Final = b"%x\r\n%s\r\n" % (len(BODY), BODY)
CHUNKS: Final = CHUNK + b"0\r\n\r\n"
CHUNKED: Final = b"Transfer-Encoding: chunked"
SMUGGLED: Final = b"GET /v1/scorers HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service(COPYDESK_DRAIN=0) as running:
        yield running
    assert MARKER not in running.log
    assert "Traceback" not in running.log
    assert '"status": 500' not in running.log


def exchange(service: Service, sent: bytes) -> bytes:
    """Return all that is answered until the service closes the connection."""
    with socket.create_connection(("127.0.0.1", service.port), timeout=STEP) as connection:
        answered = b""
        with suppress(ConnectionError):
            connection.sendall(sent)
        with suppress(ConnectionError):
            while piece := connection.recv(1 << 16):
                answered += piece
        return answered


def statuses(answered: bytes) -> list[int]:
    """Return the final statuses of the answers."""
    found = re.findall(rb"HTTP/1\.[01] ([2-5]\d\d) ", answered)
    return [int(status) for status in found]


def post(*headers: bytes, body: bytes = BODY, line: bytes = b"POST /v1/score HTTP/1.1") -> bytes:
    """Return a request. The connection ends with its answer."""
    given = (b"Host: localhost", b"Content-Type: application/json", b"Connection: close", *headers)
    return b"\r\n".join((line, *given, b"", body))


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (post(LENGTH), 200),
        (post(LENGTH, CHUNKED, body=CHUNKS + SMUGGLED), 200),
        (post(CHUNKED, b"Content-Length: 3", body=CHUNKS + SMUGGLED), 200),
        (post(b"Transfer-Encoding: xchunked", LENGTH), 400),
        (post(b"Transfer-Encoding : chunked", LENGTH), 400),
        (post(b"Transfer-Encoding: \x0bchunked", LENGTH), 400),
        (post(b"Transfer-Encoding: chunked, chunked", body=CHUNKS), 400),
        (post(b"Transfer-Encoding: chunked, identity", body=CHUNKS), 400),
        (post(CHUNKED, body=CHUNKS, line=b"POST /v1/score HTTP/1.0"), 400),
        (post(LENGTH, b"Content-Length: 2"), 400),
        (post(LENGTH + b", 2"), 400),
        (post(b"Content-Length: +30"), 400),
        (post(b"Content-Length: -1"), 400),
        (post(b"Content-Length: 0x1e"), 400),
        (post(b"Content-Length: " + b"9" * 30), 400),
        (post(b"X: a\r\n Transfer-Encoding: chunked", LENGTH), 400),
        (post(b"X: a\rTransfer-Encoding: chunked", LENGTH), 400),
        (post(b"X: a\0b", LENGTH), 400),
        (post(CHUNKED, body=b"0x1e\r\n" + BODY + b"\r\n0\r\n\r\n"), 400),
        (post(CHUNKED, body=b"f" * 18 + b"\r\n" + CHUNKS), 400),
        (post(CHUNKED, body=b"-1e\r\n" + BODY + b"\r\n0\r\n\r\n"), 400),
        (post(CHUNKED, body=b"1e;a\nb\r\n" + BODY + b"\r\n0\r\n\r\n"), 400),
        (post(CHUNKED, body=b"1e;" + b"a" * 200_000 + b"\r\n" + BODY + b"\r\n0\r\n\r\n"), 400),
        (post(CHUNKED, body=CHUNK[:-2] + b"XX0\r\n\r\n"), 400),
        (post(CHUNKED, body=CHUNK + b"0\r\n" + b"X: a\r\n" * 50_000 + b"\r\n"), 400),
        (post(CHUNKED, body=CHUNK + b"0\r\nHost: elsewhere.example\r\n\r\n"), 200),
        (post(*(b"X-%d: a" % number for number in range(4000))), 431),
        (post(b"X: " + b"a" * 131_072), 431),
        (post(line=b"POST /" + b"a" * 131_072 + b" HTTP/1.1"), 431),
        (b"GET /\r\n\r\n", 400),
        (post(line=b"GET / HTTP/2.0"), 400),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400),
        (post(line=b"GE\x01T / HTTP/1.1"), 400),
        (post(line=b"GET /web/\xff HTTP/1.1"), 400),
        (post(line=b"GET /%ff%fe HTTP/1.1"), 404),
        (post(line=b"GET /web/../../etc/passwd HTTP/1.1"), 404),
        (post(line=b"GET /web/..%2f..%2fsettings.py HTTP/1.1"), 404),
        (post(line=b"GET /web/..%5csettings.py HTTP/1.1"), 404),
        (post(line=b"GET /web/main.js%00 HTTP/1.1"), 404),
        (post(line=b"GET /schema/assets/%2e%2e/index.html HTTP/1.1"), 404),
        (post(line=b"OPTIONS * HTTP/1.1"), 404),
        (post(line=b"CONNECT localhost:22 HTTP/1.1"), 405),
        (post(b"Upgrade: websocket", line=b"GET /v1/score HTTP/1.1"), 405),
        (post(LENGTH, line=b"POST /v1/score?" + b"a=1&" * 15_000 + b" HTTP/1.1"), 422),
        (post(LENGTH, line=b"POST /v1/score?" + b"scorers=a&" * 6000 + b" HTTP/1.1"), 422),
    ],
)  # fmt: skip
def test_one_request_has_one_answer(service: Service, sent: bytes, status: int) -> None:
    """What a proxy may take for the end of one is never the beginning of another."""
    answered = exchange(service, sent)
    assert statuses(answered) == [status]
    assert len(answered) < 8000
    assert httpx.get(f"{service.url}/health/live").status_code == 200


def test_a_header_line_does_not_come_back(service: Service) -> None:
    """Not from TRACE, which would, nor in an answer's header by a line break in the path."""
    trace = post(b"X-Secret: " + MARKER.encode(), line=b"TRACE /v1/score HTTP/1.1")
    answered = exchange(service, trace)
    assert statuses(answered) == [405]
    assert MARKER.encode() not in answered
    answered = exchange(service, post(line=b"GET /%0d%0aX-Evil:%20yes HTTP/1.1"))
    assert statuses(answered) == [404]
    assert b"evil" not in answered.lower()


def test_no_client_adds_to_the_metrics(service: Service) -> None:
    """Whatever it calls its methods, its paths, its systems and its ids."""

    def count() -> int:
        metrics = httpx.get(f"{service.url}/metrics").text
        assert MARKER not in metrics
        return len(metrics.splitlines())

    def call(number: int) -> None:
        name = f"{MARKER}{number}".encode()
        exchange(service, post(line=name + b" /v1/score HTTP/1.1"))
        for path in (b"/" + name, b"/v1/cms/" + name, b"/web/" + name, b"/v1/score?x=" + name):
            exchange(service, post(b"X-Other: " + name, LENGTH, line=b"POST %s HTTP/1.1" % path))
        exchange(service, post(b"Accept: " + name, b"Host: " + name, LENGTH))

    for number in range(3):
        call(number)
    count()  # it is counted itself
    before = count()
    for number in range(3, 12):
        call(number)
    assert count() == before
