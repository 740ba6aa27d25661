"""Connections that say nothing, or take nothing, keep nobody out for long."""

import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from patience import PATIENCE
from service_process import Service
from service_stream import LineStream

from service.middleware.connections import ConnectionWatch
from service.observability import metrics
from service.server import connection_limit, raise_file_limit
from service.settings import BadSettings, Settings

PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS_FRAME = b"\0\0\0\x04\0\0\0\0\0"
LIMIT = 16


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service(COPYDESK_DRAIN=0, COPYDESK_CONNECTIONS=LIMIT, COPYDESK_CLIENT_WAIT=1) as running:
        yield running


@contextmanager
def connections(service: Service, number: int, first: bytes) -> Iterator[None]:
    """Connect, say ``first`` and no more, and stay."""
    with ExitStack() as stack:
        for _ in range(number):
            one = socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)
            stack.enter_context(one)
            one.sendall(first)
        yield


@pytest.mark.parametrize(
    "first",
    [b"", b"GET /he", PREFACE[:9], PREFACE + SETTINGS_FRAME],
    ids=["silent", "half a request", "half a preface", "HTTP/2 without a request"],
)
def test_connections_that_ask_nothing_lock_nobody_out(service: Service, first: bytes) -> None:
    """More than there may be, all of which stay: the next one is answered all the same."""
    with connections(service, 2 * LIMIT, first):
        answer = httpx.get(f"{service.url}/health/live", timeout=PATIENCE)
    assert answer.status_code == 200


def test_an_operator_sees_that_connections_ran_out(service: Service) -> None:
    """A line in the log, and a metric that stays."""
    deadline = time.monotonic() + PATIENCE
    while '"connections_exhausted"' not in service.log:
        assert time.monotonic() < deadline
        with connections(service, 2 * LIMIT, b""):
            time.sleep(0.5)
    told = read_metrics(service)
    assert told["copydesk_connections_limit"] == LIMIT
    assert told["copydesk_connections_exhausted_total"] >= 1


def test_a_client_that_takes_no_answer_is_left() -> None:
    """Its connection ends although it stays: for ten times the wait it took nothing."""
    with Service(COPYDESK_DRAIN=0, COPYDESK_CLIENT_WAIT=0.3) as service:
        while not is_watched(service):
            pass
        with LineStream(service.port) as stream, pytest.raises(ConnectionError):
            send_for_ever(stream)


def send_for_ever(stream: LineStream) -> None:
    while True:
        stream.send({"text": "The mayor said so. " * 500, "id": "x" * 500_000})


def is_watched(service: Service) -> bool:
    """Has the watch looked? What a busy machine reads later than the client wait is cut off."""
    try:
        return read_metrics(service)["copydesk_connections"] >= 1
    except httpx.RemoteProtocolError:
        return False


def read_metrics(service: Service) -> dict[str, float]:
    """Return what has no label."""
    lines = httpx.get(f"{service.url}/metrics", timeout=PATIENCE).text.splitlines()
    return {
        name: float(value)
        for name, _, value in (line.partition(" ") for line in lines if "{" not in line)
        if name.startswith("copydesk_connections")
    }


def test_the_watch_says_once_that_nothing_is_left() -> None:
    """And once that there is room again."""
    held = iter([3, 5, 3 + LIMIT, 4 + LIMIT, 3, 3 + LIMIT])
    before = metrics.CONNECTIONS_EXHAUSTED._value.get()
    watch = ConnectionWatch(LIMIT, lambda: next(held))
    seen = []
    for _ in range(5):
        watch.look()
        seen.append((metrics.CONNECTIONS._value.get(), metrics.CONNECTIONS_EXHAUSTED._value.get()))
    assert [one[0] for one in seen] == [2, LIMIT, LIMIT, 0, LIMIT]
    assert [one[1] - before for one in seen] == [0, 1, 1, 1, 2]


@pytest.mark.parametrize(
    ("files", "workers", "limit"),
    [((4096, 4096), 1, 2048), ((1024, 1024), 1, 768), ((128, 128), 1, 64), ((4096, 4096), 2, 1024)],
)
def test_connections_fit_the_limit_of_open_files(
    monkeypatch: pytest.MonkeyPatch, files: tuple[int, int], workers: int, limit: int
) -> None:
    """The model, callbacks and the rest keep their share of it."""
    monkeypatch.setattr(resource, "getrlimit", lambda _: files)
    assert connection_limit(Settings(workers=workers)) == limit


def test_a_limit_that_leaves_nothing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the start, rather than as a service that nobody gets into."""
    monkeypatch.setattr(resource, "getrlimit", lambda _: (48, 48))
    with pytest.raises(BadSettings, match="ulimit -n"):
        connection_limit(Settings())


@pytest.mark.parametrize(("hard", "raised"), [(524_288, 2304), (1500, 1500), (-1, 2304)])
def test_a_low_soft_limit_is_raised(
    monkeypatch: pytest.MonkeyPatch, hard: int, raised: int
) -> None:
    """As far as the hard one allows: systemd's 1,024 is one for programs that use select."""
    told = []
    monkeypatch.setattr(resource, "getrlimit", lambda _: (1024, hard))
    monkeypatch.setattr(resource, "setrlimit", lambda _, limits: told.append(limits))
    raise_file_limit(Settings())
    assert told == [(raised, hard)]


def test_it_serves_with_few_files() -> None:
    """64 files hold a service and 16 connections; what is beyond waits and is answered."""
    few = ("sh", "-c", 'ulimit -n 64; exec "$@"', "sh")
    with Service(COPYDESK_DRAIN=0, COPYDESK_CLIENT_WAIT=1, through=few) as service:
        with connections(service, 40, b""):
            answer = httpx.get(f"{service.url}/health/live", timeout=PATIENCE)
        assert answer.status_code == 200
        assert "Too many open files" not in service.log
