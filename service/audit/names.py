"""Match names over articles, as written and with care.

Within an article, "Smith" is the John Smith it has named. Over articles, only full names are
matched. Accents, apostrophes, hyphens, case and titles do not matter, exactly as within an article
(``scoring.speakers.names``). A middle name may be left out or be an initial where only one person
with this first and last name fits. Suffixes ("Jr.") must be the same. Two people of one full name
are one.

A last name alone, "Tate" in an article that does not quote a Tate in full, is the one person's
whose full name dominates in the archive. Where nobody dominates, or where the article quotes
somebody with this last name in full, the name stays apart.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.names import agree, fold, is_surname_part, parse
from scoring.speakers.phrases import COURTESY

_WORD: Final = re.compile(r"[^\W_][\w'’‘.‑-]*|[()\"“”&]")
_POSSESSIVE: Final = re.compile(r"['’]s?$")
_ENDS: Final = re.compile(
    r"\s*(?:,|;|:|\(|\[|\s[-–—]|\b(?:who|which|that|whose|where|after|last|this|then)\b"
    r"|\band (?:other|their|its)\b)"
)
"""Where an organization's name ends and a description of it begins."""
_MOST_WORDS: Final = 9
"""A longer phrase is a description rather than a name."""
_JOINED: Final = re.compile(r"\s*,\s+(?:and\s+)?|\s+and\s+")

_AND: Final = re.compile(r"\s+and\s+")
_AND_THE: Final = re.compile(r"\s+and\s+[Tt]he\s")
_PREPOSITION: Final = re.compile(r"\b(?:of|for|on|in|against|to|at)\b")
_ABBREVIATION: Final = re.compile(r"[A-Z]{2,5}$")


class Match(NamedTuple):
    """What a name is matched by. Equal keys are one source, unless ``middle`` tells them apart.

    ``full``: whether the name is matched over articles. One that is not is a source of its own in
    each article. ``alone``: whether it may be a last name alone.
    """

    key: str
    middle: str
    full: bool
    alone: bool = False


@lru_cache(maxsize=4096)
def match_person(name: str) -> Match:
    """Return what a person's name is matched by. It is full with a first and a last name."""
    words = _words(name)
    parsed = parse(words)
    names = parsed.names or tuple(map(fold, words)) or (fold(name),)
    if len(names) == 1:
        title = fold(words[parsed.begins - 1]) if parsed.begins else ""
        if title in load_terms("sources", "regnal_title"):
            return Match(_key("person", title, names[0], parsed.suffix), "", full=True)
        key = _key("person", "", names[0], parsed.suffix)
        return Match(key, "", full=False, alone=not parsed.suffix)
    last = len(names) - 1
    while last > 1 and is_surname_part(names[last - 1]):
        last -= 1
    surname = " ".join(names[last:])
    middle = " ".join(names[1:last])
    full = len(names[0]) > 1 or bool(middle)
    return Match(_key("person", names[0], surname, parsed.suffix), middle, full=full)


def first_and_last(key: str) -> tuple[str, str]:
    """Return the first and the last name in a person's key. The first of a last name alone is
    empty.
    """
    _, first, last, *_ = key.split("|")
    return first, last


def split_people(name: str) -> list[str]:
    """Return the names of people who speak together: "Ana Ruiz, Lena Holt and Omar Aziz"."""
    parts = [part for part in _JOINED.split(_one_line(name)) if part]
    suffix = len(parts) == 2 and parse(_words("A " + parts[1])).suffix  # "Brian Tate, Jr."
    if len(parts) == 1 or suffix or not all(part[:1].isupper() for part in parts):
        return [name]
    return parts


def split_organizations(name: str) -> list[str]:
    """Return the names of organizations that speak together: "the Tyre Times and the Sidon Post".

    "And" is part of many names. It joins two where an article follows it and no preposition comes
    before it ("Institute for Law and the Sea"), or where each is a known name of one word or an
    abbreviation.
    """
    name = _one_line(name)
    parts = [re.sub(r"^[Bb]oth\s+", "", part) for part in _AND.split(name)]
    if len(parts) == 1 or (_AND_THE.search(name) and not _PREPOSITION.search(parts[0])):
        return parts
    words = [re.sub(r"^[Tt]he\s+", "", part) for part in parts]
    return parts if all(map(_is_known, words)) else [name]


