"""Find relatives of one name who are told apart only by a middle name: "Mark Holt … his son Mark
Owen Holt".

A longer form of a name is usually the same person's, but nobody is his own son.
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.gender import by_given_name
from scoring.speakers.names import POSSESSIVE, Mention, Names

SEXES: Final = {"his": False, "her": True}
QUALIFIED: Final = 7
"""The most tokens from an owner to the relative's noun: "his 19-year-old son"."""
STOPS: Final = frozenset('.,;:()!?"“”')
FULL: Final = 2
"""The fewest names in a full name."""


def kin_names(mentions: Sequence[Mention], words: Sequence[str]) -> frozenset[Names]:
    """Return the full names that are not short for a longer one, which is a relative's."""
    ordered = sorted(mentions, key=lambda one: one.start)
    places = [one.start for one in ordered]
    firsts: dict[Names, int] = {}
    for one in ordered:
        if len(one.name.names) >= FULL:
            firsts.setdefault(one.name.names, one.start)
    alike: dict[tuple[str, str], set[Names]] = {}
    sharing: dict[str, list[Names]] = {}
    for names in firsts:
        alike.setdefault((names[0], names[-1]), set()).add(names)
        sharing.setdefault(names[-1], []).append(names)
    found: set[Names] = set()
    for together in alike.values():
        for names in together if len(together) > 1 else ():
            at = firsts[names]
            before = [one for one in sharing[names[-1]][:2] if firsts[one] < at]
            owner = before[0] if len(before) == 1 else None
            if owner in together and owner and _is_owner(owner, at, ordered, places, words):
                found.add(min(names, owner, key=len))
    return frozenset(found)


def _is_owner(
    owner: Names, at: int, ordered: Sequence[Mention], places: Sequence[int], words: Sequence[str]
) -> bool:
    """Return whether a relative of somebody is first named at a token, right after them.

    The owner is the only one so far with the last name.
    """
    owned = owner_of(words, at)
    latest = ordered[bisect_left(places, at) - 1]
    if owned is None or latest.name.names not in (owner, owner[-1:]):
        return False
    word = words[owned].lower()
    if word in POSSESSIVE:
        return latest.end in (owned, owned + 1)
    return by_given_name(owner) in (None, SEXES[word])


def owner_of(words: Sequence[str], at: int) -> int | None:
    """Return the token of the owner before a relative's noun that introduces the name at ``at``."""
    noun = at - 2 if at > 1 and words[at - 1] == "," else at - 1
    if noun < 1 or words[noun].lower() not in load_terms("epithets", "kin"):
        return None
    for i in range(noun - 1, max(-1, noun - 1 - QUALIFIED), -1):
        if words[i].lower() in SEXES or words[i] in POSSESSIVE:
            return i
        if words[i] in STOPS:
            break
    return None
