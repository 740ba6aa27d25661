"""Reasons for anonymity: the formulas newsrooms use, what they give as a reason, whose they are.

In the examples the owner of the formula stands in square brackets.
"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.attributions.subjects import is_somebody
from scoring.engine import Engine
from scoring.lexicons.lexicon import load_patterns, load_terms
from scoring.report.request import ScoreRequest
from scoring.types import Article, ReasonKind

BRACKETS = re.compile(r"[\[\]]")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine.load()


def reasons(engine: Engine, marked: str) -> dict[str, dict[str, object]]:
    """The reasons by their owners' descriptions."""
    text = BRACKETS.sub("", marked)
    evidence = engine.score(ScoreRequest(text=text, language="en")).evidence
    assert evidence is not None
    return {
        speaker["description"]: speaker["reason_for_anonymity"]
        for speaker in evidence["speakers"]
        if speaker["reason_for_anonymity"]
    }


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
        "[A nurse] was granted anonymity to speak candidly about the ward. The nurse said it was "
        "never clean.",
        "explained",
        "was granted anonymity to speak candidly about the ward",
        "to speak candidly about the ward",
    ),
    (
        "[The broker] did not want to be identified, citing a pending lawsuit. The broker said "
        "that the price was fixed.",
        "explained",
        "did not want to be identified, citing a pending lawsuit",
        "citing a pending lawsuit",
    ),
    (
        "[A neighbour] said the shots came at noon. She declined to give her last name because she "
        "has small children.",
        "explained",
        "declined to give her last name because she has small children",
        "because she has small children",
    ),
    (
        "[The official] briefed the press under standard rules on anonymity. The official said the "
        "plan was dead.",
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
    engine: Engine, marked: str, kind: ReasonKind, formula: str, explanation: str | None
) -> None:
    """The whole formula is the span; what explains it is told from what only restates it."""
    ((owner, reason),) = reasons(engine, marked).items()
    assert (reason["text"], reason["kind"]) == (formula, kind)
    said = reason["explanation"]
    assert (said["text"] if isinstance(said, dict) else None) == explanation
    noun = marked[marked.index("[") : marked.index("]")].rsplit(maxsplit=1)[-1]
    assert noun in owner


@pytest.mark.parametrize(
    "marked",
    [
        "[An official] said the clerk was authorized to sign.",
        "[A donor] gave a million because she could.",
        "[An aide] named the ship after her mother.",
        "[Critics] asked the mayor to be quick.",
    ],
)
def test_other_words_are_no_formula(engine: Engine, marked: str) -> None:
    """Nothing is said about a name."""
    assert reasons(engine, marked) == {}


def test_the_nearest_source_owns_it(engine: Engine) -> None:
    """Of two anonymous sources in a paragraph."""
    found = reasons(
        engine,
        "The ship sank, [a sailor] said. It was old, said [a rival], who requested anonymity.",
    )
    assert list(found) == ["rival"]


def test_nobody_owns_a_formula_far_from_every_source(engine: Engine) -> None:
    """Four paragraphs on it may be anybody's."""
    text = "[A cook] said so.\n\nOne.\n\nTwo.\n\nThree.\n\nThey asked not to be named."
    assert reasons(engine, text) == {}


def test_no_words_are_nobody(engine: Engine) -> None:
    """As before "that" in "reported | that the board had met and cleared him", or at the end."""
    doc = engine.pipeline.parse(Article(text="The Post reported that it had met.")).doc
    assert not is_somebody(doc._.copydesk_reading, (3, 3))
    assert not is_somebody(doc._.copydesk_reading, (len(doc), len(doc)))


@given(st.one_of([st.from_regex(term) for term in load_patterns("reasons", "condition")]))
def test_every_formula_has_a_telling_word(formula: str) -> None:
    """A paragraph without one is not searched, so no formula may lack them all."""
    assert any(word in formula.lower() for word in load_terms("reasons", "telling"))
