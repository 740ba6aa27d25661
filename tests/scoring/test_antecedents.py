"""Whom pronouns, relatives and descriptions stand for: examples through the whole pipeline."""

import pytest

from scoring.pipeline import Pipeline
from scoring.story import Story
from scoring.types import Article


def speakers(pipeline: Pipeline, text: str) -> list[str]:
    """The name or description of each attribution's speaker, in order."""
    story: Story = pipeline.parse(Article(text=text))
    known = {s.id: s.name or s.description or "" for s in story.speakers}
    return [known[a.source.speaker] for a in story.attributions if a.source]


EXAMPLES = [
    (
        "Mayor Ana Ruiz said the pier would open. She said the work was done.",
        ["Ana Ruiz", "Ana Ruiz"],
    ),
    (
        "Tom Okafor said the mill was sold. Okafor said the price was fair.",
        ["Tom Okafor", "Tom Okafor"],
    ),
    (
        "Sen. Lena Holt said the bill was dead. “It is over,” the senator said.",
        ["Lena Holt", "Lena Holt"],
    ),
    (
        "“We will sue,” said Omar Aziz, who said he had lost his boat.",
        ["Omar Aziz", "Omar Aziz"],
    ),
    (
        "A ministry spokeswoman said the wells were safe. “We tested them,” she said.",
        ["ministry spokeswoman", "ministry spokeswoman"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), EXAMPLES, ids=[e[0][:30] for e in EXAMPLES])
def test_antecedent(pipeline: Pipeline, text: str, expected: list[str]) -> None:
    """Both mentions are one speaker."""
    found = speakers(pipeline, text)
    assert [name for name in found if name in expected][: len(expected)] == expected


def test_two_officials_stay_two(pipeline: Pipeline) -> None:
    """The same words do not make two unnamed people one."""
    text = (
        "A senior official said the talks had failed.\n"
        "Another senior official said the talks would resume in spring."
    )
    assert len(set(speakers(pipeline, text))) == 2
