"""Find the name in a source's phrase that is its own although the phrase goes on without it.

"Ana Ruiz - the port's director since May -", "a team led by Dr. Ana Ruiz", "Ruiz told the Courier
that she", "Return to Tyre star Ana Ruiz": somebody is named, so the source is not unnamed.
"""

from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.holders import is_office_noun
from scoring.speakers.names import fold
from scoring.speakers.phrases import (
    BREAKS,
    DETERMINERS,
    HYPHENS,
    INDEFINITE,
    MARKS,
    is_office,
    is_somebody,
    is_surely_somebody,
    singular,
)

LED: Final = ("led", "headed")
"""Participles that tell who stands for a group of people."""
NAME: Final = "PERSON"
FULL: Final = 2
"""The fewest words in a full name."""
TITLED: Final = 2
"""The fewest words of a name in which a preposition can be: "Return to"."""
INSIDE: Final = frozenset("of to the in for and at on a from with".split())
"""Words without a capital in the names of works and bodies."""
TITLES: Final = 3
"""The most tokens of a title between "led by" and the name: "Prof. Dame Ana Ruiz" has three."""


def leading_name(words: Sequence[str], labels: Sequence[str | None]) -> range | None:
    """Return the words of the name that alone is the source; ``None`` if there is no such name.

    ``labels`` are the entity labels of the phrase's words.
    """
    lower = [word.lower() for word in words]
    if lower[0] == "both" and "and" in lower and words[1][:1].isupper():
        return range(1, len(words))  # "both | the Port Authority and Dunmore"
    for at in range(1, len(words) - 2):
        if lower[at] in LED and lower[at + 1] == "by":
            return _name_from(words, labels, at + 2)
    stop = _stop(labels, 0)
    if stop and stop < len(words) and lower[stop] in load_terms("cues", "inverting"):
        return range(stop)
    return (
        _name_after_task(words, labels)
        or _name_after_work(words, labels)
        or _name_after_two(words, labels)
        or _name_after_office(words, labels)
        or _name_after_roles(words, labels)
    )


def _name_after_task(words: Sequence[str], labels: Sequence[str | None]) -> range | None:
    """Return the words of a name after what its bearer does in court: "Prosecuting, | Ana Ruiz"."""
    is_task = words[0].lower() in load_terms("sources", "task") and words[1:2] == [","]
    return _name_from(words, labels, 2) if is_task and len(words) > FULL + 1 else None


def _name_after_office(words: Sequence[str], labels: Sequence[str | None]) -> range | None:
    """Return the words of a name that ends a phrase behind an office and what it is for: "the
    minister for civil aviation | Ana Ruiz".

    "The lawyer for the plumber Ana Ruiz" is somebody else.
    """
    start = _last_name(labels)
    lower = [word.lower() for word in words[:start]]
    leads = next((i for i, word in enumerate(lower) if word in ("for", "of")), start)
    if len(words) - start < FULL or not 0 < leads < start - 1 or NAME in labels[:start]:
        return None
    behind = lower[leads + 1 :]
    is_plain = all(word.isalpha() or word == "-" for word in behind) and words[start - 1].islower()
    is_whose = any(is_surely_somebody(singular(word)) for word in behind)
    noun = lower[leads - 1]
    is_own = is_plain and not is_whose and (is_office(noun) or is_office_noun(noun))
    return range(start, len(words)) if is_own else None


def _name_after_roles(words: Sequence[str], labels: Sequence[str | None]) -> range | None:
    """Return the words of a full name that ends a phrase behind two roles without an article:
    "Singer and Holt supporter | Ana Ruiz".

    "A singer and the baker Ana Ruiz" are two, and so are "Mayor Holt and supporter Ana Ruiz".
    """
    start = _last_name(labels)
    before = words[: max(0, start - 1)]
    joint = before.index("and") if "and" in before else 0
    if len(words) - start < FULL or not (joint and _is_role(words[start - 1])):
        return None
    is_first = words[joint - 1].islower() or joint == 1
    is_plain = all(word.isalpha() or word in HYPHENS | MARKS | {","} for word in before)
    others = (BREAKS | DETERMINERS | INDEFINITE) - HYPHENS - {"and", ","}
    is_plain = is_plain and others.isdisjoint(map(str.lower, before))
    is_two = is_plain and is_first and _is_role(words[joint - 1].lower())
    return range(start, len(words)) if is_two and before.count("and") == 1 else None


def _is_role(word: str) -> bool:
    return word.islower() and (is_somebody(word) or word in load_terms("sources", "collective"))


def _last_name(labels: Sequence[str | None]) -> int:
    """Return where the name begins that ends a phrase, or the phrase's length."""
    start = len(labels)
    while start and labels[start - 1] == NAME:
        start -= 1
    return start


def _name_after_two(words: Sequence[str], labels: Sequence[str | None]) -> range | None:
    """Return the words of a title and a name that end a phrase whose "and" may be taken for the
    phrase's own: "House Ways and Means | Chairman Ana Ruiz".
    """
    start = _last_name(labels)
    at = start - 1
    before = words[:at]
    if len(words) - start < FULL or "and" not in before[1:-1] or NAME in labels[:at]:
        return None
    is_titled = words[at].istitle() and fold(words[at]) in load_terms("sources", "title")
    is_one = all(word[:1].isupper() or word in ("and", "of", "the") for word in before)
    return range(at, len(words)) if is_titled and is_one else None


def _name_after_work(words: Sequence[str], labels: Sequence[str | None]) -> range | None:
    """Return the words of a role and a name that end a phrase which opens with the name of a work
    or a body, if a preposition in it may be taken for the phrase's own: "Friends of Tyre founder |
    Ana Ruiz".
    """
    start = _last_name(labels)
    at = start - 1
    if at <= TITLED or len(words) - start < FULL or not words[at].islower():
        return None
    opens = 1 if words[0].lower() == "the" else 0
    inside = words[opens:at]
    is_name = all(word[:1].isupper() or word in INSIDE for word in inside)
    is_whole = inside[0][:1].isupper() and inside[-1][:1].isupper()
    goes_on = not INSIDE.isdisjoint(inside[1:])
    is_work = is_name and is_whole and goes_on and is_somebody(words[at])
    of_somebody = load_groups("epithets.kin", "epithets.defender", "nicknames.friend")
    return range(at, len(words)) if is_work and inside[0].lower() not in of_somebody else None


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
