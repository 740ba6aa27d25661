"""Find the offices for which a noun is another name: "the top diplomat" is a secretary of state."""

from functools import cache
from typing import NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.countries import forms_of
from scoring.speakers.role import DEPUTIES, Role


class OfficeNoun(NamedTuple):
    """A noun that can name a role, and the words that must come with it."""

    noun: str
    needs: frozenset[str] = frozenset()


def other_nouns(noun: str, said: frozenset[str]) -> list[OfficeNoun]:
    """Return the nouns for which the phrase's noun is another name: "boss" can mean "coach".

    "The opposition leader" is no president unless the article says "opposition" of one.
    """
    body = said & load_terms("epithets", "another_body")
    return [
        office._replace(needs=office.needs | body)
        for needs, offices in _epithets().get(noun, ())
        if needs <= said
        for office in offices
    ]


def implied(role: Role) -> frozenset[str]:
    """Return the owner of an office that only one country has, such as secretary of state."""
    return frozenset(
        form
        for needs, words in _implied_owners().get(role.noun, ())
        if needs <= {*role.said}
        for word in words
        for form in forms_of(word)
    )


@cache
def _implied_owners() -> dict[str, list[tuple[frozenset[str], list[str]]]]:
    found: dict[str, list[tuple[frozenset[str], list[str]]]] = {}
    for line in sorted(load_terms("epithets", "implied")):
        office, _, words = line.partition(":")
        *needs, noun = office.split()
        found.setdefault(noun, []).append((frozenset(needs), words.split()))
    return found


@cache
def _epithets() -> dict[str, list[tuple[frozenset[str], list[OfficeNoun]]]]:
    """Return the offices by the noun of their epithets, with the words each epithet needs."""
    found: dict[str, list[tuple[frozenset[str], list[OfficeNoun]]]] = {}
    for line in sorted(load_terms("epithets", "epithet")):
        epithet, _, offices = line.partition(":")
        *needs, noun = epithet.split()
        nouns = [_office(office) for office in offices.split(",")]
        found.setdefault(noun, []).append((frozenset(needs), nouns))
    return found


def _office(words: str) -> OfficeNoun:
    """Return an office, indexed by its last word. "Vice president" and the like are one noun."""
    *needs, noun = words.split()
    if needs and needs[-1] in DEPUTIES:
        noun = f"{needs.pop()} {noun}"
    return OfficeNoun(noun, frozenset(needs))
