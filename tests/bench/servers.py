"""Measure granian against uvicorn on the real endpoint: python tests/bench/servers.py

For each server: requests a second, latency of scoring, and latency of the liveness probe meanwhile.
uvicorn is no dependency: pip install 'uvicorn[standard]' first. Run it on an idle machine.
"""

import argparse
import http.client
import os
import signal
import socket
import statistics
import subprocess
import sys
import threading
import time
from pathlib import Path

SEED = Path(__file__).parents[2] / "seeds" / "article.txt"
GRANIAN = "import os, sys; from service.server import serve; from service.settings import *; "
GRANIAN += "serve(read_settings(os.environ), target=sys.argv[1])"


def command(server: str, target: str, port: int, workers: int) -> list[str]:
    """Return the command that starts a server; granian is set up as ``copydesk serve`` does."""
    if server == "granian":
        return [sys.executable, "-c", GRANIAN, target]
    return [
        *(sys.executable, "-m", "uvicorn", "--factory", target, "--port", str(port)),
        *("--workers", str(workers), "--no-access-log", "--log-level", "warning"),
    ]


def ask(port: int, path: str, *, body: bytes = b"", until: float, pause: float) -> list[float]:
    """Repeat a request on one connection and return the seconds that each took."""
    method = "POST" if body else "GET"
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took = []
    while time.monotonic() < until:
        began = time.monotonic()
        connection.request(method, path, body, {"Content-Type": "text/plain"} if body else {})
        answer = connection.getresponse()
        answer.read()
        if answer.status == 200:
            took.append(time.monotonic() - began)
        time.sleep(pause)
    connection.close()
    return took


def load(port: int, seconds: float, clients: int, body: bytes) -> tuple[list[float], list[float]]:
    """Return the latencies of scoring and of the probe under load."""
    until = time.monotonic() + seconds
    scored: list[float] = []
    probed: list[float] = []

    def score() -> None:
        scored.extend(ask(port, "/v1/score", body=body, until=until, pause=0))

    def probe() -> None:
        probed.extend(ask(port, "/health/live", until=until, pause=0.02))

    threads = [threading.Thread(target=score) for _ in range(clients)]
    threads.append(threading.Thread(target=probe))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return scored, probed


def wait_until_ready(port: int) -> float:
    """Return the seconds until the service was ready."""
    began = time.monotonic()
    while time.monotonic() - began < 60:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/health/ready")
            if connection.getresponse().status == 200:
                return time.monotonic() - began
        except OSError:
            pass
        time.sleep(0.02)
    raise SystemExit("not ready within a minute")


def show(name: str, seconds: list[float]) -> str:
    """Return median and 99th percentile in milliseconds."""
    if len(seconds) < 2:
        return f"{name} no answers"
    late = statistics.quantiles(seconds, n=100)[98]
    return f"{name} p50 {statistics.median(seconds) * 1000:.1f} p99 {late * 1000:.1f} ms"


def measure(server: str, options: argparse.Namespace) -> str:
    """Start a server, load it, stop it; return a line of figures."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = {
        **os.environ,
        "COPYDESK_WINDOW_CACHE_MB": "0",  # the same article must be read each time
        "COPYDESK_PORT": str(port),
        "COPYDESK_WORKERS": str(options.workers),
        "COPYDESK_LOG_LEVEL": "warning",
        "COPYDESK_DRAIN": "0",
    }
    process = subprocess.Popen(
        command(server, options.target, port, options.workers), env=environment
    )
    try:
        ready = wait_until_ready(port)
        body = SEED.read_bytes()
        load(port, 2, options.clients, body)
        scored, probed = load(port, options.seconds, options.clients, body)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    rate = len(scored) / options.seconds
    return (
        f"{server:<8} {rate:7.1f} articles/s   {show('score', scored)}   "
        f"{show('probe', probed)}   ready in {ready:.1f} s"
    )


def main() -> None:
    """Measure each server in turn, twice, so that order does not decide."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--target", default="service.app:create")
    options = parser.parse_args()
    for server in ("granian", "uvicorn", "granian", "uvicorn"):
        sys.stdout.write(measure(server, options) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
