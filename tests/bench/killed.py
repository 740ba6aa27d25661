"""Kill copydesk batch twice and take it up again: python tests/bench/killed.py

Scores made-up articles without a break; then again, killed with SIGKILL when a third and when two
thirds of the rows are written. Says whether every row is there once, whether both outputs are
equal, and how the memory of all processes went along (proportional set size, by fifths of the
time after the models are loaded). Run it on an idle machine.
"""

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from archive import COPYDESK, write
from memory import resident

Stop = Callable[[], bool]


def run(source: Path, out: Path, options: list[str], stop: Stop) -> tuple[list[float], float]:
    """Run until done, or until ``stop``; return the megabytes along the way, and the seconds."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [COPYDESK, "batch", source, out, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    memory = []
    while process.poll() is None:
        memory.append(resident(process.pid))
        if stop():
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            break
        time.sleep(0.25)
    return memory, time.perf_counter() - began


def written(out: Path) -> int:
    """Return how many rows are on the disk so far."""
    parts = out.with_name(out.name + ".parts")
    count = 0
    for path in [*parts.rglob("*.partial"), *parts.rglob("*.jsonl")] if parts.exists() else []:
        try:
            count += path.read_bytes().count(b"\n")
        except FileNotFoundError:
            continue  # renamed meanwhile
    return count


def enough(out: Path, rows: int) -> bool:
    """Are so many rows on the disk?"""
    return written(out) >= rows


def fifths(memory: list[float]) -> str:
    """Return the mean of each fifth of the samples after the first tenth."""
    steady = memory[len(memory) // 10 :]
    cut = max(1, len(steady) // 5)
    return " ".join(f"{sum(steady[i : i + cut]) / cut:.0f}" for i in range(0, cut * 5, cut))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Print what happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--engine", default="local")
    options = parser.parse_args()
    how = ["--engine", options.engine]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write(folder / "in.jsonl", options.articles, options.words)
        whole, broken = folder / "whole.jsonl", folder / "broken.jsonl"
        memory, seconds = run(source, whole, how, lambda: False)
        say(f"without a break: {seconds:.0f} s, megabytes by fifths {fifths(memory)}")
        for share in (1, 2):
            limit = options.articles * share // 3
            _, seconds = run(source, broken, how, partial(enough, broken, limit))
            say(f"killed after {seconds:.0f} s with {written(broken)} rows written")
        _, seconds = run(source, broken, how, lambda: False)
        rows = [json.loads(line)["row"] for line in broken.open(encoding="utf-8")]
        once = rows == list(range(options.articles))
        digests = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (whole, broken)]
        say(f"taken up: {seconds:.0f} s; every row once and in order: {once}")
        say(f"equal to the run without a break: {digests[0] == digests[1]}")
        if not once or digests[0] != digests[1]:
            sys.exit(1)


if __name__ == "__main__":
    main()
