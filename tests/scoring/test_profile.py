"""Calibration: the seed at 50, monotone, continuous, bounded."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.calibration.distribution import Distribution, Shares
from scoring.calibration.profile import (
    Anchor,
    Profile,
    ScoreProfile,
    calibrate,
    load_profiles,
    read_profile,
    to_json,
)
from scoring.errors import BadProfile
from scoring.types import Direction

VALUES = st.integers(-20, 20).map(float)
QUANTILES = st.lists(VALUES, min_size=2, max_size=30).map(sorted)
DIRECTIONS: st.SearchStrategy[Direction] = st.sampled_from(
    ["higher_is_better", "lower_is_better", "neutral"]
)


def profile(
    quantiles: list[float], *anchors: Anchor, direction: Direction = "higher_is_better"
) -> Profile:
    scale = ScoreProfile(
        direction=direction, anchors=list(anchors), articles=9, quantiles=quantiles
    )
    return Profile(
        format=1,
        name="test",
        version="1",
        description="",
        reference="",
        model="",
        scores={"tone": scale},
    )


def score(made: Profile, value: float) -> float:
    found = calibrate(made, "tone", value).score
    assert found is not None
    return found


@given(QUANTILES, VALUES, DIRECTIONS)
def test_the_seed_stands_at_fifty(
    quantiles: list[float], seed: float, direction: Direction
) -> None:
    """Wherever the seed lies in the reference, beyond its ends too."""
    made = profile(quantiles, Anchor(value=seed), direction=direction)
    assert score(made, seed) == 50


@given(QUANTILES, VALUES, DIRECTIONS, st.lists(st.floats(-30, 30), min_size=2, max_size=8))
def test_scores_follow_the_direction_and_stay_in_bounds(
    quantiles: list[float], seed: float, direction: Direction, values: list[float]
) -> None:
    """A better value never scores lower."""
    made = profile(quantiles, Anchor(value=seed), direction=direction)
    better_last = sorted(values, reverse=direction == "lower_is_better")
    scores = [score(made, value) for value in better_last]
    assert scores == sorted(scores)
    assert all(0 <= s <= 100 for s in scores)


@given(QUANTILES, st.floats(-30, 30), DIRECTIONS)
def test_the_scale_is_continuous(
    quantiles: list[float], value: float, direction: Direction
) -> None:
    """A hair's step of the value is a hair's step of F; values are at least 1 apart here."""
    at = Distribution(quantiles, falling=direction == "lower_is_better")
    assert abs(at.no_better(value + 1e-6) - at.no_better(value)) < 1e-5


@given(QUANTILES, st.one_of(VALUES, st.floats(-30, 30)))
def test_shares_add_up_and_follow_the_value(quantiles: list[float], value: float) -> None:
    """Smaller, equal and larger are everybody; a larger value has more that are smaller."""
    at = Distribution(quantiles, falling=False)
    shares, above = at.shares(value), at.shares(value + 0.5)
    assert shares.smaller + shares.equal + shares.larger == pytest.approx(1)
    assert min(shares.smaller, shares.equal, shares.larger) >= -1e-9
    assert above.smaller >= shares.smaller + shares.equal - 1e-9


def test_a_value_beside_a_tie_is_not_counted_among_it() -> None:
    """Half the articles have none; one with a little has more than all of those."""
    at = Distribution([0.0, 0.0, 0.0, 1.0, 2.0], falling=True)
    assert at.shares(0.0) == Shares(smaller=0.0, equal=0.5, larger=0.5)
    assert at.shares(0.001).smaller >= 0.5
    assert at.better_than(0.0) == 0.75
    assert at.better_than(0.001) <= 0.5


def test_the_formula() -> None:
    """50 F(x) / F(seed) below the seed, 50 + 50 (F(x) - F(seed)) / (1 - F(seed)) above."""
    made = profile([0.0, 1.0, 2.0, 3.0, 4.0], Anchor(value=3.0))
    assert [score(made, v) for v in (0, 1.5, 3, 3.5, 4, 9)] == [0, 25, 50, 75, 100, 100]


def test_ties_count_half_of_better_than() -> None:
    """Half of those that share a value are counted as worse."""
    assert Distribution([0.0, 0.0, 0.0, 4.0, 4.0], falling=False).better_than(0.0) == 0.25


@pytest.mark.parametrize("falling", [False, True])
def test_the_best_value_scores_a_hundred(falling: bool) -> None:  # noqa: FBT001
    """However many articles share it: one without anonymous sources cannot do better."""
    quantiles = [0.0, 0.0, 0.0, 0.5, 1.0, 1.0, 1.0]
    made = profile(
        quantiles,
        Anchor(value=0.5),
        direction="lower_is_better" if falling else "higher_is_better",
    )
    best, worse = (0.0, 0.01) if falling else (1.0, 0.99)
    assert score(made, best) == 100
    assert 50 < score(made, worse) < 100


def test_a_better_value_than_most_scores_more_than_a_worse_one() -> None:
    """The share of articles that are no better decides."""
    at = Distribution([0.0, 0.0, 1.0, 1.0, 2.0], falling=True)
    assert [at.no_better(value) for value in (0.0, 1.0, 2.0)] == [1.0, 0.5, 0.0]


def test_several_seeds_have_their_own_targets() -> None:
    """The score runs through every anchor."""
    made = profile(
        [0.0, 1.0, 2.0, 3.0, 4.0], Anchor(value=1.0, score=30), Anchor(value=3.0, score=80)
    )
    assert [score(made, v) for v in (1, 2, 3)] == [30, 55, 80]


def test_beyond_a_seed_that_is_the_best_of_all_the_value_counts() -> None:
    """No reference article is there; twice as far from the median is enough for 100."""
    directions: list[tuple[int, Direction]] = [(1, "neutral"), (-1, "lower_is_better")]
    for sign, direction in directions:
        quantiles = sorted(sign * value for value in (0.0, 1.0, 2.0, 3.0, 4.0))
        made = profile(quantiles, Anchor(value=sign * 6.0), direction=direction)
        scores = [score(made, sign * value) for value in (2.0, 4.0, 6.0, 8.0, 10.0, 99.0)]
        assert scores == [25, 50, 50, 75, 100, 100]


def test_an_undefined_value_has_no_score() -> None:
    """None stays None."""
    made = profile([0.0, 1.0], Anchor(value=0.0))
    assert calibrate(made, "tone", None).score is None


def test_a_scorer_without_calibration_says_so() -> None:
    """A guest's score is null, with the reason."""
    found = calibrate(profile([0.0, 1.0], Anchor(value=0.0)), "other", 1.0)
    assert (found.score, found.reason) == (
        None,
        "profile 'test' has no scale for 'other'",
    )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"format": 2}, "format"),
        ({"name": "No Spaces"}, "name"),
        ({"extra": 1}, "extra"),
        ({"scores": {"tone": {}}}, "direction"),
    ],
)
def test_a_bad_profile_is_refused(tmp_path: Path, change: dict[str, object], says: str) -> None:
    """The error names the file and what is wrong in it."""
    data = msgspec.json.decode(to_json(profile([0.0, 1.0], Anchor(value=0.0))))
    path = tmp_path / "bad.json"
    path.write_bytes(msgspec.json.encode(data | change))
    with pytest.raises(BadProfile, match=says) as caught:
        read_profile(path)
    assert str(path) in str(caught.value)


