"""The packaged profiles: the seed at 50, the best value at 100, and small files."""

import pytest

from scoring.calibration.profile import PACKAGED, Profile, calibrate, load_profiles
from scoring.engine import Engine
from scoring.types import Article

PROFILES = load_profiles()
MOST_BYTES = 100_000
"""Of all profiles together: they hold quantiles and no articles."""


@pytest.fixture(scope="module")
def seed_values(engine: Engine, seed_text: str) -> dict[str, float | None]:
    return engine.values(Article(text=seed_text))


def test_the_default_comes_first() -> None:
    """In every list; the others by name."""
    first, *others = PROFILES
    assert first == "default"
    assert others == sorted(others)


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_the_seed_stands_at_fifty(profile: Profile, seed_values: dict[str, float | None]) -> None:
    """On every score of every profile."""
    scores = {name: calibrate(profile, name, value).score for name, value in seed_values.items()}
    assert set(scores.values()) == {50.0}


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_the_best_value_scores_a_hundred(profile: Profile) -> None:
    """An article without unnamed sources cannot do better. If the seed is beyond all articles, it
    takes a value beyond the seed.
    """
    assert calibrate(profile, "anonymity", 0.0).score == 100
    for name, scale in profile.scores.items():
        (seed,) = scale.anchors
        falling = scale.direction == "lower_is_better"
        best = (
            min(scale.quantiles[0], seed.value) if falling else max(scale.quantiles[-1], seed.value)
        )
        assert calibrate(profile, name, best).score == (50 if best == seed.value else 100)
        assert calibrate(profile, name, 0 if falling else 2 * best).score == 100


@pytest.mark.parametrize("profile", PROFILES.values(), ids=list(PROFILES))
def test_more_hedges_than_the_seeds_still_count(
    profile: Profile, seed_values: dict[str, float | None]
) -> None:
    """The seed has more than nearly all articles, but the scale does not end with it."""
    seed = seed_values["hedging"]
    assert seed is not None
    more, many = (calibrate(profile, "hedging", factor * seed).score for factor in (1.3, 2))
    assert more is not None
    assert more > 50
    assert many == 100


def test_profiles_are_small() -> None:
    """Quantiles only."""
    assert sum(path.stat().st_size for path in PACKAGED.glob("*.json")) < MOST_BYTES
