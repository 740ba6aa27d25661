"""Time articles of several lengths on one core, start-up and memory.

``make bench``. The articles are the seed's paragraphs over
again. Each time is the best of several rounds, as others may use the machine; time per character
over the lengths shows whether it is linear.
"""

import os
import platform
import resource
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import onnxruntime

from scoring.engine import Engine
from scoring.request import ScoreRequest
from scoring.words import count_words

SEED = Path(__file__).parents[2] / "seeds" / "article.txt"
WORDS = (200, 800, 3_000, 20_000, 40_000)
LONGEST = 200_000
ROUNDS = 7


def article(words: int) -> str:
    """Return the seed's paragraphs, over and over, up to about so many words."""
    paragraphs = SEED.read_text(encoding="utf-8").split("\n")
    text, at = "", 0
    while count_words(text) < words:
        text += paragraphs[at % len(paragraphs)] + "\n"
        at += 1
    return text[:LONGEST]


def seconds(engine: Engine, text: str, rounds: int) -> float:
    """Return the best time of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        engine.score(ScoreRequest(text=text, language="en"))
        best = min(best, time.perf_counter() - began)
    return best


def start_up(port: int) -> tuple[float, float]:
    """Return seconds from start to ready, and the resident megabytes of the service then."""
    environment = {**os.environ, "COPYDESK_PORT": str(port)}
    began = time.perf_counter()
    service = subprocess.Popen(
        [Path(sys.executable).with_name("copydesk"), "serve"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        while True:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1)
                break
            except OSError:
                if time.perf_counter() - began > 60 or service.poll() is not None:
                    raise
                time.sleep(0.02)
        ready = time.perf_counter() - began
        for _ in range(20):
            body = urllib.request.Request(
                f"http://127.0.0.1:{port}/v1/score",
                data=article(20_000).encode(),
                headers={"Content-Type": "text/plain"},
            )
            urllib.request.urlopen(body, timeout=60).read()
        return ready, _resident(service.pid)
    finally:
        service.terminate()
        service.wait()


def _resident(pid: int) -> float:
    """Return the resident megabytes of a process and its children."""
    total = 0.0
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    for line in status.splitlines():
        if line.startswith("VmRSS"):
            total += int(line.split()[1]) / 1024
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split():
        total += _resident(int(child))
    return total


def main() -> None:
    """Print the table."""
    os.sched_setaffinity(0, {sorted(os.sched_getaffinity(0))[0]})
    model = next(
        (
            line.split(":")[1].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    )
    out = sys.stdout.write
    out(f"{model}, one core; Python {platform.python_version()}, ")
    out(f"onnxruntime {onnxruntime.__version__}\n")
    began = time.perf_counter()
    engine = Engine.load(threads=1)
    out(f"load the library and the model: {time.perf_counter() - began:.2f} s\n\n")
    out("   words  characters       ms  words/s  us/character\n")
    for words in WORDS:
        text = article(words)
        took = seconds(engine, text, ROUNDS if words < 10_000 else 3)
        out(f"{count_words(text):8d} {len(text):11d} {took * 1e3:8.1f} ")
        out(f"{count_words(text) / took:8.0f} {took / len(text) * 1e6:13.1f}\n")
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    out(f"\nresident after that: {resident:.0f} MB\n")
    os.sched_setaffinity(0, set(range(os.cpu_count() or 1)))
    ready, resident = start_up(18_431)
    out(f"service: ready after {ready:.1f} s, {resident:.0f} MB resident after 20 long articles\n")


if __name__ == "__main__":
    main()