def _one_line(name: str) -> str:
    """Return a name with single blanks. The patterns try each run of white space from each of its
    characters on, so a long one would take quadratic time.
    """
    return " ".join(name.split())


def _is_known(name: str) -> bool:
    return bool(_ABBREVIATION.match(name)) or fold(name) in _known()


@cache
def _known() -> frozenset[str]:
    return frozenset(map(fold, load_terms("sources", "known_organisation")))


@lru_cache(maxsize=4096)
def match_organization(phrase: str) -> tuple[str, Match] | None:
    """Return an organization's name as written, without what describes it, and what it is matched
    by. Return ``None`` if the phrase contains no name: "the company", "police".
    """
    name = _ENDS.split(_one_line(phrase).strip("\"“”‘’' "), maxsplit=1)[0]
    words = [_POSSESSIVE.sub("", word) for word in _WORD.findall(name)]
    while words and (_is_leading(words[0]) or (words[0].islower() and len(words) > 1)):
        words.pop(0)
    folded = [fold(word).replace("&", "and") for word in words if word]
    while len(folded) > 1 and folded[-1] in load_terms("sources", "legal_form"):
        folded.pop()
    proper = [word for word in words if word[:1].isupper() and fold(word) not in _nameless()]
    if not proper or len(words) > _MOST_WORDS:
        return None
    start = name.index(words[0])
    return name[start:].strip(), Match(_key("organization", *folded), "", full=True)


def groups_by_middle(middles: Iterable[str]) -> dict[str, str]:
    """Return for each middle name of one first and last name the group that it belongs to.

    Middle names that may be the same ("W." and "Walker") form a group. One that fits several groups
    is a group of its own, and so is a name without a middle name if there are several groups.
    """
    groups: list[list[str]] = []
    of: dict[str, str] = {}
    for middle in sorted({*middles} - {""}, key=lambda one: (-len(one), one)):
        fits = [group for group in groups if all(_agree(middle, other) for other in group)]
        if len(fits) == 1:
            fits[0].append(middle)
        elif not fits:
            groups.append([middle])
        else:
            of[middle] = middle
    of |= {middle: group[0] for group in groups for middle in group}
    names = {*of.values()}
    of[""] = names.pop() if len(names) == 1 else ""
    return of


def _agree(middle: str, other: str) -> bool:
    return agree(("", *middle.split(), ""), ("", *other.split(), ""))


def _words(name: str) -> list[str]:
    return [_POSSESSIVE.sub("", word) for word in _WORD.findall(name)]


def _is_leading(word: str) -> bool:
    return fold(word) in COURTESY or word.lower() in ("the", "a", "an", "and")


@cache
def _nameless() -> frozenset[str]:
    """Words that name no organization even at the start of a sentence: "Police", "Several"."""
    return load_terms("sources", "nameless") - load_terms("sources", "known_public_body")


def _key(kind: str, *parts: str) -> str:
    return "|".join((kind, *parts))


LEAST: Final = 10
"""The fewest articles that must quote the person by full name."""
DOMINATES: Final = 0.9
"""The share of the articles with the name that the person must have. The name counts as a last and
as a first name: where "Jordan Holt" is quoted as well, "Jordan" alone may be either.
"""


class Bearer(NamedTuple):
    """A person whose full name contains a word, and the number of articles that quote them.

    ``last``: whether the word is the last name, not the first.
    """

    source: str
    articles: int
    last: bool


def dominating(bearers: Iterable[Bearer]) -> str | None:
    """Return the source that a last name alone stands for, or ``None`` if it may be several."""
    found = sorted(bearers, key=lambda bearer: -bearer.articles)
    if not found or not found[0].last or found[0].articles < LEAST:
        return None
    whole = sum(bearer.articles for bearer in found)
    return found[0].source if found[0].articles >= DOMINATES * whole else None
