"""How well attribution tells reporting from opinion and stories from releases.

``python -m training.separation --data DATA`` prints, for each contrast of ``profiles.toml``, the
area under the ROC curve (AUC): how often an article of the first kind has more attributed
statements per 100 words than one of the second kind. Only articles of similar length are compared,
because a short article has a higher density by itself. The interval is a bootstrap over articles.
"""

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from scoring.engine import Engine
from scoring.text.words import count_words
from training.news import read_unlabeled
from training.pool import PoolArticle
from training.profiles import Contrast, Sampling, read_sampling
from training.readings import CACHE, Readings

SCORER: Final = "attribution"
BANDS: Final = (300, 450, 600, 800, 1100)
"""Numbers of words at which one length band ends and the next one starts."""

RESAMPLES: Final = 2000
"""Number of samples drawn with replacement for an interval."""
Sample = np.ndarray
"""An array of shape (articles, 2): the length band and the value of each article."""


def draw(
    sampling: Sampling, pool: Sequence[PoolArticle], contrast: Contrast
) -> list[list[PoolArticle]]:
    """Return the articles of both sides, up to ``contrast.each`` of each outlet."""
    ranked = sorted(pool, key=sampling.rank)
    return [
        [a for outlet in side for a in [b for b in ranked if b.outlet == outlet][: contrast.each]]
        for side in (contrast.first, contrast.second)
    ]


def auc(first: Sample, second: Sample) -> float:
    """Return the share of pairs within a length band in which the first article has more.

    Equal values count half. Without any pair, 0.5.
    """
    won = pairs = 0.0
    for band in np.unique(first[:, 0]):
        ours = first[first[:, 0] == band, 1][:, None]
        theirs = second[second[:, 0] == band, 1][None, :]
        won += (ours > theirs).sum() + (ours == theirs).sum() / 2
        pairs += ours.size * theirs.size
    return won / pairs if pairs else 0.5


def interval(first: Sample, second: Sample, *, seed: int) -> tuple[float, float]:
    """Return the 95% bootstrap interval of the AUC."""
    numbers = np.random.default_rng(seed)
    found = [
        auc(*(side[numbers.integers(len(side), size=len(side))] for side in (first, second)))
        for _ in range(RESAMPLES)
    ]
    low, high = np.quantile(found, (0.025, 0.975))
    return float(low), float(high)


def measured(articles: Sequence[PoolArticle], readings: Readings) -> Sample:
    """Return the length band and the value of each article that has a value."""
    return np.array(list(_rows(articles, readings)), dtype=float).reshape(-1, 2)


def _rows(articles: Sequence[PoolArticle], readings: Readings) -> Iterator[tuple[int, float]]:
    for article, values in zip(articles, readings.of(articles), strict=True):
        if (value := values[SCORER]) is not None:
            yield int(np.searchsorted(BANDS, count_words(article.text), side="right")), value


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--cache", type=Path, default=CACHE)
    arguments = parser.parse_args()
    sampling, pool = read_sampling(), read_unlabeled(arguments.data)
    drawn = {contrast.name: draw(sampling, pool, contrast) for contrast in sampling.contrasts}
    readings = Readings(Engine.load(), arguments.cache)
    readings.read([a for sides in drawn.values() for side in sides for a in side])
    for name, sides in drawn.items():
        first, second = (measured(side, readings) for side in sides)
        low, high = interval(first, second, seed=sampling.seed)
        print(
            f"{name}: AUC {auc(first, second):.2f} ({low:.2f} to {high:.2f}), "
            f"{len(first)} against {len(second)} articles, "
            f"medians {np.median(first[:, 1]):.2f} and {np.median(second[:, 1]):.2f}"
        )


if __name__ == "__main__":
    main()
