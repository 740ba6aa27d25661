"""The seed article against its gold, as it is and with other names in another order."""

from pathlib import Path

import pytest
from seed_gold import (
    SEEDS,
    Gold,
    as_given,
    beyond,
    matches,
    missed,
    renamed_and_reordered,
    touch,
)

from scoring.engine import Engine
from scoring.pipeline import Pipeline
from scoring.report.request import ScoreRequest
from scoring.story import Story
from scoring.types import Article

SHARED_SEED = Path(__file__).parents[3] / "shared" / "seed" / "article.txt"


@pytest.fixture(scope="module", params=[as_given, renamed_and_reordered])
def gold(request: pytest.FixtureRequest) -> Gold:
    made: Gold = request.param()
    return made


@pytest.fixture(scope="module")
def story(pipeline: Pipeline, gold: Gold) -> Story:
    return pipeline.parse(Article(text=gold.text))


def test_the_seed_is_the_one_that_was_given() -> None:
    """Byte for byte."""
    if not SHARED_SEED.exists():
        pytest.skip("the given seed is not beside this checkout")
    assert (SEEDS / "article.txt").read_bytes() == SHARED_SEED.read_bytes()


def test_the_other_seed_is_another() -> None:
    """No name of the seed's is left, and every offset is at the words it was at."""
    given, other = as_given(), renamed_and_reordered()
    assert not any(name in other.text for name in ("Austin", "Korea", "Russia", "Carter", "U.S."))
    for one, two in zip(given.attributions, other.attributions, strict=True):
        if one["cue"]:
            assert given.text[slice(*one["cue"])] == other.text[slice(*two["cue"])]
    for span, moved in zip(given.hedges, other.hedges, strict=True):
        assert given.text[slice(*span)] == other.text[slice(*moved)]


def test_attributions_are_found_with_their_source_types(gold: Gold, story: Story) -> None:
    """All 17 that are not optional."""
    assert sum(not g.get("optional") for g in gold.attributions) == 17
    assert missed(gold, story) == []


def test_at_most_two_attributions_are_beyond_gold(gold: Gold, story: Story) -> None:
    """What is neither gold nor optional."""
    others = [
        a.cue.text for a in story.counted if not any(matches(g, a) for g in gold.attributions)
    ]
    assert len(others) <= 2, others


def test_all_anonymous_sources_are_found_and_nobody_named_is_one(gold: Gold, story: Story) -> None:
    """Three anonymous attributions; no other is called so."""
    wanted = [g for g in gold.attributions if g["anonymous"]]
    anonymous = [a for a in story.counted if a.source and a.source.anonymous]
    assert len(wanted) == 3
    assert all(any(matches(g, a) for a in anonymous) for g in wanted)
    named = [g["source"] for g in gold.attributions if g["source_type"].startswith("named")]
    wrongly = [
        a.source.text
        for a in anonymous
        if a.source and any(touch(n, (a.source.start, a.source.end)) for n in named)
    ]
    assert wrongly == []


def test_no_interviewers_turn_is_counted(gold: Gold, story: Story) -> None:
    """All six are marked, none of their words is anybody's counted content."""
    assert sum(a.interviewer for a in story.attributions) == len(gold.turns)
    assert not any(
        touch(turn, (piece.start, piece.end))
        for turn in gold.turns
        for a in story.counted
        for piece in a.content
    )


def test_hedges_are_found(gold: Gold, story: Story) -> None:
    """All 23, with at most 2 that are neither gold nor optional."""
    required = {span for span, optional in gold.hedges.items() if not optional}
    assert len(required) == 23
    assert [gold.text[s:e] for s, e in required - {(h.start, h.end) for h in story.hedges}] == []
    assert len(beyond(gold, story)) <= 2


def test_the_minister_is_one_speaker(gold: Gold, story: Story) -> None:
    """A description that points ahead, a last name and a pronoun are one speaker."""
    surname = "Austin" if "Austin" in gold.text else "Whitmore"
    (minister,) = [s for s in story.speakers if s.name and surname in s.name]
    assert minister.attributions >= 6


def test_the_seed_scores_fifty(engine: Engine, seed_text: str) -> None:
    """On all four, with the default profile."""
    scores = engine.score(ScoreRequest(text=seed_text)).scores
    assert {name: score.score for name, score in scores.items()} == {
        "attribution": 50.0,
        "anonymity": 50.0,
        "hedging": 50.0,
        "readability": 50.0,
    }
