"""What every lexicon has: sources, and one place for each list of words."""

import tomllib
from itertools import combinations
from typing import Any

import pytest

from scoring.lexicons.lexicon import FOLDER, load_group, load_terms

GROUPS: dict[str, dict[str, Any]] = {
    f"{path.stem}.{name}": group
    for path in sorted(FOLDER.glob("*.toml"))
    for name, group in tomllib.loads(path.read_text(encoding="utf-8")).items()
    if isinstance(group, dict) and "terms" in group
}
SHARING = {name: group for name, group in GROUPS.items() if "with" in group}


def test_a_group_has_the_terms_of_those_it_lists() -> None:
    assert load_terms("sources", "speaks_for") == load_group("sources.spokesperson") | {"rep"}


@pytest.mark.parametrize("name", SHARING)
def test_a_term_of_a_listed_group_stands_there_only(name: str) -> None:
    own = set(GROUPS[name]["terms"])
    for other in GROUPS[name]["with"]:
        assert own.isdisjoint(load_group(other)), other


def test_no_group_stands_twice() -> None:
    """A list that is wanted in two places is a group of its own, which both list with ``with``."""
    twice = [
        (one, other)
        for one, other in combinations(GROUPS, 2)
        if len(GROUPS[one]["terms"]) > 1
        and set(GROUPS[one]["terms"]) == set(GROUPS[other]["terms"])
    ]
    assert twice == []


def test_no_term_stands_twice_in_a_group() -> None:
    twice = {name: repeated(group["terms"]) for name, group in GROUPS.items()}
    assert not any(twice.values()), twice


def repeated(terms: list[str]) -> set[str]:
    return {term for term in terms if terms.count(term) > 1}
