"""Compares two archives, or two periods of one, with intervals.

The intervals are percentile bootstraps (Efron and Tibshirani 1993, chapter 13): articles are drawn
again with replacement, ``ROUNDS`` times, with a fixed seed. Because scores are counted in tenths,
drawing articles is drawing from a multinomial, whose size does not depend on the archive's.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.types import Value
from service.archive.summary import Scores
from service.overview.gather import ByScorer

ROUNDS: Final = 2000
"""Number of samples drawn with replacement (Efron and Tibshirani 1993: 1,000 or more)."""
SEED: Final = 20
"""Of the random numbers, so that a page is the same each time."""
LEVEL: Final = 0.95
"""The share of the rounds within an interval."""


class Interval(Value, frozen=True, kw_only=True):
    """A figure with its interval."""

    value: float
    low: float
    high: float

    @property
    def excludes_zero(self) -> bool:
        """Whether a difference is one beyond chance, at the level of the interval."""
        return self.low > 0 or self.high < 0


class Compared(Value, frozen=True, kw_only=True):
    """A scorer in two archives. The differences are the second minus the first."""

    scorer: str
    articles: tuple[int, int]
    medians: tuple[float, float]
    mean: Interval
    median: Interval


def compare(first: Mapping[str, Scores], second: Mapping[str, Scores]) -> list[Compared]:
    """Return the comparison of each scorer that both have scores of."""
    chance = np.random.default_rng(SEED)
    return [
        _compare(name, first[name], second[name], chance)
        for name in first
        if name in second and first[name].count and second[name].count
    ]


def split(days: Mapping[date, ByScorer], at: date) -> tuple[dict[str, Scores], dict[str, Scores]]:
    """Return the scores before a day, and from that day on."""
    parts: tuple[dict[str, Scores], dict[str, Scores]] = ({}, {})
    for day in sorted(days):
        into = parts[day >= at]
        for name, scores in days[day].scores.items():
            into.setdefault(name, Scores()).counts.update(scores.counts)
    return parts


def _compare(name: str, first: Scores, second: Scores, chance: np.random.Generator) -> Compared:
    drawn = [_draw(scores, chance) for scores in (first, second)]
    whole = [_figures(*_table(scores)) for scores in (first, second)]
    mean, median = (
        _interval(whole[1][i].item() - whole[0][i].item(), drawn[1][i] - drawn[0][i])
        for i in (0, 1)
    )
    return Compared(
        scorer=name,
        articles=(first.count, second.count),
        medians=(whole[0][1].item(), whole[1][1].item()),
        mean=mean,
        median=median,
    )


def _table(scores: Scores) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return the distinct scores in order, and how often each occurs, as one row."""
    values = np.array(sorted(scores.counts))
    return values, np.array([[scores.counts[value] for value in values.tolist()]])


def _draw(
    scores: Scores, chance: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the means and medians of ``ROUNDS`` samples."""
    values, counts = _table(scores)
    samples = chance.multinomial(scores.count, counts[0] / scores.count, size=ROUNDS)
    return _figures(values, samples)


def _figures(
    values: NDArray[np.float64], counts: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the mean and the median of each row of counts."""
    totals = counts.sum(axis=1)
    middle = (counts.cumsum(axis=1) >= (totals / 2)[:, None]).argmax(axis=1)
    return counts @ values / totals, values[middle]


def _interval(value: float, drawn: NDArray[np.float64]) -> Interval:
    rest = (1 - LEVEL) / 2
    low, high = np.quantile(drawn, [rest, 1 - rest]).tolist()
    return Interval(value=value, low=low, high=high)
