"""Reasons for anonymity: the formulas newsrooms use, what they give as a reason, whose they are.

In the examples the anonymous sources stand in square brackets.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.attributions.reasons import find_reasons
from scoring.lexicons.lexicon import load_patterns, load_terms
from scoring.text.tokens import find_paragraphs
from scoring.types import Attribution, Piece, Reason, ReasonKind, Source


def reasons(marked: str) -> dict[str, Reason]:
    """The reasons by the source's words."""
    text, attributions = "", []
    for part in re.split(r"(\[.*?\])", marked):
        if part.startswith("["):
            words = part[1:-1]
            source = Source(
                start=len(text),
                end=len(text) + len(words),
                text=words,
                type="unnamed_person",
                anonymous=True,
                speaker=words,
                confidence=1.0,
            )
            attributions.append(attribution(source))
            text += words
        else:
            text += part
    return find_reasons(text, attributions, find_paragraphs(text))


def attribution(source: Source) -> Attribution:
    return Attribution(
        id="a1",
        form="indirect",
        mode="statement",
        interviewer=False,
        confidence=1.0,
        source=source,
        cue=Piece(start=0, end=0, text=""),
        content=(),
    )


EXAMPLES: list[tuple[str, ReasonKind, str, str | None]] = [
    (
        "The talks failed, said [an official], who spoke on condition of anonymity because the "
        "talks were private.",
        "explained",
        "on condition of anonymity because the talks were private",
        "because the talks were private",
    ),
    (
        "[The clerk], who spoke on the condition of anonymity, said the vault was empty.",
        "unexplained",
        "on the condition of anonymity",
        None,
    ),
    (
        "[One guard], who asked not to be named for fear of losing his job, said it was open.",
        "explained",
        "asked not to be named for fear of losing his job",
        "for fear of losing his job",
    ),
    (
        "[A pilot] said the engine was old. He was not authorized to discuss the inquiry.",
        "boilerplate",
        "was not authorized to discuss the inquiry",
        None,
    ),
    (
        "[A pilot], who wasn’t authorised to speak publicly, said the engine was old.",
        "boilerplate",
        "wasn’t authorised to speak publicly",
        None,
    ),
    (
        "The mine is flooded, said [two engineers], who requested anonymity because they were not "
        "authorized to talk to the press.",
        "boilerplate",
        "requested anonymity because they were not authorized to talk to the press",
        "because they were not authorized to talk to the press",
    ),
    (
        "[An aide] was granted anonymity to discuss internal memos, and said the plan was dead.",
        "explained",
        "was granted anonymity to discuss internal memos",
        "to discuss internal memos",
    ),
    (
        "[A nurse] was granted anonymity to speak candidly about the ward.",
        "boilerplate",
        "was granted anonymity to speak candidly about the ward",
        "to speak candidly about the ward",
    ),
    (
        "[The broker] did not want to be identified, citing a pending lawsuit.",
        "explained",
        "did not want to be identified, citing a pending lawsuit",
        "citing a pending lawsuit",
    ),
    (
        "[A neighbour] declined to give her last name because she has small children.",
        "explained",
        "declined to give her last name because she has small children",
        "because she has small children",
    ),
    (
        "[The official] briefed the press under standard rules on anonymity.",
        "boilerplate",
        "under standard rules on anonymity",
        None,
    ),
    (
        "The tanks had moved, [a diplomat] said, speaking on condition that he not be identified.",
        "unexplained",
        "on condition that he not be identified",
        None,
    ),
    (
        "[A trader] said the price was fixed.\n\nThe trader insisted on anonymity as he still "
        "works there.",
        "explained",
        "insisted on anonymity as he still works there",
        "as he still works there",
    ),
]


@pytest.mark.parametrize(
    ("marked", "kind", "formula", "explanation"), EXAMPLES, ids=[e[2] for e in EXAMPLES]
)
def test_a_formula_is_found_and_weighed(
    marked: str, kind: ReasonKind, formula: str, explanation: str | None
) -> None:
    """The whole formula is the span; what explains it is told from what only restates it."""
    (reason,) = reasons(marked).values()
    assert (reason.text, reason.kind) == (formula, kind)
    assert (reason.explanation.text if reason.explanation else None) == explanation


@pytest.mark.parametrize(
    "marked",
    [
        "[An official] said the clerk was authorized to sign.",
        "[A donor] gave a million because she could.",
        "[An aide] named the ship after her mother.",
        "[Critics] asked the mayor to be quick.",
    ],
)
def test_other_words_are_no_formula(marked: str) -> None:
    """Nothing is said about a name."""
    assert reasons(marked) == {}


def test_the_nearest_source_owns_it() -> None:
    """Of two anonymous sources in a paragraph."""
    found = reasons(
        "The ship sank, [a sailor] said. It was old, said [a rival], who requested anonymity."
    )
    assert list(found) == ["a rival"]


def test_nobody_owns_a_formula_far_from_every_source() -> None:
    """Three paragraphs on it may be anybody's."""
    assert reasons("[A cook] said so.\n\nOne.\n\nTwo.\n\nHe asked not to be named.") == {}


@given(st.one_of([st.from_regex(term) for term in load_patterns("reasons", "condition")]))
def test_every_formula_has_a_telling_word(formula: str) -> None:
    """A paragraph without one is not searched, so no formula may lack them all."""
    assert any(word in formula.lower() for word in load_terms("reasons", "telling"))
