"""What a worker needs of memory, whatever is sent: what the Kubernetes files ask for."""

import re
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from instance import Instance
from made_up import with_names
from patience import PATIENCE

DEPLOYMENT = Path(__file__).parents[2] / "deploy" / "kubernetes" / "deployment.yaml"
STREAMS = 300
CLIENTS = 16
LONGEST = 200_000
OPENING = (
    b"POST /v1/score/batch HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\n"
    b"Transfer-Encoding: chunked\r\n\r\n5\r\n\n\n\n\n\n\r\n"
)


def requested() -> float:
    """Return the megabytes that a pod asks for."""
    found = re.search(r"memory: (\d+)Mi", DEPLOYMENT.read_text(encoding="utf-8"))
    assert found is not None
    return int(found[1]) * 1024 * 1024 / 1e6


@contextmanager
def idle_streams(port: int) -> Iterator[None]:
    """Hold streams open that send nothing after their first bytes."""
    with ExitStack() as opened:
        for _ in range(STREAMS):
            address = ("127.0.0.1", port)
            stream = opened.enter_context(socket.create_connection(address, PATIENCE))
            stream.sendall(OPENING)
        yield


def send(port: int, number: int) -> int:
    """Send an article of the maximum length, and return the status."""
    text = with_names(number, words=LONGEST // 6)[:LONGEST]
    headers = {"Content-Type": "text/plain"}
    url = f"http://127.0.0.1:{port}/v1/score"
    return httpx.post(url, content=text.encode(), headers=headers, timeout=600).status_code


@pytest.mark.slow
def test_memory_stays_in_what_a_pod_asks_for() -> None:
    """With 300 idle streams and 16 clients that send the longest articles at the same time."""
    with (
        Instance(queue_wait=15, timeout=600, client_wait=600) as service,
        idle_streams(service.port),
        ThreadPoolExecutor(CLIENTS) as threads,
    ):
        statuses = list(threads.map(send, [service.port] * CLIENTS, range(CLIENTS)))
        assert set(statuses) <= {200, 503}
        assert statuses.count(200) >= 1
        assert service.resident() < requested()
