"""The long run: hostile articles and requests, until there were enough of them or time is up.

Prints what was sent and what came of it; stops at the first finding, with what caused it.
"""

import argparse
import itertools
import sys
import time
from collections import Counter
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from schemathesis import GenerationMode
from service_process import REAL, Service

from fuzz.api import fuzz, in_one_go, operations
from fuzz.articles import check
from fuzz.hostile import LONGEST, WORST_PAGES, WORST_TEXTS, fill, pages, texts
from scoring.engine import Engine
from scoring.report.request import ScoreRequest

ROUND = 200
"""Inputs of a kind in one go."""
SEED = Path(__file__).parents[2] / "seeds" / "article.txt"
SHARE = 10
"""Prose is timed at one such part of the longest article: its time grows with its length."""
SLOWEST = 8
"""How many times as long as prose of as many characters an article may take.

The encoder reads pieces: prose has one in four or five characters, and a text can have one in each.
"""
UNITS = st.sampled_from(["codepoint", "utf16", "utf8"])


class Run:
    """Counts by kind of input and what came of it."""

    def __init__(self, inputs: int, seconds: float) -> None:
        self._inputs = inputs
        self._until = time.monotonic() + seconds
        self.counts: Counter[tuple[str, str]] = Counter()

    @property
    def goes_on(self) -> bool:
        return self.counts.total() < self._inputs and time.monotonic() < self._until

    def articles(self, engine: Engine, kind: str) -> None:
        """A round of hostile texts or pages."""
        strategy = pages() if kind == "page" else texts()

        @in_one_go(ROUND)
        @given(content=strategy, unit=UNITS)
        def send(content: str, unit: str) -> None:
            checked = check(engine, content, html=kind == "page", unit=unit)  # type: ignore[arg-type]
            self.counts[kind, checked.outcome] += 1

        send()

    def worst(self, engine: Engine) -> None:
        """Each of the worst texts and pages once, as long as may be.

        Prose is timed before each, since other work on the machine comes and goes.
        """
        made = [("text", name, make(LONGEST)) for name, make in WORST_TEXTS.items()]
        made += [("page", name, make()) for name, make in WORST_PAGES.items()]
        for kind, name, content in made:
            prose = SHARE * _prose(engine)
            html = kind == "page"
            outcome, took = check(engine, content, html=html, unit="utf8", most=SLOWEST * prose)
            self.counts[f"worst {kind}", outcome] += 1
            times = took / prose
            sys.stdout.write(
                f"{took:6.1f} s, {times:3.1f} times prose  {kind}: {name}, {outcome}\n"
            )
            sys.stdout.flush()

    def print(self) -> None:
        """Write the counts."""
        for (kind, outcome), count in sorted(self.counts.items()):
            sys.stdout.write(f"{count:>8}  {kind}: {outcome}\n")
        sys.stdout.write(f"{self.counts.total():>8}  in all\n")


def _prose(engine: Engine) -> float:
    """Return the seconds of processor time that the seed takes, over and over up to a share."""
    text = fill(SEED.read_text(encoding="utf-8"), LONGEST // SHARE)
    began = time.process_time()
    engine.score(ScoreRequest(text=text, language="en"))
    return time.process_time() - began


def main() -> int:
    """Run until there were enough, or something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=3600)
    options = parser.parse_args()
    run = Run(options.inputs, options.seconds)
    engine = Engine.load()
    try:
        run.worst(engine)
        with Service(REAL, COPYDESK_DRAIN=0, COPYDESK_LOG_LEVEL="warning") as service:
            rounds = itertools.cycle(
                (operation, mode)
                for operation in operations(service.url)
                for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
            )
            while run.goes_on:
                run.articles(engine, "text")
                run.articles(engine, "page")
                operation, mode = next(rounds)
                for status, count in fuzz(service.url, operation, mode, ROUND).items():
                    run.counts[f"{operation.label} ({mode.value})", status] += count
    finally:
        run.print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
