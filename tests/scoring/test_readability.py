"""The readability scorer: its figures and the sentences it shows."""

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from scoring.readability import formulas
from scoring.readability.counting import count
from scoring.readability.hardest import MAX_SENTENCES, find_hardest
from scoring.scorer import Scorer
from scoring.scorers.readability import ReadabilityScorer
from scoring.story import Story
from scoring.text.words import count_words
from scoring.types import Article, SentenceNote

SIMPLE = [
    "The old bridge will close for repairs in the spring.",
    "A town council voted for the project on Tuesday evening.",
    "Drivers must take the long way around the valley.",
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
        quotations=(),
        attributions=(),
        speakers=(),
        hedges=(),
    )


@pytest.fixture(scope="module")
def scorer() -> ReadabilityScorer:
    return ReadabilityScorer()


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
    assert measured.metrics["words_per_sentence"] == pytest.approx(29 / 3)
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
    assert note.grade == round(formulas.flesch_kincaid_grade(count([LONG])), 1)


def test_the_hardest_are_shown_in_the_articles_order() -> None:
    """At most ``MAX_SENTENCES``, the easier ones left out."""
    sentences = [" ".join(["the"] * (26 + i % 15)) + "." for i in range(30)]
    shown = notes(*sentences)
    assert len(shown) == MAX_SENTENCES
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
