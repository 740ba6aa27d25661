"""One unnamed source stays one, and two stay two: descriptions held against one another."""

import pytest

from scoring.pipeline import Pipeline
from scoring.speakers.draft import Draft
from scoring.speakers.phrases import analyse
from scoring.speakers.unnamed import Unnamed
from scoring.speakers.unnamed_descriptions import describe
from scoring.types import Article, SourceType

SAME = [
    ("two aides", "the aides"),
    ("two aides", "both aides"),
    ("three people briefed on the plan", "two of the people"),
    ("people familiar with the matter", "the people"),
    ("a Turkish diplomat", "the diplomat"),
    ("a Turkish diplomat", "the person"),
    ("a person familiar with the talks", "the source"),
    ("U.S. officials", "the officials"),
    ("U.S. officials", "officials"),
    ("congressional sources", "the source"),
    ("a spokesman for the mill", "a spokesman"),
    ("a spokesman for the mill", "the mill 's spokesman"),
]
OTHERS = [
    ("a senior official", "another official"),
    ("a senior official", "a senior official"),
    ("an official", "a second official"),
    ("U.S. officials", "Turkish officials"),
    ("people familiar with the sale", "people familiar with the talks"),
    ("two aides", "three aides"),
    ("two aides", "an aide"),
    ("a nurse", "the doctor"),
    ("a spokesman for the mill", "a spokesman for the union"),
    ("a spokesman for the mill", "a spokeswoman"),
    ("three people", "one of the people"),
]


def earlier(first: str, second: str) -> Draft | None:
    unnamed = Unnamed()
    phrase = analyse(first.split())
    kind: SourceType = "unnamed_group" if describe(phrase).plural else "unnamed_person"
    unnamed.note(Draft(kind, None, first, phrase.noun, 0), phrase)
    return unnamed.earlier(analyse(second.split()))


@pytest.mark.parametrize(("first", "second"), SAME)
def test_a_description_goes_back(first: str, second: str) -> None:
    """To the one before it."""
    found = earlier(first, second)
    assert found is not None
    assert found.description == first


@pytest.mark.parametrize(("first", "second"), OTHERS)
def test_a_description_introduces(first: str, second: str) -> None:
    """Somebody else."""
    assert earlier(first, second) is None


def test_the_nearest_of_several_is_meant(pipeline: Pipeline) -> None:
    """Of those who fit as well, whoever was mentioned last."""
    text = "A nurse said it rained. A pilot said it snowed. The person said it was cold."
    sources = [a.source for a in pipeline.parse(Article(text=text)).counted if a.source]
    assert sources[2].speaker == sources[1].speaker


def test_nobody_is_called_named_without_a_name(pipeline: Pipeline) -> None:
    """Whatever the description sounds like."""
    text = (
        "The retired surgeon said the ward was full. The brothers said it was empty. "
        "He said nobody came. They said nobody asked. Somebody wept, the striker said."
    )
    story = pipeline.parse(Article(text=text))
    assert [s for s in story.speakers if s.type == "named_person" and not s.name] == []
