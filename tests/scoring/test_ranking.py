"""Whom "he" and "she" stand for: by gender, by who spoke, not by who is spoken of."""

import pytest

from scoring.doc_attributes import READING
from scoring.model.decoding import Reading
from scoring.pipeline import Pipeline
from scoring.speakers.body_names import BodyNames
from scoring.speakers.cast import Cast
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.ranking import MAX_CANDIDATES, Candidate, Ranking, meant
from scoring.story import Story
from scoring.types import Article

EXAMPLES = [
    (
        "Tom Okafor praised Mayor Ana Ruiz at length. “The pier is a triumph,” he said.",
        "“The pier",
        "Tom Okafor",
    ),
    (
        "Tom Okafor praised Mayor Ana Ruiz at length. “The pier is a triumph,” she said.",
        "“The pier",
        "Ana Ruiz",
    ),
    (
        "Omar Aziz said the mill would close. “Peter Holt promised us work, and Holt lied,” "
        "he said.",
        "“Peter Holt",
        "Omar Aziz",
    ),
    (
        "“Peter Holt knows the town,” said Omar Aziz, who runs the mill. He added that the price "
        "was fair.",
        "that the price",
        "Omar Aziz",
    ),
    (
        "Carla Diaz said the well was dry. Anders Holt was with her. She said it had been dry for "
        "a year.",
        "it had been dry",
        "Carla Diaz",
    ),
    (
        "A ministry spokeswoman said the wells were safe. Peter Holt doubted it. “We tested them,” "
        "she said.",
        "“We tested",
        "ministry spokeswoman",
    ),
]


@pytest.mark.parametrize(("text", "content", "expected"), EXAMPLES, ids=[e[2] for e in EXAMPLES])
def test_whom_a_pronoun_stands_for(
    pipeline: Pipeline, text: str, content: str, expected: str
) -> None:
    """The attribution with this content is that person's."""
    story: Story = pipeline.parse(Article(text=text))
    known = {s.id: s.name or s.description for s in story.speakers}
    at = text.index(content)
    found = [
        known[a.source.speaker]
        for a in story.attributions
        if a.source and any(piece.start <= at < piece.end for piece in a.content)
    ]
    assert found == [expected]


def ranking(pipeline: Pipeline, text: str) -> tuple[Ranking, Reading]:
    """A ranking before anybody has spoken."""
    reading: Reading = READING.of(pipeline.parse(Article(text=text)).doc)
    return Ranking(reading, Cast(reading, BodyNames(reading, ())), People(reading)), reading


def test_the_other_gender_is_no_candidate(pipeline: Pipeline) -> None:
    """Nor anybody who is named further on."""
    text = "Tom Okafor met Ana Ruiz and Robin Holt. She left. Lena Diaz stayed."
    found, reading = ranking(pipeline, text)
    she = found.candidates(reading.tokens.words.index("She"), female=True)
    assert {c.who.full for c in she if isinstance(c.who, Person)} == {"Ana Ruiz", "Robin Holt"}


def test_the_candidates_are_bounded(pipeline: Pipeline) -> None:
    """However many people an article names."""
    text = " ".join(f"Anna B{'abcdefghij'[i % 10] * (i // 10 + 1)} came." for i in range(200))
    found, reading = ranking(pipeline, f"{text} She left.")
    assert len(found.candidates(len(reading.tokens.words) - 3, female=True)) <= MAX_CANDIDATES


def test_nobody_was_named(pipeline: Pipeline) -> None:
    """Then nobody is meant."""
    found, _ = ranking(pipeline, "It rained. She left.")
    assert meant(found.candidates(3, female=True))[0] is None


def test_nobody_is_likely_enough() -> None:
    """Of several whom nothing tells apart none is named."""
    names = ("ana", "lena", "rosa")
    same = [Candidate(Person((name, "holt")), 1, ()) for name in names]
    assert meant(same)[0] is None
    assert meant(same[:1])[0] is same[0].who
