"""Requests a second and their times with 1 to 16 clients, over a socket; memory and start-up."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from articles import SEED, article
from instance import Instance
from offered import closed, quantile, scored
from overhead import show as show_overhead

CLIENTS: Final = (1, 2, 4, 8, 16)
_SECONDS: Final = 6.0
_SCRIPT: Final = Path(__file__).with_name("post.lua")


def show() -> None:
    """Start the service, and print a line for each number of clients, then memory."""
    out = sys.stdout.write
    seed = SEED.read_bytes()
    with Instance() as service:
        out(f"ready {service.start_up:.2f} s after its start, {service.resident():.0f} MB then\n\n")
        out("clients  requests/s    p50 ms    p95 ms    p99 ms   refused\n")
        asyncio.run(closed(service.port, lambda _: seed, clients=2, seconds=2))
        rates = {}
        for clients in CLIENTS:
            answers = asyncio.run(
                closed(service.port, lambda _: seed, clients=clients, seconds=_SECONDS)
            )
            took = scored(answers)
            rates[clients] = len(took) / _SECONDS
            out(f"{clients:>7}{rates[clients]:>12.1f}")
            out("".join(f"{quantile(took, share) * 1e3:>10.1f}" for share in (0.5, 0.95, 0.99)))
            out(f"{len(answers) - len(took):>10}\n")
            sys.stdout.flush()
        out(f"two clients get {rates[2] / rates[1]:.2f} times what one gets\n")
        show_overhead(service.port)
        out(_wrk(service.port))
        out(f"\n{service.resident():.0f} MB resident after that, ")
        long = article(20_000).encode()
        asyncio.run(closed(service.port, lambda _: long, clients=1, seconds=10))
        out(f"{service.resident():.0f} MB after 10 s of articles of 20,000 words\n")


def _wrk(port: int) -> str:
    """Return wrk's own figures with 4 clients, to check ours by."""
    wrk = shutil.which("wrk")
    if wrk is None:
        return "(wrk is not installed: apt install wrk, to have its figures beside these)\n"
    done = subprocess.run(
        [
            *(wrk, "-t1", "-c4", f"-d{_SECONDS:.0f}", "--timeout", "30", "--latency"),
            *("-s", _SCRIPT, f"http://127.0.0.1:{port}/v1/score"),
        ],
        env={**os.environ, "BODY": str(SEED)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    figures = {name: _figure(done, name) for name in ("Requests/sec:", "50%", "99%")}
    return f"wrk's own, 4 clients: {', '.join(f'{k} {v}' for k, v in figures.items())}\n"


def _figure(text: str, name: str) -> str:
    found = re.search(rf"{re.escape(name)}\s+(\S+)", text)
    return found[1] if found else "?"
