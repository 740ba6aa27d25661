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


STANDS_FOR = [
    (
        "The Palace referred questions about the attack to the Defense Ministry, which said "
        "soldiers were killed by an explosion.",
        "Defense Ministry",
    ),
    (
        "The Gazette reported the claim on Friday. That makes four people who have said that the "
        "roof leaked.",
        "four people",
    ),
    (
        "Dr. Robert Ruiz of the Tyre Medical Center and colleagues tested an oral version to see "
        "if it helps.\n“It showed promise for preventing cancer,” they wrote in a summary.",
        "Dr. Robert Ruiz",
    ),
    (
        "President Colm Brady claimed victory over the rebels. Senator Liam Dunne, a Brady ally "
        "who has criticized the plan, suggested Brady’s stance encouraged attacks. He urged Brady "
        "to reconsider.",
        "Liam Dunne",
    ),
    (
        "Facebook Inc. FB 1.81% said it was adding a label. Facebook said it would begin in May.",
        "Facebook Inc.",
    ),
    (
        "The roof leaked, warns network monitoring company Sandvine.\nThe leak has gone on, said "
        "Sandvine.",
        "Sandvine",
    ),
]


@pytest.mark.parametrize(("text", "last"), STANDS_FOR, ids=[e[1] for e in STANDS_FOR])
def test_whom_the_last_source_stands_for(pipeline: Pipeline, text: str, last: str) -> None:
    """What is right before a relative, a body by its short name, and nobody named right after."""
    assert speakers(pipeline, text)[-1] == last


def test_the_second_person_is_another(pipeline: Pipeline) -> None:
    """The second of two is not the one whom the article mentioned first."""
    text = (
        "One person, who knew Ruiz, told the Gazette that she mentioned the fire.\n"
        "The second person, who met Ruiz a decade later, confirmed the account."
    )
    assert speakers(pipeline, text) == ["One person", "second person"]


def test_two_officials_stay_two(pipeline: Pipeline) -> None:
    """The same words do not make two unnamed people one."""
    text = (
        "A senior official said the talks had failed.\n"
        "Another senior official said the talks would resume in spring."
    )
    assert len(set(speakers(pipeline, text))) == 2
