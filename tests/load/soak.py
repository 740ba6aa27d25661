"""Hours under half of what the service can do: ``make soak DURATION=7200 SHARE=0.5``.

The memory after a warm-up is compared with that at the end; it must not have grown by 2 %. Articles
are of several lengths, so that allocations are too, and no two are the same: each has names of its
own, as what a service remembers of words that it sees is how services of this kind grow. Requests
may wait long for their turn, as waiting is not what is measured: at half load on one core one in
sixty waits longer than the service's two seconds.
"""

import argparse
import asyncio
import statistics
import sys
from collections import Counter
from collections.abc import Callable
from time import monotonic
from typing import NamedTuple

from instance import Instance
from machine import describe
from made_up import with_names
from offered import Answer, closed, opened, quantile, scored

GROWTH = 0.02
WORDS = (200, 400, 800, 800, 1_600, 3_000)
APART = len(WORDS) * 1_000_000
"""How far apart the numbers of the articles are that come before: these are others."""
EVERY = 2.0
"""Seconds between two looks at the memory."""
PARTS = 12
"""Into how many parts of equal length the memory is printed."""
WARM_UP_ARTICLES = 5_000
"""Articles before the first look. Measured with two processes under load, memory rose in steps
from 397 to 407 MB until the 6,500th article and not once up to the 10,900th, and from 406 to 414 MB
until the 3,417th and not until the 4,866th. After only 1,000 these steps look like growth."""


class Soak(NamedTuple):
    """What came of it. Megabytes; ``warm`` after the warm-up, ``end`` in the last tenth."""

    answers: list[Answer]
    warm: float
    end: float
    parts: list[float]
    """The median in each twelfth."""

    @property
    def growth(self) -> float:
        """How much the memory grew, as a share."""
        return self.end / self.warm - 1


async def watch(resident: Callable[[], float], seconds: float) -> list[float]:
    """Return the memory, looked at again and again."""
    found = []
    until = monotonic() + seconds
    while monotonic() < until:
        found.append(resident())
        await asyncio.sleep(EVERY)
    return found


def body(number: int) -> bytes:
    """Return an article that no other number has."""
    return with_names(number, words=WORDS[number % len(WORDS)]).encode()


async def capacity(service: Instance, seconds: float) -> float:
    """Return the articles a second, of the lengths above, that four clients get scored."""
    answers = await closed(service.port, lambda n: body(n + 2 * APART), clients=4, seconds=seconds)
    return len(scored(answers)) / seconds


async def soak(service: Instance, *, rate: float, seconds: float, warm_up: float) -> Soak:
    """Load the service at a rate, after a warm-up that is not counted."""
    await opened(service.port, lambda n: body(n + APART), rate=rate, seconds=warm_up)
    answers, memory = await asyncio.gather(
        opened(service.port, body, rate=rate, seconds=seconds),
        watch(service.resident, seconds),
    )
    tenth = max(3, len(memory) // 10)
    size = max(1, len(memory) // PARTS)
    parts = [memory[at : at + size] for at in range(0, size * PARTS, size)]
    return Soak(
        answers,
        statistics.median(memory[:tenth]),
        statistics.median(memory[-tenth:]),
        [statistics.median(part) for part in parts if part],
    )


def main() -> int:
    """Print the figures; return 1 if the memory grew or a request was not scored."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--duration", type=float, default=7200, help="seconds after the warm-up")
    parser.add_argument("--share", type=float, default=0.5, help="of the capacity")
    options = parser.parse_args()
    out = sys.stdout.write
    with Instance(queue_wait=20) as service:
        rate = options.share * asyncio.run(capacity(service, 20))
        warm_up = max(30.0, WARM_UP_ARTICLES / rate)
        out(f"{describe()}\n{rate:.1f} articles/s, warm-up {warm_up:.0f} s, ")
        out(f"then {options.duration:.0f} s\n")
        sys.stdout.flush()
        found = asyncio.run(soak(service, rate=rate, seconds=options.duration, warm_up=warm_up))
    took = scored(found.answers)
    others = Counter(answer.status for answer in found.answers if answer.status != 200)
    lost = others.total()
    out(f"{len(took)} articles scored, {lost} not{f' {dict(others)}' if lost else ''}; ")
    out(f"p99 {quantile(took, 0.99) * 1e3:.0f} ms\n")
    out(f"resident: {found.warm:.1f} MB after the warm-up, {found.end:.1f} MB at the end ")
    out(f"({found.growth:+.2%})\n")
    out(f"by twelfths: {', '.join(f'{part:.0f}' for part in found.parts)} MB\n")
    failed = found.growth >= GROWTH or lost > 0
    (sys.stderr if failed else sys.stdout).write(f"soak: {'FAILED' if failed else 'passed'}\n")
    return failed


if __name__ == "__main__":
    sys.exit(main())
