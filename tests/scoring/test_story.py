"""What holds for every story, whatever the text."""

import string

import pytest
from evidence import check_spans
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scoring.engine import Engine
from scoring.errors import InvalidRequest
from scoring.report.request import ScoreRequest
from scoring.types import OffsetUnit

WORDS = st.sampled_from(
    "The mayor said that officials “may close” the bridge. Q: A: Ana Ruiz: he told «us» about 50 "
    "according to a source , \n \n\n ' \" ‘ ’ `` '' … — U.S. 3.5 \u200b \u00a0 😀 e\u0301 שלום "
    "critics believe reportedly who spoke on condition of anonymity".split(" ")
)
TEXTS = st.one_of(
    st.lists(WORDS, min_size=1, max_size=60).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=120),
    st.text(string.punctuation + " a\n", min_size=1, max_size=80),
)


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(text=TEXTS, unit=st.sampled_from(["codepoint", "utf16", "utf8"]))
def test_every_piece_of_evidence_is_in_the_text(
    engine: Engine, text: str, unit: OffsetUnit
) -> None:
    """Its text equals the article's at its offsets, in all three units."""
    try:
        report = engine.score(ScoreRequest(text=text, language="en", offsets=unit))
    except InvalidRequest:
        return
    check_spans(text, report.evidence, unit)
    for name, score in report.scores.items():
        assert (score.value is None) == (score.score is None), name
        assert score.score is None or 0 <= score.score <= 100


@pytest.mark.parametrize(
    "text",
    [
        "word " * 2000,
        "x" * 20_000,
        "“" * 500 + "a",
        "a\n" * 2000,
        "Ana: hi\n" * 300,
        "said " * 500,
        "https://example.org/" + "a/" * 2000,
        "An official said it rained. " * 1500,
        "7" * 5000 + " officials said it rained.",
        "An official said it" + " " * 100_000 + "rained.",
    ],
    ids=[
        "long paragraph",
        "long word",
        "marks",
        "lines",
        "turns",
        "cues",
        "url",
        "anonymous",
        "digits",
        "blanks",
    ],
)
def test_odd_articles_are_scored(engine: Engine, text: str) -> None:
    """They are strange, not wrong."""
    assert engine.score(ScoreRequest(text=text, language="en")).document.characters == len(text)


def test_nothing_of_an_article_is_kept(engine: Engine) -> None:
    """spaCy's string store has forgotten the article's words."""
    engine.score(ScoreRequest(text="Zqxvnia Brrtkl said the quzzle was grplng.", language="en"))
    strings = set(engine.pipeline.nlp.vocab.strings)
    assert not {"Zqxvnia", "zqxvnia", "Brrtkl", "quzzle", "grplng"} & strings


def test_what_holds_the_words_is_made_anew(
    engine: Engine, seed_text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many new words, by the thread's own count; what is read does not change by it."""
    request = ScoreRequest(text=seed_text)
    before = engine.score(request)
    monkeypatch.setattr("scoring.pipeline.MAX_NEW_WORDS", 1)
    first = engine.pipeline.nlp
    assert engine.score(request) == before
    second = engine.pipeline.nlp
    assert second is not first
    monkeypatch.setattr("scoring.pipeline.MAX_NEW_WORDS", 50_000)
    assert engine.score(request) == before
    assert engine.pipeline.nlp is second


def test_lists_asked_for_alone_are_the_same(engine: Engine, seed_text: str) -> None:
    """A scorer's figures do not depend on who else was asked."""
    whole = engine.score(ScoreRequest(text=seed_text))
    alone = engine.score(ScoreRequest(text=seed_text, scorers=["hedging"]))
    assert alone.scores == {"hedging": whole.scores["hedging"]}
    assert alone.evidence == {"hedges": whole.evidence["hedges"]}
