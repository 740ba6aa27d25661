"""A score in words: sentence, typical band, percentile and score never contradict each other."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.calibration.profile import (
    Anchor,
    Calibrated,
    Profile,
    ScoreProfile,
    calibrate,
    load_profiles,
)
from scoring.engine import Engine
from scoring.report.comparison import advise, compare, wording
from scoring.report.request import ScoreRequest
from scoring.types import Direction

BUILT_IN = ("anonymity", "attribution", "hedging", "readability")
DIRECTIONS: st.SearchStrategy[Direction] = st.sampled_from(
    ["higher_is_better", "lower_is_better", "neutral"]
)
VALUES = st.one_of(st.integers(0, 12).map(float), st.floats(0, 12))
QUANTILES = st.lists(VALUES, min_size=2, max_size=60).map(sorted)
NEARLY = 0.06
"""How far a natural frequency may be from the share it stands for."""


def made(quantiles: list[float], seed: float, scorer: str, direction: Direction) -> Profile:
    scale = ScoreProfile(
        direction=direction, anchors=[Anchor(value=seed)], articles=9, quantiles=quantiles
    )
    return Profile(
        format=1, name="test", version="1", description="", reference="", model="",
        scores={scorer: scale},
    )  # fmt: skip


def said(sentence: str) -> float:
    """Return the share that a sentence names."""
    if "half of the" in sentence:
        return 0.5
    found = re.search(r"(\d+) in (\d+)", sentence)
    assert found
    return int(found[1]) / int(found[2])


def kind(sentence: str, scorer: str) -> str:
    words = wording().of(scorer)
    for name in ("more", "fewer", "none_like", "none_unlike"):
        template = getattr(words, name)
        if template and sentence.startswith(template.split("{")[0]):
            return name
    return "typical"


@given(QUANTILES, VALUES, DIRECTIONS, st.sampled_from((*BUILT_IN, "tone")))
def test_the_band_ascends_around_the_median(
    quantiles: list[float], seed: float, direction: Direction, scorer: str
) -> None:
    """In values and in scores."""
    typical = calibrate(made(quantiles, seed, scorer, direction), scorer, None).typical
    assert typical
    for band in (typical.value, typical.score):
        assert band.low <= band.median <= band.high
    assert 0 <= typical.score.low <= typical.score.high <= 100


def says(scorer: str, value: float | None, found: Calibrated, *, noun: str) -> str | None:
    compared = compare(scorer, value, found, noun=noun)
    return compared.fill() if compared else None


@given(QUANTILES, VALUES, VALUES, DIRECTIONS, st.sampled_from((*BUILT_IN, "tone")))
def test_the_needle_is_in_the_band_if_the_value_is(
    quantiles: list[float], seed: float, value: float, direction: Direction, scorer: str
) -> None:
    """The two bands are the same band."""
    found = calibrate(made(quantiles, seed, scorer, direction), scorer, value)
    assert found.typical
    assert found.score is not None
    value = round(value, 6)
    if found.typical.value.low <= value <= found.typical.value.high:
        assert found.typical.score.low <= found.score <= found.typical.score.high


@given(QUANTILES, VALUES, VALUES, DIRECTIONS, st.sampled_from((*BUILT_IN, "tone")))
def test_the_sentence_agrees_with_the_percentile(
    quantiles: list[float], seed: float, value: float, direction: Direction, scorer: str
) -> None:
    """What it says of others is so, and the percentile says the same."""
    found = calibrate(made(quantiles, seed, scorer, direction), scorer, value)
    shares = found.shares
    assert shares
    assert found.percentile is not None
    ahead = found.percentile / 100
    rank = 1 - ahead if direction == "lower_is_better" else ahead
    sentence = says(scorer, value, found, noun="articles")
    assert sentence
    share = {
        "more": shares.smaller,
        "fewer": shares.larger,
        "none_like": shares.equal,
        "none_unlike": shares.larger,
    }.get(kind(sentence, scorer), 0.0)
    if share:
        assert abs(said(sentence) - share) <= NEARLY or share < 0.05
    else:
        assert max(shares.smaller, shares.larger) < wording().majority
    if kind(sentence, scorer) == "more":
        assert rank >= share - 0.001 >= 0.5
    if kind(sentence, scorer) == "fewer":
        assert rank <= 1 - share + 0.001 <= 0.5


@pytest.mark.parametrize(
    ("scorer", "value", "sentence"),
    [
        ("hedging", 8.0, "More hedges for its length than 3 in 4 articles."),
        ("hedging", 5.0, "A typical number of hedges for its length."),
        ("hedging", 1.0, "Fewer hedges for its length than 3 in 4 articles."),
        ("hedging", 0.0, "No hedges, like 1 in 5 articles."),
        ("anonymity", 8.0, "More from unnamed sources than 3 in 4 articles."),
        ("anonymity", 0.0, "Nothing from unnamed sources, like 1 in 5 articles."),
        ("attribution", 99.0, "More attributed statements for its length than 99 in 100 articles."),
        ("readability", 1.0, "Easier to read than 3 in 4 articles."),
        ("readability", 8.0, "Harder to read than 3 in 4 articles."),
        ("tone", 8.0, "A higher value than 3 in 4 articles."),
        ("tone", 0.0, "A lower value than 4 in 5 articles."),
    ],
)
def test_the_sentences(scorer: str, value: float, sentence: str) -> None:
    """Whichever direction is better, "more" is more of what is counted."""
    quantiles = [0.0, 0.0, 0.0, 2.0, 3.0, 4.0, 6.0, 7.0, 9.0, 9.0, 10.0]
    for direction in ("lower_is_better", "higher_is_better", "neutral"):
        found = calibrate(made(quantiles, 4.0, scorer, direction), scorer, value)
        assert says(scorer, value, found, noun="articles") == sentence


def test_having_none_where_nearly_all_have_some() -> None:
    """Few share it, and the sentence does not say that many do."""
    quantiles = [float(step) for step in range(1, 102)]
    found = calibrate(made(quantiles, 4.0, "attribution", "higher_is_better"), "attribution", 0.0)
    assert (
        says("attribution", 0.0, found, noun="press releases")
        == "No attributed statements, unlike 99 in 100 press releases."
    )


@pytest.mark.parametrize("name", sorted(load_profiles()))
def test_nothing_is_asked_about_unnamed_sources_where_there_are_none(name: str) -> None:
    """And something is where there are."""
    profile = load_profiles()[name]
    for value, asked in ((0.0, False), (0.01, True), (0.1, True), (0.9, True)):
        found = calibrate(profile, "anonymity", value)
        assert (advise("anonymity", value, found, {}) is not None) is asked


def test_the_reporter_is_not_asked_about_hedges_of_the_sources() -> None:
    """Where all of many hedges are in their words."""
    found = calibrate(load_profiles()["default"], "hedging", 9.0)
    own, none = (advise("hedging", 9.0, found, {"reporter_voice": n}) for n in (1, 0))
    assert own
    assert none
    assert "reporter's voice" in own
    assert "reporter" not in none


def test_no_value_and_no_scale_have_no_words() -> None:
    """The reason says why."""
    profile = load_profiles()["default"]
    for value, found in ((None, calibrate(profile, "hedging", None)), (1.0, Calibrated())):
        assert compare("hedging", value, found, noun="articles") is None
        assert advise("hedging", value, found, {}) is None


def test_a_report_says_it(engine: Engine) -> None:
    """An article that nobody is quoted in: undefined anonymity still has the typical band."""
    text = "The pier opens in May. Crews replaced the planks that the storm of March tore away."
    scores = engine.score(ScoreRequest(text=text, language="en", evidence=False)).scores
    assert scores["anonymity"].comparison is None
    assert scores["anonymity"].typical is not None
    assert scores["attribution"].comparison
    assert scores["attribution"].comparison.startswith("No attributed statements, unlike")
    assert scores["attribution"].advice == "Who says so? No statement is attributed to a source."
