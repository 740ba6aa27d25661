"""Speakers whom only the clause shows, read by the packaged artefact."""

import pytest

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
            "the physicist Maria Weiss",
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
