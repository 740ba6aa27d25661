"""The draw of prompts to be judged: the same again, of all rules or one, with the places marked."""

import json
from pathlib import Path
from typing import Any

import pytest

from training.prompts import draw, excerpt, main

TEXT = "The pier may close. An aide said so."
ROWS = [
    {
        "id": str(number),
        "prompts": json.dumps(
            [
                {"rule": "hedge", "message": "it hedges", "spans": [{"start": 9, "end": 12}]},
                {"rule": "unnamed", "message": "who?", "spans": [{"start": 20, "end": 27}]},
            ]
        ),
    }
    for number in range(9)
]


def test_a_draw_can_be_repeated() -> None:
    """As many as there are, or as were asked for."""
    drawn = draw(ROWS, each=4, seed=1)
    assert drawn == draw(ROWS, each=4, seed=1)
    assert drawn != draw(ROWS, each=4, seed=2)
    assert {rule: len(prompts) for rule, prompts in drawn.items()} == {"hedge": 4, "unnamed": 4}
    assert len({id_ for id_, _ in drawn["hedge"]}) == 4
    assert list(draw(ROWS, each=99, seed=1, rules=["hedge"])) == ["hedge"]
    assert len(draw(ROWS, each=99, seed=1)["hedge"]) == 9


def test_rows_without_prompts() -> None:
    """One that could not be scored, and one with nothing to look at, read or as JSON."""
    rows: list[dict[str, Any]] = [
        {"id": "1", "prompts": None},
        {"id": "2", "prompts": "[]"},
        {"id": "3", "prompts": []},
    ]
    assert draw(rows, each=3, seed=1) == {}


def test_the_places_are_marked() -> None:
    """Also one inside another; what is left out is shown."""
    assert excerpt(TEXT, [{"start": 9, "end": 12}], around=4) == "… ier [[may]] clo …"
    spans = [{"start": 20, "end": 36}, {"start": 20, "end": 27}]
    assert excerpt(TEXT, spans, around=99) == "The pier may close. [[[[An aide]] said so.]]"


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    scores, articles = tmp_path / "scores.jsonl", tmp_path / "articles.jsonl"
    scores.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    articles.write_text(
        "\n".join(json.dumps({"id": str(number), "text": TEXT}) for number in range(9)),
        encoding="utf-8",
    )
    main([str(scores), str(articles), "--rule", "unnamed", "--each", "2", "--rows", "3"])
    told = capsys.readouterr().out
    assert told.count("### unnamed") == 2
    assert "of 2, " in told
    assert "[[An aide]]" in told
