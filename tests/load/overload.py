"""What happens when more is asked than can be done: ``make load DURATION=300``.

First the capacity is measured: what four clients get scored in a second. Then requests come at
once, twice and ten times that rate, whatever the service does. It must go on at its capacity,
answer what it takes as fast as at capacity, and refuse the rest at once, with 503 and Retry-After.
Then come clients that do not wait, if wrk is installed (``hammered.py``). Last, short articles come
while two clients send nothing but long ones: all are to be scored.
"""

import argparse
import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic, process_time
from typing import NamedTuple

import hammered
from articles import article
from instance import Instance
from machine import describe
from offered import Answer, closed, of_status, opened, quantile, scored

SEED = Path(__file__).parents[2] / "seeds" / "article.txt"
AT_ONCE = 0.25
"""Seconds within which 99 in 100 refusals come."""


class Step(NamedTuple):
    """What came of an offered rate. Seconds, megabytes."""

    times: float
    scored: float
    p50: float
    p99: float
    refused: int
    refused_p99: float
    lame: int
    broken: int
    resident: float
    cores: float = 0.0
    """How many cores the service had on average."""
    load: float = 0.0
    """How many the generator of the load took."""


def summarise(
    answers: Sequence[Answer],
    *,
    times: float,
    seconds: float,
    resident: float,
    cores: float = 0.0,
    load: float = 0.0,
) -> Step:
    """Return a step's figures. ``lame``: refusals without Retry-After."""
    took = scored(answers)
    refused = of_status(answers, 503)
    return Step(
        times=times,
        scored=len(took) / seconds,
        p50=quantile(took, 0.5),
        p99=quantile(took, 0.99),
        refused=len(refused),
        refused_p99=quantile([answer.took for answer in refused], 0.99) if refused else 0.0,
        lame=sum(not answer.retry_after for answer in refused),
        broken=len(answers) - len(took) - len(refused),
        resident=resident,
        cores=cores,
        load=load,
    )


def failures(capacity: float, steps: Sequence[Step]) -> list[str]:
    """Return what the last and hardest step did not keep to."""
    first, last = steps[0], steps[-1]
    checks = {
        f"p99 of scored requests over twice that at 1x ({last.p99:.2f} s)": last.p99
        > 2 * first.p99,
        f"goodput under 90 % of capacity ({last.scored:.1f}/s)": last.scored < 0.9 * capacity,
        f"refusals not at once (p99 {last.refused_p99:.2f} s)": last.refused_p99 > AT_ONCE,
        "nothing was refused, so nothing was overloaded": not last.refused,
        "refusals without Retry-After": any(step.lame for step in steps),
        "answers other than 200 and 503": any(step.broken for step in steps),
        f"memory grew to {last.resident:.0f} MB": last.resident > 1.05 * first.resident,
    }
    return [what for what, failed in checks.items() if failed]


def run(seconds: float, times: Sequence[float]) -> tuple[float, list[Step]]:
    """Return the capacity and the steps, printing each as it is done."""
    seed = SEED.read_bytes()
    out = sys.stdout.write
    with Instance() as service:
        asyncio.run(closed(service.port, lambda _: seed, clients=4, seconds=3))
        measured = min(seconds, 20.0)
        answers = asyncio.run(closed(service.port, lambda _: seed, clients=4, seconds=measured))
        capacity = len(scored(answers)) / measured
        out(f"capacity, 4 clients: {capacity:.1f} articles/s\n\n")
        out("offered  scored/s   p50 ms   p99 ms  refused  p99 of refusals ms    MB")
        out("  cores: service  load\n")
        steps = []
        for factor in times:
            rate = capacity * factor
            began, used, spent = monotonic(), service.processor(), process_time()
            answers = asyncio.run(opened(service.port, lambda _: seed, rate=rate, seconds=seconds))
            took = monotonic() - began
            step = summarise(
                answers,
                times=factor,
                seconds=seconds,
                resident=service.resident(),
                cores=(service.processor() - used) / took,
                load=(process_time() - spent) / took,
            )
            steps.append(step)
            out(f"{factor:>6g}x{step.scored:>10.1f}{step.p50 * 1e3:>9.0f}{step.p99 * 1e3:>9.0f}")
            out(f"{step.refused:>9}{step.refused_p99 * 1e3:>20.1f}{step.resident:>6.0f}")
            out(f"{step.cores:>16.2f}{step.load:>6.2f}\n")
            sys.stdout.flush()
    return capacity, steps


async def mixed(port: int, *, rate: float, seconds: float) -> tuple[list[Answer], list[Answer]]:
    """Return what came of long articles, of two clients, and of short ones at a rate."""
    long, short = article(20_000).encode(), article(200).encode()
    longs, shorts = await asyncio.gather(
        closed(port, lambda _: long, clients=2, seconds=seconds),
        opened(port, lambda _: short, rate=rate, seconds=seconds),
    )
    return longs, shorts


def run_mixed(seconds: float, rate: float) -> list[str]:
    """Print a line, and return what was not kept to."""
    with Instance() as service:
        longs, shorts = asyncio.run(mixed(service.port, rate=rate, seconds=seconds))
    took, lost = scored(shorts), len(shorts) - len(scored(shorts))
    sys.stdout.write(
        f"\nshort articles ({rate:.1f}/s) among long ones ({len(scored(longs)) / seconds:.2f}/s): "
        f"{len(took)} scored, {lost} not, p50 {quantile(took, 0.5) * 1e3:.0f} ms, "
        f"p99 {quantile(took, 0.99) * 1e3:.0f} ms\n"
    )
    return ["short articles starve among long ones"] if lost else []


def main() -> int:
    """Print a table; return 1 if a promise was not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--duration", type=float, default=300, help="seconds of each step")
    options = parser.parse_args()
    sys.stdout.write(f"{describe()}; {options.duration:g} s a step\n")
    capacity, steps = run(options.duration, (1, 2, 10))
    found = failures(capacity, steps) + hammered.run(options.duration)
    found += run_mixed(options.duration, capacity / 4)
    for what in found:
        sys.stderr.write(f"load: FAILED: {what}\n")
    if not found:
        sys.stdout.write("load: passed\n")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
