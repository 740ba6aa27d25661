"""Speakers whom only the clause shows, read by the packaged artefact."""

import pytest
from evidence import pieces

from scoring.engine import Engine
from scoring.report.request import ScoreRequest


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


@pytest.mark.parametrize(
    ("text", "piece", "source"),
    [
        (
            "As the physicist Maria Weiss, one of the founders of the laboratory, drily said at "
            "the opening, “Nobody has ever been harmed by a neutrino.”",
            "Nobody has ever",
            "the physicist Maria Weiss, one of the founders of the laboratory,",
        ),
        (
            "The rocket will be ready in May, says NASA, and the money will run out before then, "
            "says Congress. Neither side expects a quick answer.",
            "The rocket",
            "NASA",
        ),
        (
            "The rocket will be ready in May, says NASA, and the money will run out before then, "
            "says Congress. Neither side expects a quick answer.",
            "the money",
            "Congress",
        ),
        (
            "The hikers were told by rangers that the path had been washed away. “We turned round "
            "at once,” said Gisela Braun, 29, from Kassel.",
            "the path had been",
            "rangers",
        ),
        (
            "Passengers on the late ferry were told by the crew that the engine had failed. “We "
            "just drifted,” said Isla Rendall, 44, a teacher.",
            "the engine had failed",
            "the crew",
        ),
        (
            "President Colm Brady declared the group defeated. Senator Liam Dunne said it was "
            "not.\nBrady’s statements “set in motion enthusiasm by the enemy we’re fighting,” "
            "Dunne said at a hearing. “I saw this in Kerry.”",
            "set in motion",
            "Dunne",
        ),
        # Only what goes on with another clause is somebody else's.
        (
            "The tunnel is safe, said Meyer, who inspected it on Monday.",
            "The tunnel is safe",
            "Meyer",
        ),
    ],
)
def test_who_says_it(engine: Engine, text: str, piece: str, source: str) -> None:
    found = engine.score(ScoreRequest(text=text, language="en")).evidence
    assert found is not None
    said = [
        one["source"]["text"] if one["source"] else ""
        for one in found["attributions"]
        if any(piece in content["text"] for content in one["content"])
    ]
    assert said == [source]


def test_a_clause_is_nobody(engine: Engine) -> None:
    """Not even one with a possessive in it, which looks like a verb."""
    text = "Officers checked on Brady’s well-being and didn’t observe any signs of impairment."
    found = engine.score(ScoreRequest(text=text, language="en")).evidence
    assert found is not None
    assert found["attributions"] == []


def test_a_quoted_heading_is_not_said(engine: Engine) -> None:
    """Though the reader adds it to what was said above it."""
    text = (
        "Imports of soy meal fell 29 percent in the first 11 months, according to the U.S. "
        "Department of Farming.\n‘MORE IMPORTANT THAN PRICE’\nThe mayor has pushed buyers to work "
        "with new suppliers, trade experts said."
    )
    found = engine.score(ScoreRequest(text=text, language="en")).evidence
    said = [piece["text"] for piece in pieces(found)]
    assert len(said) > 1
    assert not any("MORE" in text for text in said)
