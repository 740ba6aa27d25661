"""Heads of noun phrases, and the type that their words give."""

import pytest

from scoring.speakers.phrases import analyse, owners_of, singular
from scoring.speakers.types import type_by_words
from scoring.types import SourceType


@pytest.mark.parametrize(
    ("words", "noun"),
    [
        ("a senior official", "official"),
        ("two aides who spoke to reporters", "aides"),
        ("some of the voters", "voters"),
        ("one of his advisers", "advisers"),
        ("people familiar with the talks", "people"),
        ("the ministry 's report", "report"),
        ("the minister 's", "minister"),
        ("officials", "officials"),
        ("62 percent of residents", "residents"),
    ],
)
def test_head(words: str, noun: str) -> None:
    """The head is the last word before the first post-modifier."""
    assert analyse(words.split()).noun == noun


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("a senior official", "unnamed_person"),
        ("one of the aides", "unnamed_person"),
        ("officials", "unnamed_group"),
        ("people familiar with the talks", "unnamed_group"),
        ("critics of the plan", "unnamed_group"),
        ("people", "collective"),
        ("most voters", "collective"),
        ("a new poll", "document"),
        ("the lawsuit", "document"),
        ("the campaign", "named_organisation"),
        ("the health ministry", "named_organisation"),
    ],
)
def test_type_by_words(words: str, kind: SourceType) -> None:
    """The head noun tells the type when no name does."""
    split = words.split()
    found = type_by_words(analyse(split), [None] * len(split))
    assert found is not None
    assert found.type == kind


@pytest.mark.parametrize(
    ("plural", "noun"),
    [("parties", "party"), ("spokesmen", "spokesman"), ("boxes", "box"), ("press", "press")],
)
def test_singular(plural: str, noun: str) -> None:
    """Enough of morphology to look a noun up."""
    assert singular(plural) == noun


OWNERS = [
    ("the senator", ()),
    ("Mexico 's president", ("mexico",)),
    ("the president of the Lombardy region", ("lombardy", "region")),
    ("the inspector general of the State Department", ("state", "department")),
    ("the company 's director", ()),
    ("The mayor of the city", ()),
    ("his wife", ("his",)),
    ("the man in the hat", ()),
]


@pytest.mark.parametrize(("words", "owners"), OWNERS, ids=[o[0] for o in OWNERS])
def test_whose_the_role_is(words: str, owners: tuple[str, ...]) -> None:
    """What names or sets apart the owner; a bare "company" or "city" does not."""
    assert owners_of(analyse(words.split())) == frozenset(owners)


def test_a_compound_is_one_noun() -> None:
    """The tokeniser takes it apart."""
    assert analyse("the front - runner".split()).noun == "front-runner"
    assert analyse("a dog - owner".split()).noun == "owner"
