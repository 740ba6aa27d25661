"""Time an article that comes again with one paragraph changed, on one core.

Its passages are all different: the seed's, over and over, would be remembered at once.
"""

import statistics
import sys
import time
from typing import Final, NamedTuple

from made_up import with_names

from scoring.engine import Engine
from scoring.report.report import Report
from scoring.report.request import ScoreRequest

WORDS: Final = (800, 3_000, 20_000)
CACHE_BYTES: Final = 32 * 1024 * 1024
"""As the service remembers, unless it is told otherwise."""
ADDED: Final = " Ada Birch, who keeps the lock, said the gate might stay shut until May."


class Timed(NamedTuple):
    """Seconds of an article that is new, and of the same with a paragraph changed."""

    first: float
    again: float


def run(engine: Engine, words: int, number: int) -> Timed:
    """Score a new article, and again with a sentence more in its middle."""
    paragraphs = with_names(number, words=words).split("\n")
    first, _ = score(engine, paragraphs)
    paragraphs[len(paragraphs) // 2] += ADDED
    again, _ = score(engine, paragraphs)
    return Timed(first, again)


def score(engine: Engine, paragraphs: list[str]) -> tuple[float, Report]:
    """Return the seconds that an article took, and its report."""
    request = ScoreRequest(text="\n".join(paragraphs), language="en")
    began = time.perf_counter()
    report = engine.score(request)
    return time.perf_counter() - began, report


def show() -> None:
    """Print a line for each length, medians of several articles."""
    engine = Engine.load(cache_bytes=CACHE_BYTES)
    out = sys.stdout.write
    out("   words    new ms  again ms   share\n")
    score(engine, with_names(0, words=200).split("\n"))
    for words in WORDS:
        timed = [run(engine, words, words + number) for number in range(3 if words > 9_000 else 9)]
        first = statistics.median(one.first for one in timed)
        share = statistics.median(one.again / one.first for one in timed)
        out(f"{words:>8}{first * 1e3:>10.0f}{first * share * 1e3:>10.0f}{share:>8.2f}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    show()
