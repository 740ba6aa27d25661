"""What HTTP adds to the library: a request's time less what its Server-Timing says of scoring."""

import re
import socket
import statistics
import sys
import time
from typing import Final

from articles import SEED
from instance import Instance

REQUESTS: Final = 60


def overheads(port: int, requests: int = REQUESTS) -> list[float]:
    """Return the seconds that each of some requests took beside the scoring, one after another.

    Over a plain socket: an HTTP client of Python's takes half a millisecond of its own.
    """
    body = SEED.read_bytes()
    request = (
        b"POST /v1/score HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
        b"Content-Length: %d\r\n\r\n" % len(body) + body
    )
    found = []
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for _ in range(requests):
            began = time.perf_counter()
            connection.sendall(request)
            head = _answer(connection)
            took = time.perf_counter() - began
            scored = re.search(rb"\bscore;dur=([\d.]+)", head)
            if not head.startswith(b"HTTP/1.1 200 ") or scored is None:
                raise SystemExit(f"answered with {head[:20]!r}, Server-Timing {scored}")
            found.append(took - float(scored[1]) / 1e3)
    return found


def _answer(connection: socket.socket) -> bytes:
    """Read one answer and return its head."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += _more(connection)
    head, _, body = answer.partition(b"\r\n\r\n")
    length = re.search(rb"content-length: *(\d+)", head, re.IGNORECASE)
    left = (int(length[1]) if length else 0) - len(body)
    while left > 0:
        left -= len(_more(connection))
    return head


def _more(connection: socket.socket) -> bytes:
    received = connection.recv(1 << 16)
    if not received:
        raise SystemExit("the service closed the connection")
    return received


def show(port: int) -> None:
    """Print the median and the 95th percentile."""
    found = overheads(port)
    middle, tail = statistics.median(found) * 1e3, statistics.quantiles(found, n=20)[-1] * 1e3
    sys.stdout.write(f"HTTP adds {middle:.1f} ms to the scoring, p95 {tail:.1f} ms\n")
    sys.stdout.flush()


if __name__ == "__main__":
    with Instance() as service:
        overheads(service.port, 10)
        show(service.port)
