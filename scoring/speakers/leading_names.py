"""Find the name in a source's phrase that is its own although the phrase goes on without it.

"Ana Ruiz - the port's director since May -", "a team led by Dr. Ana Ruiz", "Ruiz told the Courier
that she": somebody is named, so the source is not unnamed.
"""

from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.names import fold

LED: Final = ("led", "headed")
"""Participles that tell who stands for a group of people."""
NAME: Final = "PERSON"
TITLES: Final = 3
"""The most tokens of a title between "led by" and the name: "Prof. Dame Ana Ruiz" has three."""


def leading_name(words: Sequence[str], labels: Sequence[str | None]) -> range | None:
    """Return the words of the name that alone is the source; ``None`` if there is no such name.

    ``labels`` are the entity labels of the phrase's words.
    """
    lower = [word.lower() for word in words]
    for at in range(1, len(words) - 2):
        if lower[at] in LED and lower[at + 1] == "by":
            return _name_from(words, labels, at + 2)
    stop = _stop(labels, 0)
    if stop and stop < len(words) and lower[stop] in load_terms("cues", "inverting"):
        return range(stop)
    return None


def _name_from(words: Sequence[str], labels: Sequence[str | None], start: int) -> range | None:
    """Return the words of a name, perhaps after a title, that begin at a place and end a phrase."""
    at = start
    while at < len(words) and labels[at] != NAME and at - start < TITLES:
        if fold(words[at]).strip(".") not in load_terms("sources", "title") | {""}:
            return None
        at += 1
    stop = _stop(labels, at)
    return range(start, stop) if stop > at else None


def _stop(labels: Sequence[str | None], at: int) -> int:
    while at < len(labels) and labels[at] == NAME:
        at += 1
    return at
