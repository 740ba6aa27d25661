"""Text that was wrapped at a fixed width reads like the same text in paragraphs."""

import textwrap
from typing import Any

import pytest
from evidence import check_spans
from hypothesis import given
from hypothesis import strategies as st

from scoring.engine import Engine
from scoring.report.request import ScoreRequest
from scoring.text.wrapped import unwrapped

PARAGRAPHS = [
    "SALA (Reuters) - The council met for an hour on Monday and agreed to pay for the repair of "
    "the pier, which a storm had left without its roof in March.",
    "“We will rebuild the pier by spring,” Mayor Ana Ruiz said on Monday. “It was our pride, and "
    "it may cost some $5 million before the last of the boards is in its place.”",
    "The port will stay closed until May, Tom Ridley, who runs it, said in a letter to the members "
    "of the council. A senior official said that nobody had been hurt.",
]


def found(text: str, engine: Engine) -> tuple[Any, ...]:
    report = engine.score(ScoreRequest(text=text, language="en"))
    check_spans(text, report.evidence, "codepoint")
    attributions = [
        (
            one["form"],
            one["source"]["text"].split(),
            [piece["text"].split() for piece in one["content"]],
        )
        for one in report.evidence["attributions"]
    ]
    hedges = [hedge["text"].split() for hedge in report.evidence["hedges"]]
    document = report.document
    return document.words, document.sentences, document.paragraphs, attributions, hedges


@pytest.mark.parametrize("width", [60, 72, 80])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_wrapped_article_reads_as_its_paragraphs(engine: Engine, width: int, end: str) -> None:
    """The same words, sentences and findings; the evidence is cut from what was sent."""
    wrapped = [textwrap.fill(one, width) for one in PARAGRAPHS]
    as_sent = (end * 2).join(one.replace("\n", end) for one in wrapped)
    assert found(as_sent, engine) == found("\n\n".join(PARAGRAPHS), engine)


@pytest.mark.parametrize("indent", ["\n    ", "\n\n"])
def test_a_paragraph_starts_after_an_empty_line_or_with_an_indent(indent: str) -> None:
    """As typewriters began one."""
    text = indent.join(textwrap.fill(one, 66) for one in PARAGRAPHS)
    assert len(unwrapped(text).split("\n")) == len(indent.join(PARAGRAPHS).split("\n"))


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(PARAGRAPHS),
        "The pier is back, and so is the port, said the mayor.\n" * 5,
        "Ana Ruiz, mayor of the town of Sala in the north of the land\n"
        "Tom Ridley, who runs the port and the two ferries of the town\n"
        "Omar Aziz, who leads the union of those who work at the pier\n"
        "Amaka Obi, who teaches at the school above the old harbor\n",
        "the sea\nthe long grey sea that took the boards of the pier\nand gave\nnothing back",
        "Q: Why?\nA: Because.\nQ: When?\nA: In May.\nQ: How?\nA: By boat.",
    ],
)
def test_paragraphs_lists_verse_and_turns_are_not_wrapped(text: str) -> None:
    """Their lines end where their writers ended them."""
    assert unwrapped(text) == text


@given(st.text(alphabet="aB .\n\r", max_size=400))
def test_the_length_and_the_words_stay(text: str) -> None:
    """Whatever the text."""
    assert len(unwrapped(text)) == len(text)
    assert unwrapped(text).split() == text.split()