def test_falling_quantiles_are_refused(tmp_path: Path) -> None:
    """Quantiles rise."""
    path = tmp_path / "falling.json"
    path.write_bytes(to_json(profile([1.0, 0.0], Anchor(value=0.0))))
    with pytest.raises(BadProfile, match="ascending"):
        read_profile(path)


def test_seeds_that_contradict_the_direction_are_refused(tmp_path: Path) -> None:
    """A better seed cannot be asked to score lower."""
    made = profile([0.0, 1.0, 2.0], Anchor(value=0.0, score=80), Anchor(value=2.0, score=20))
    path = tmp_path / "contradicting.json"
    path.write_bytes(to_json(made))
    with pytest.raises(BadProfile, match="better seed"):
        read_profile(path)


def test_a_taken_name_is_refused(tmp_path: Path) -> None:
    """A folder's profile cannot stand in for the packaged one unseen."""
    made = msgspec.structs.replace(profile([0.0, 1.0], Anchor(value=0.0)), name="default")
    (tmp_path / "mine.json").write_bytes(to_json(made))
    with pytest.raises(BadProfile, match="already"):
        load_profiles(tmp_path)


def test_a_profile_comes_back_as_it_was_written(tmp_path: Path) -> None:
    """Writing and reading are each other's inverse."""
    made = profile([0.0, 1.0, 2.5], Anchor(value=0.5, score=40))
    (tmp_path / "p.json").write_bytes(to_json(made))
    assert read_profile(tmp_path / "p.json") == made
