"""A figure that stands in several documents is the same in all of them."""

import re
from pathlib import Path
from typing import Final

import pytest

ROOT = Path(__file__).parents[2]
README: Final = (ROOT / "README.md").read_text(encoding="utf-8")
ACCURACY: Final = (ROOT / "docs" / "accuracy.md").read_text(encoding="utf-8")
CARD: Final = (ROOT / "scoring" / "model" / "reader" / "MODEL_CARD.md").read_text(encoding="utf-8")
HELD_BACK: Final = re.compile(r"the accuracy of source types is .*? F1 of hedges is \d\.\d+")

# By its row in docs/accuracy.md: the start of its row in the README, and in the model card.
ROWS: Final = {
    "source, exact": ("source, exact", "source exact"),
    "cue, exact": ("cue, exact", "cue exact"),
    "content, exact": ("content, exact", "content exact"),
    "whole attribution": ("whole attribution", "relation"),
    "type of source, given the source": (
        "type of source, given the source",
        "source type accuracy (given spans)",
    ),
    "anonymous sources, F1, given the source": (
        "anonymous sources, given the source",
        "anonymous source F1 (given spans)",
    ),
    "hedge cues, exact": ("hedge cues, exact", "hedge cue F1"),
}


def figure(text: str, row: str) -> str:
    """Return the first figure of the only row of a table that starts so."""
    (found,) = re.findall(rf"^\| {re.escape(row)}[^|]*\| (\d\.\d+)", text, re.MULTILINE)
    return str(found)


@pytest.mark.parametrize("row", ROWS)
def test_the_readme_and_the_card_have_the_same_figures(row: str) -> None:
    """As docs/accuracy.md, which has all of them."""
    in_readme, in_card = ROWS[row]
    expected = figure(ACCURACY, row)
    assert figure(README, in_readme) == expected
    assert figure(CARD, in_card) == expected


def test_the_held_back_figures_are_the_same() -> None:
    """In the sentences about the articles that nothing was fitted to."""
    assert HELD_BACK.findall(README) == HELD_BACK.findall(ACCURACY) != []
