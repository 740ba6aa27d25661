"""Measures whether confidence is calibrated: of findings with 0.8, eight in ten should be right."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from scoring.evaluation.agreement import related
from scoring.evaluation.corpus import Labelled, found_roles

BINS: Final = 10
"""Number of bins of equal width into which confidences are sorted, as usual for this measure."""


class Judged(NamedTuple):
    """One finding: its confidence, and whether it is in gold."""

    confidence: float
    right: bool


def judged_attributions(articles: Iterable[Labelled]) -> list[Judged]:
    """Judge attributions: one is right if all its roles overlap those of one gold attribution."""
    return [
        Judged(found.confidence, any(related(roles, gold) for gold in article.gold))
        for article in articles
        for roles, found in zip(found_roles(article.story), article.story.attributions, strict=True)
        if found.form != "turn"
    ]


def judged_hedges(articles: Iterable[Labelled]) -> list[Judged]:
    """Judge hedges: one is right if gold has exactly its span."""
    return [
        Judged(found.confidence, [found.start, found.end] in [h["span"] for h in article.hedges])
        for article in articles
        if article.hedges is not None
        for found in article.story.hedges
    ]


def expected_calibration_error(judged: Sequence[Judged]) -> float:
    """Return the mean gap between confidence and accuracy over ten bins of equal width.

    Bins are weighted by their sizes (Guo et al. 2017).
    """
    bins: dict[int, list[Judged]] = {}
    for one in judged:
        bins.setdefault(min(BINS - 1, int(one.confidence * BINS)), []).append(one)
    gaps = (abs(sum(o.confidence for o in b) - sum(o.right for o in b)) for b in bins.values())
    return sum(gaps) / max(1, len(judged))


def confidence_figures(articles: Sequence[Labelled]) -> dict[str, float]:
    """Return the calibration errors of attributions, and of hedges if any article has them."""
    judged = {"attribution calibration error": judged_attributions(articles)}
    if any(article.hedges is not None for article in articles):
        judged["hedge calibration error"] = judged_hedges(articles)
    return {name: expected_calibration_error(many) for name, many in judged.items()}
