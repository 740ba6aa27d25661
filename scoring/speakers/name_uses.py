"""Drop names that an article has only where a person's name would not stand alone.

The model takes places, bodies and songs for people. What stands around a name tells, if it is so
wherever the name occurs: "since Lyon", "the former Lyon chairman", "Pennywise founder Ana Ruiz",
the song “Je Reviens”.
"""

from collections.abc import Collection, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.names import Mention
from scoring.speakers.phrases import is_somebody

PLACED: Final = frozenset("in at near since outside around across throughout through".split())
"""Prepositions before places and times, and hardly before people."""
ROLE: Final = 3
"""The most words of a role between two names: "Pennywise chief executive officer Ana Ruiz"."""
TITLE: Final = 5
"""The most words on each side of a name in a title: “The Ballad of Ana Ruiz”."""
MARKS: Final = {"“": "”", '"': '"', "‘": "’", "'": "'"}
STOPS: Final = frozenset(",.!?")
SMALL: Final = frozenset("a an and at by for from in my of on or the to with you your".split())
"""What a title has in small letters."""
INITIAL: Final = 2
"""A role has longer words than this: "de" and "la" are parts of names."""


def people_anywhere(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    """Return the names that stand like a person's at least once, in order."""
    words = reading.tokens.words
    posts = load_terms("epithets", "of_a_club")
    begins = {one.start for one in mentions}
    spoken = {i for one in reading.roles if one.label == "SOURCE" for i in (one.start, one.end - 1)}
    seen: set[str] = set()
    for one in mentions:
        is_single = len(one.name.names) == 1
        is_placed = one.start > 0 and words[one.start - 1].lower() in PLACED
        is_used_up = is_single and (
            is_placed
            or (one.end < len(words) and words[one.end] in posts)
            or _has_role_and_name(words, one.end, begins)
        )
        if not is_used_up and (one.start in spoken or not _is_in_title(words, one.start, one.end)):
            seen.update(one.name.names)
    return [one for one in mentions if not seen.isdisjoint(one.name.names)]


def _has_role_and_name(words: Sequence[str], at: int, begins: Collection[int]) -> bool:
    """Return whether a role and somebody's name stand at a token: "founder Ana Ruiz".

    The role must be one that a firm has: a "Holt strategist" can be a person's.
    """
    for end in range(at, min(len(words), at + ROLE)):
        if len(words[end]) <= INITIAL or not (words[end].isalpha() and words[end].islower()):
            return words[end].isupper() and end == at and end + 1 in begins and _is_post(words[end])
        if end + 1 in begins and is_somebody(words[end]):
            return words[end] not in load_groups("sources.at_ones_side", "sources.speaks_for")
    return False


def _is_post(word: str) -> bool:
    """Return whether letters stand for a post: "Pennywise CEO Ana Ruiz"."""
    return word.lower() in load_terms("sources", "written_occupation")


def _is_in_title(words: Sequence[str], start: int, end: int) -> bool:
    """Return whether a name is in quotation marks with capitalized words alone: “La Mer,”."""
    opens = next((i for i in range(start - 1, start - 2 - TITLE, -1) if _at(words, i) in MARKS), -1)
    if opens < 0:
        return False
    mark = MARKS[words[opens]]
    closes = next((i for i in range(end, end + 1 + TITLE) if _at(words, i) == mark), -1)
    if closes < 0:
        return False
    small = SMALL | load_terms("sources", "particle")
    inside = (word for word in words[opens + 1 : closes] if word not in STOPS)
    return all(word[:1].isupper() or word in small for word in inside)


def _at(words: Sequence[str], i: int) -> str:
    return words[i] if 0 <= i < len(words) else ""
