"""What HTTP adds to the library: a request's time less what its Server-Timing says of scoring."""

import http.client
import re
import statistics
import sys
import time
from typing import Final

from articles import SEED
from instance import Instance

REQUESTS: Final = 60


def overheads(port: int, requests: int = REQUESTS) -> list[float]:
    """Return the seconds that each of some requests took beside the scoring, one after another."""
    body = SEED.read_bytes()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found = []
    for _ in range(requests):
        began = time.perf_counter()
        connection.request("POST", "/v1/score", body, {"Content-Type": "text/plain"})
        answer = connection.getresponse()
        answer.read()
        took = time.perf_counter() - began
        timing = answer.getheader("Server-Timing") or ""
        scored = re.search(r"\bscore;dur=([\d.]+)", timing)
        if answer.status != 200 or scored is None:
            raise SystemExit(f"answered with {answer.status}, Server-Timing {timing!r}")
        found.append(took - float(scored[1]) / 1e3)
    connection.close()
    return found


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
