"""Fit the confidence of an artefact on dev: two numbers for attributions, two for hedges."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scoring.evaluation.confidence import Judged, judged_attributions, judged_hedges
from scoring.evaluation.corpus import read_labelled
from scoring.model.artefact import TABLES
from scoring.model.confidence import log_odds
from scoring.pipeline import Pipeline
from training.export import write_manifest

STEPS = 50
"""Number of iterations of Newton's method."""
AS_IT_IS = np.array([0.0, 1.0], dtype=np.float32)
"""The evidence is the confidence."""


def calibrate(model: Path, data: Path, version: str, window: int) -> None:
    """Write the fitted numbers into the artefact's tables, and its manifest anew."""
    with np.load(model / TABLES) as stored:
        tables = dict(stored)
    tables["attribution_confidence"] = tables["hedge_confidence"] = AS_IT_IS
    np.savez(model / TABLES, **tables)
    write_manifest(model, version, window)
    articles = read_labelled(Pipeline.load(model), data, "dev")
    tables["attribution_confidence"] = platt(judged_attributions(articles))
    tables["hedge_confidence"] = platt(judged_hedges(articles))
    np.savez(model / TABLES, **tables)
    write_manifest(model, version, window)


def platt(judged: list[Judged]) -> NDArray[np.float32]:
    """Return the offset and slope of the logistic curve that fits best (Platt 1999).

    Newton's method on the likelihood, with a weak prior on a slope of 1. Where nothing was labelled
    there is nothing to fit.
    """
    if not judged:
        return AS_IT_IS
    x = np.array([[1.0, log_odds(one.confidence)] for one in judged])
    y = np.array([float(one.right) for one in judged])
    weights = np.array([0.0, 1.0])
    prior = np.diag([0.0, 1.0])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - prior @ (weights - np.array([0.0, 1.0]))
        curvature = (x * (p * (1 - p))[:, None]).T @ x + prior
        weights = weights + np.linalg.solve(curvature, gradient)
    return weights.astype(np.float32)
