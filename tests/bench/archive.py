"""Measure copydesk batch on made-up articles: python tests/bench/archive.py

For each engine and number of workers: seconds in all, articles a second, the seconds that a run of
one article takes (start-up), the peak of memory of all its processes (proportional set size), and
a digest of the output, which is the same for all. Run it on an idle machine.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from made_up import articles
from memory import resident

COPYDESK = Path(sys.executable).with_name("copydesk")


def write(path: Path, count: int, words: int) -> Path:
    """Write articles as JSON lines."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(article) + "\n" for article in articles(count, words=words))
    return path


def measure(source: Path, out: Path, *options: str) -> tuple[float, float]:
    """Return seconds, and the peak of resident megabytes of the run's processes together."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [COPYDESK, "batch", source, out, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    peak = 0.0
    while process.poll() is None:
        peak = max(peak, resident(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"copydesk batch {' '.join(options)} failed")
    return time.perf_counter() - began, peak


def main() -> None:
    """Print a line for each run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--words", type=int, default=500)
    parser.add_argument("--engines", default="local,ray")
    cores = len(os.sched_getaffinity(0))
    parser.add_argument("--workers", default=",".join(map(str, sorted({1, cores}))))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source = write(folder / "in.jsonl", options.articles, options.words)
        single = write(folder / "one.jsonl", 1, options.words)
        sys.stdout.write(
            f"{options.articles} articles of about {options.words} words, {cores} cores\n"
            "engine  workers   seconds  articles/s   start-up    peak MB  output\n"
        )
        for engine in options.engines.split(","):
            for workers in options.workers.split(","):
                how = ("--engine", engine, "--workers", workers)
                out = folder / f"{engine}-{workers}.jsonl"
                start, _ = measure(single, folder / f"one-{engine}-{workers}.jsonl", *how)
                seconds, peak = measure(source, out, *how)
                digest = hashlib.sha256(out.read_bytes()).hexdigest()[:8]
                sys.stdout.write(
                    f"{engine:<8}{workers:>7}{seconds:>10.1f}{options.articles / seconds:>12.1f}"
                    f"{start:>9.1f} s{peak:>11.0f}  {digest}\n"
                )
                sys.stdout.flush()


if __name__ == "__main__":
    main()
