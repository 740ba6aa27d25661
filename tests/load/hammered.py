"""Clients that do not wait: wrk, with connections that each ask again as soon as they are answered.

A few clients, which get everything scored, and many, most of whose requests are refused, take turns
in one run, so that whatever else the machine does befalls both. Two figures tell what refusals
cost: how many articles are scored in a second, and the CPU time of the service for each of them.
The second hardly depends on other programs.
"""

import os
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from time import monotonic
from typing import Final, NamedTuple

from instance import Instance

SEED: Final = Path(__file__).parents[2] / "seeds" / "article.txt"
POST: Final = Path(__file__).parents[1] / "bench" / "post.lua"
FEW: Final = 4
"""Connections of clients that get the capacity."""
MANY: Final = 64
"""Connections of clients that ask for more than that."""
TURNS: Final = 6
SHARE: Final = 0.9
"""The share of the capacity that is still scored."""


class Told(NamedTuple):
    """What a service did: articles scored, requests refused; seconds, and those of its CPU time."""

    scored: float = 0.0
    refused: float = 0.0
    seconds: float = 0.0
    processor: float = 0.0

    def __add__(self, other: "Told") -> "Told":  # type: ignore[override]
        return Told(*(mine + its for mine, its in zip(self, other, strict=True)))

    @property
    def rate(self) -> float:
        """Articles scored in a second."""
        return self.scored / self.seconds

    @property
    def each(self) -> float:
        """Seconds of CPU time for each article, with all that is done beside it."""
        return self.processor / self.scored


class Outcome(NamedTuple):
    """What few clients got, and many."""

    few: Told
    many: Told

    @property
    def by_rate(self) -> float:
        """The share of the capacity that many clients get scored."""
        return self.many.rate / self.few.rate

    @property
    def by_processor(self) -> float:
        """The share of the CPU time that goes into articles, not into refusals."""
        return self.few.each / self.many.each

    @property
    def refusals(self) -> float:
        """Refusals for each article."""
        return self.many.refused / self.many.scored

    @property
    def refusal(self) -> float:
        """Seconds of CPU time for each refusal."""
        return (self.many.each - self.few.each) / self.refusals if self.refusals else 0.0


def failures(outcome: Outcome) -> list[str]:
    """Return what was not kept to."""
    checks = {
        "nothing was refused, so nothing was overloaded": not outcome.many.refused,
        f"goodput under {SHARE:.0%} of capacity without pauses": outcome.by_rate < SHARE,
        f"refusals take over {1 - SHARE:.0%} of the CPU time": outcome.by_processor < SHARE,
    }
    return [what for what, failed in checks.items() if failed]


class Hammer:
    """wrk, at a service."""

    def __init__(self, wrk: str, service: Instance) -> None:
        self._wrk = wrk
        self._service = service

    def hit(self, clients: int, seconds: float) -> Told:
        """Return what the service did while so many clients asked without pauses."""
        before = self._look()
        subprocess.run(
            [
                *(self._wrk, "-t1", f"-c{clients}", f"-d{max(1, round(seconds))}"),
                *("--timeout", "60", "-s", POST),
                f"http://127.0.0.1:{self._service.port}/v1/score",
            ],
            env={**os.environ, "BODY": str(SEED)},
            stdout=subprocess.DEVNULL,
            check=True,
        )
        return Told(*(now - then for now, then in zip(self._look(), before, strict=True)))

    def _look(self) -> Told:
        url = f"http://127.0.0.1:{self._service.port}/metrics"
        with urllib.request.urlopen(url, timeout=60) as answer:
            text = answer.read().decode()
        return Told(
            _value(text, r"copydesk_score_seconds_count"),
            _value(text, r'copydesk_refused_total\{reason="overloaded"\}'),
            monotonic(),
            self._service.processor(),
        )


def _value(text: str, name: str) -> float:
    found = re.search(rf"^{name} (\S+)", text, re.MULTILINE)
    assert found is not None, name
    return float(found[1])


def measure(wrk: str, *, seconds: float, turns: int = TURNS) -> Outcome:
    """Return what few and many clients got who took turns, for so many seconds each."""
    few = many = Told()
    with Instance(log_level="info") as service:  # as it is by default: a line for each request
        hammer = Hammer(wrk, service)
        hammer.hit(FEW, 3)
        for _ in range(turns):
            few += hammer.hit(FEW, seconds / turns)
            many += hammer.hit(MANY, seconds / turns)
    return Outcome(few, many)


def run(seconds: float) -> list[str]:
    """Print a table, and return what was not kept to."""
    wrk = shutil.which("wrk")
    if wrk is None:
        sys.stdout.write("\n(wrk is not installed: apt install wrk, for clients without pauses)\n")
        return []
    outcome = measure(wrk, seconds=seconds)
    out = sys.stdout.write
    out("\nclients without pauses  articles/s  CPU ms each  refusals each\n")
    for clients, told in ((FEW, outcome.few), (MANY, outcome.many)):
        refused = told.refused / told.scored
        out(f"{clients:>22}{told.rate:>12.1f}{told.each * 1e3:>13.1f}{refused:>15.1f}\n")
    out(f"goodput {outcome.by_rate:.0%} by articles, {outcome.by_processor:.0%} by CPU time; ")
    out(f"{outcome.refusal * 1e3:.3f} ms for each refusal\n")
    return failures(outcome)


if __name__ == "__main__":
    found = run(float(sys.argv[1]) if len(sys.argv) > 1 else 120.0)
    for what in found:
        sys.stderr.write(f"hammered: FAILED: {what}\n")
    sys.exit(bool(found))
