"""The seed article against its gold."""

import json
from pathlib import Path
from typing import Any

import pytest

from scoring.engine import Engine
from scoring.request import ScoreRequest
from scoring.story import Story
from scoring.values import Attribution

SEEDS = Path(__file__).parents[2] / "seeds"
SHARED_SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"
GOLD: dict[str, Any] = json.loads((SEEDS / "gold.json").read_text(encoding="utf-8"))


def touch(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def matches(gold: dict[str, Any], found: Attribution) -> bool:
    """Cue and content overlap."""
    return touch(gold["cue"], (found.cue.start, found.cue.end)) and any(
        touch(span, (piece.start, piece.end)) for span in gold["content"] for piece in found.content
    )


def source_type(found: Attribution) -> str:
    return found.source.type if found.source else "none"


def test_the_seed_is_the_one_that_was_given() -> None:
    """Byte for byte."""
    if not SHARED_SEED.exists():
        pytest.skip("the given seed is not beside this checkout")
    assert (SEEDS / "article.txt").read_bytes() == SHARED_SEED.read_bytes()


def test_attributions_are_found_with_their_source_types(seed: Story) -> None:
    """At least 14 of the 17 that are not optional."""
    gold = [g for g in GOLD["attributions"] if not g.get("optional")]
    right = [
        g
        for g in gold
        if any(matches(g, a) and source_type(a) == g["source_type"] for a in seed.counted)
    ]
    assert len(gold) == 17
    assert len(right) >= 14


def test_all_anonymous_sources_are_found_and_nobody_named_is_one(seed: Story) -> None:
    """Three anonymous attributions; no other is called so."""
    gold = [g for g in GOLD["attributions"] if g["anonymous"]]
    anonymous = [a for a in seed.counted if a.source and a.source.anonymous]
    assert all(any(matches(g, a) for a in anonymous) for g in gold)
    named = [g for g in GOLD["attributions"] if g["source_type"].startswith("named")]
    wrongly = [
        a.source.text
        for a in anonymous
        if a.source
        and any(touch(tuple(n["source"]), (a.source.start, a.source.end)) for n in named)
    ]
    assert wrongly == []


def test_no_interviewers_turn_is_counted(seed: Story) -> None:
    """All six are marked, none of their words is anybody's counted content."""
    turns = GOLD["interviewer_turns"]
    assert sum(a.interviewer for a in seed.attributions) == len(turns)
    assert not any(
        touch(tuple(turn["content"]), (piece.start, piece.end))
        for turn in turns
        for a in seed.counted
        for piece in a.content
    )


def test_hedges_are_found(seed: Story) -> None:
    """At least 20 of 23, with at most 4 that are neither gold nor optional."""
    gold = {tuple(h["span"]): bool(h.get("optional")) for h in GOLD["hedges"]}
    found = {(h.start, h.end) for h in seed.hedges}
    required = {span for span, optional in gold.items() if not optional}
    assert len(required) == 23
    assert len(required & found) >= 20
    assert sum(not any(touch(f, g) for g in gold) for f in found) <= 4


def test_the_minister_is_austin(seed: Story) -> None:
    """A description that points ahead, a last name and a pronoun are one speaker."""
    austin = [s for s in seed.speakers if s.name == "Lloyd Austin"]
    assert len(austin) == 1
    assert austin[0].attributions >= 6


def test_the_seed_scores_fifty(engine: Engine, seed_text: str) -> None:
    """On all four, with the default profile."""
    scores = engine.score(ScoreRequest(text=seed_text)).scores
    assert {name: score.score for name, score in scores.items()} == {
        "attribution": 50.0,
        "anonymity": 50.0,
        "hedging": 50.0,
        "readability": 50.0,
    }
