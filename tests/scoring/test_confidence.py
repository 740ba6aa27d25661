"""Confidence: what it is made of, and what a request leaves out by it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import Engine
from scoring.evaluation.confidence import Judged, expected_calibration_error
from scoring.model.confidence import calibrated, log_odds
from scoring.report.request import ScoreRequest

AS_IT_IS = np.array([0.0, 1.0], dtype=np.float32)


@given(st.floats(0.001, 0.999))
def test_an_uncalibrated_confidence_is_the_evidence(share: float) -> None:
    """Offset 0 and slope 1 change nothing but the rounding."""
    assert calibrated(log_odds(share), AS_IT_IS) == pytest.approx(share, abs=0.001)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_evidence_is_never_less_confidence(one: float, other: float) -> None:
    """Calibration keeps the order."""
    table = np.array([0.8, 1.3], dtype=np.float32)
    low, high = sorted((one, other))
    assert 0 <= calibrated(log_odds(low), table) <= calibrated(log_odds(high), table) <= 1


def test_the_calibration_error_is_the_gap() -> None:
    """Half of what is found with .9 is right: the gap is .4; of .5, none."""
    sure = [Judged(confidence=0.9, right=True), Judged(confidence=0.9, right=False)]
    assert expected_calibration_error(sure) == pytest.approx(0.4)
    assert (
        expected_calibration_error(
            [Judged(confidence=0.5, right=True), Judged(confidence=0.5, right=False)]
        )
        == 0
    )


def test_what_is_less_sure_is_left_out_and_not_counted(engine: Engine, seed_text: str) -> None:
    """The counts are those of the evidence that is shown; the report says so."""
    report = engine.score(ScoreRequest(text=seed_text, min_confidence=0.9))
    whole = engine.score(ScoreRequest(text=seed_text))
    for name in ("attributions", "hedges"):
        expected = [item for item in whole.evidence[name] if item["confidence"] >= 0.9]
        kept = report.evidence[name]
        assert [item["start"] for item in kept if "start" in item] == [
            item["start"] for item in expected if "start" in item
        ]
        assert len(kept) == len(expected) < len(whole.evidence[name])
    assert report.scores["hedging"].metrics["hedges"] == len(report.evidence["hedges"])
    ids = {item["id"] for item in report.evidence["attributions"]}
    assert all(h["attribution"] in {None, *ids} for h in report.evidence["hedges"])
    assert [w.code for w in report.warnings] == ["min_confidence"]


def test_nothing_is_left_out_unless_asked(engine: Engine, seed_text: str) -> None:
    """The default keeps all, without a warning."""
    assert engine.score(ScoreRequest(text=seed_text)).warnings == []


def test_speakers_are_those_of_what_is_left(engine: Engine, seed_text: str) -> None:
    """A speaker whose attributions are all left out is no speaker."""
    report = engine.score(ScoreRequest(text=seed_text, min_confidence=0.8))
    used = {a["source"]["speaker"] for a in report.evidence["attributions"] if a["source"]}
    assert {s["id"] for s in report.evidence["speakers"]} == used
