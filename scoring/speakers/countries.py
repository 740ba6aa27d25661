"""Compare the words for places and their people: "Mexico" and "Mexican", "U.S." and "American"."""

from functools import cache
from typing import Final

from scoring.lexicons.lexicon import load_terms

STEM: Final = 4
"""The number of letters that a country and its people share: "Mexico", "Mexican"."""


def forms_of(word: str) -> frozenset[str]:
    """Return a word's stem and those of other words for the same country: "Mexican", "U.S."."""
    return frozenset((word[:STEM], *countries().get(word, ())))


def level_of(word: str) -> str:
    """Return whether the word for a place or its people is of a country or state, or of a town."""
    is_country = word in countries() or word[:STEM] in _nations()
    return "country" if is_country else "town"


def is_country(word: str) -> bool:
    """Return whether a word in lower case is a country's or a state's, or its people's."""
    return word in countries() or word in load_terms("epithets", "nation")


@cache
def countries() -> dict[str, frozenset[str]]:
    """Return the stems of the words for a country or state and its people, by each of the words."""
    groups = ("country", "state")
    lines = [line.split() for group in groups for line in load_terms("epithets", group)]
    return {word: frozenset(other[:STEM] for other in line) for line in lines for word in line}


@cache
def _nations() -> frozenset[str]:
    return frozenset(word[:STEM] for word in load_terms("epithets", "nation"))
