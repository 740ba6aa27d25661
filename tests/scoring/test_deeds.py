"""Deeds are no statements: each row of the table leaves its deed out, and keeps what is said."""

from typing import Any

import pytest

from scoring.engine import Engine
from scoring.lexicons.lexicon import load_rows
from scoring.report.request import ScoreRequest

ROWS = load_rows("deeds")


def attributions(engine: Engine, text: str) -> list[Any]:
    return engine.score(ScoreRequest(text=text, language="en")).evidence["attributions"]


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_row_leaves_out_its_deed_alone(engine: Engine, row: dict[str, str]) -> None:
    """No attribution in the one example, one in the other, of the same words."""
    assert attributions(engine, row["deed"]) == []
    assert attributions(engine, row["said"]) != []


def test_what_is_quoted_was_said(engine: Engine) -> None:
    """A deed's words with a quotation are a statement."""
    assert attributions(engine, "“I did it,” Carl Voss pleaded.") != []


def test_a_byline_is_no_attribution(engine: Engine) -> None:
    """Though its words are those of a cue."""
    text = "Staff and wire reports\n\nThe fair opened on Friday with a parade."
    assert attributions(engine, text) == []
