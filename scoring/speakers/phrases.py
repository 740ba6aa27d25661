"""Find the head of a source's noun phrase without a parser.

The head of an English noun phrase is the last word before the first postmodifier: "a senior
official | in the ministry", "two aides | who spoke". After a quantifier, the head is what it
counts: "some of the | voters".
"""

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Final, NamedTuple
from unicodedata import category

from scoring.lexicons.lexicon import load_endings, load_groups, load_terms
from scoring.speakers.countries import is_country

PARTICIPLES: Final = frozenset(
    "familiar close briefed speaking supporting working opposed involved interviewed surveyed "
    "polled attending contacted reached".split()
)
BREAKS: Final = PARTICIPLES | frozenset(
    "who whom whose which that where when "
    "of in at for with from on to by as into near inside outside about against among amid during "
    "under over after before between including such like "
    ", ; : - – — ( [ and or".split()
)
DETERMINERS: Final = frozenset("the this that these those his her their its our my your".split())
OWNED: Final = frozenset("his her their our my your".split())
INDEFINITE: Final = frozenset("a an one another some any each every no".split())
ANY: Final = frozenset("any each every no".split())
"""Determiners of nobody in particular."""
EMOJI: Final = frozenset(("So", "Sk", "Mn", "Me", "Cf"))
"""Unicode categories of the signs of which emoji are made."""
MARKS: Final = frozenset("\"“”‘’«»'")
POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’"))
BRACKETS: Final = frozenset("()[]")
REFLEXIVE: Final = frozenset("himself herself itself themselves".split())
PASSED: Final = POSSESSIVE | MARKS | REFLEXIVE | {"."}
"""What can stand between a head and the end of its phrase: "Ruiz himself", "the minister's",
"Holt Sr." in two tokens."""
WEEKDAYS: Final = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split())
ONE: Final = frozenset(("one", "1"))
"""Before "of", these mean that a single member of the group speaks."""
NUMBERS: Final = frozenset(
    "two three four five six seven eight nine ten several many few dozens".split()
)

NOUNS: Final = (
    "withheld_role",
    "informant_role",
    "public_role",
    "organisation",
    "document",
    "collective",
    "plural_group",
)
"""The lexicon groups that contain head nouns."""
HYPHENS: Final = frozenset("-‑")
ROLES: Final = ("withheld_role", "informant_role", "public_role")
ELSEWHERE: Final = frozenset("for to with from by who whom whose that which".split())
"""Words that lead from a role to a different person: "an aide to the governor of Ohio"."""
OF_AN_OFFICE: Final = frozenset(("for", "to"))
COURTESY: Final = frozenset("mr mrs ms miss dr".split())
HALF_ROLES: Final = frozenset((("of", "staff"), ("of", "state"), ("in", "chief"), ("in", "charge")))
"""Pairs whose noun is the second half of a role's name: "chief of staff Lena Holt"."""
LISTED: Final = tuple(f"sources.{group}" for group in (*ROLES, "title", "occupation"))
"""The groups of nouns that say what people are."""
THINGS: Final = ("document", "collective")
NOT_PEOPLE: Final = tuple(f"sources.{group}" for group in (*THINGS, "organisation", "function"))
"""The groups of nouns that say what things and bodies are, and of words that are no nouns."""
CODE: Final = re.compile(r"[A-Z]{1,2}\d{0,2}|\d{1,2}")
COMMA: Final = ","
JOINED: Final = 3
"""The most words of a name behind "and", before a role."""
OWNER: Final = 5
"""The most words of an owner behind a noun: "for the family of a cyclist"."""
RELATIVE: Final = frozenset("who whom whose which that".split())


class Phrase(NamedTuple):
    """A noun phrase. ``head`` is the index of its head in ``words``.

    ``determiner`` is the first word of the phrase, or of the part after a quantifier and "of", in
    lower case.
    """

    words: tuple[str, ...]
    head: int
    determiner: str
    counted: str | None
    """The quantifier before "of", in lower case, if there is one."""

    @property
    def noun(self) -> str:
        """The head word, in lower case. A compound such as "front-runner" is one noun."""
        word = self.words[self.head].lower()
        if self.head > 1 and self.words[self.head - 1] == "-":
            joined = f"{self.words[self.head - 2].lower()}-{word}"
            return joined if singular(joined) in _compounds() else word
        return word


@cache
def _compounds() -> frozenset[str]:
    """Return the lexicon's hyphenated nouns, which the tokenizer splits."""
    return frozenset(
        singular(term) for group in NOUNS for term in load_terms("sources", group) if "-" in term
    )


def analyse(words: Sequence[str]) -> Phrase:
    """Return the phrase with its head. ``words`` must not be empty."""
    lower = [word.lower() for word in words]
    counted = None
    start = 0
    stop = _stop(words, lower, start)
    if stop < len(lower) and lower[stop] == "of" and stop + 1 < len(lower):
        last = lower[stop - 1]
        if last in load_terms("sources", "quantifier") or last.isdigit():
            counted, start = last, stop + 1
            stop = _stop(words, lower, start)
    head = stop - 1
    while head > start and (lower[head] in PASSED or _is_emoji(lower[head])):
        head -= 1
    if head > start + 1 and words[head] in WEEKDAYS and words[head - 1].islower():
        head, stop = head - 1, head  # "Ohio's governor | Saturday" said
    if head == start + 1 and lower[start] == "those" and _tells_those(lower[head]):
        head, stop = start, head  # "those | present", "those | arrested"
    if head > start and is_code(words[head - 1], words[head]):
        head -= 1
    if stop < len(lower) and lower[head].endswith("ed") and _is_postmodifier(words, start, head):
        head, stop = head - 1, head
    head = _behind_body(words, lower, max(head, start), stop)
    return Phrase(tuple(words), head, lower[start], counted)


def _tells_those(word: str) -> bool:
    """Return whether a word after "those" tells which people: "present", "questioned"."""
    return word in load_terms("sources", "familiar") or word.endswith("ed")


def _is_emoji(token: str) -> bool:
    return all(category(sign) in EMOJI for sign in token)


def _behind_body(words: Sequence[str], lower: Sequence[str], head: int, stop: int) -> int:
    """Return the role after a body's name that contains "of": "a Department of Energy | official".

    If there is none, return the given head.
    """
    if not (words[head][:1].isupper() and stop < len(words) and lower[stop] == "of"):
        return head
    at = stop + 1
    while at < len(words) and (words[at][:1].isupper() or lower[at] in ("of", "and", "the", "&")):
        at += 1
    is_role = at < len(words) and is_somebody(singular(lower[at]))
    is_last = at + 1 >= len(words) or lower[at + 1] in BREAKS | POSSESSIVE
    return at if is_role and is_last and words[at - 1][:1].isupper() else head


def owners_of(phrase: Phrase) -> frozenset[str]:
    """Return the words for a role's owner, in lower case.

    For "the state of Ohio's governor", these include "state" and "ohio". The result is empty if the
    phrase does not say: "the senator", "the company's director".
    """
    if phrase.determiner in OWNED:
        return frozenset((phrase.determiner,))
    words = phrase.words
    owned = max((i for i, word in enumerate(words[: phrase.head]) if word in POSSESSIVE), default=0)
    after = words[phrase.head + 1 :]
    of = after[1:] if after and after[0].lower() in ("of", "for", "to") else ()
    clause = (i for i, word in enumerate(of) if word == COMMA or word.lower() in RELATIVE)
    of = of[: next(clause, len(of))]
    # "The company" does not identify an owner; "the State Department" does.
    vague = DETERMINERS | load_terms("sources", "organisation")
    return frozenset(w.lower() for w in (*words[:owned], *of) if w.isalpha() and w not in vague)


def common_owners(words: Sequence[str], head: int) -> frozenset[str]:
    """Return the common nouns for whoever has what the noun at ``head`` says.

    They stand before a possessive, and after "for" or "of" behind the noun: "the cyclist's
    family's lawyer", "a lawyer for the family of a cyclist".
    """
    owned = max((i for i in range(head) if words[i] in POSSESSIVE), default=0)
    leads = words[head + 1 : head + 2] in (["for"], ["of"])
    behind = words[head + 2 : head + 2 + OWNER] if leads else ()
    ends = (i for i, word in enumerate(behind) if word == COMMA or word.lower() in RELATIVE)
    behind = behind[: next(ends, len(behind))]
    silent = DETERMINERS | INDEFINITE | load_terms("sources", "function")
    return frozenset(
        singular(word)
        for word in (*words[:owned], *behind)
        if word.isalpha() and word.islower() and word not in silent
    )


def _stop(words: Sequence[str], lower: Sequence[str], start: int) -> int:
    """Return where the phrase's core ends: before the first postmodifier, after at least a word."""
    while start < len(lower) - 1 and lower[start] in BREAKS:
        start += 1
    at = start + 1
    while at < len(lower):
        word = lower[at]
        if word in ("and", "or") and (paired := _paired(lower, at) or _joined(words, start, at)):
            at += paired
            continue
        if word.endswith("ing") and _is_postmodifier(words, start, at):
            break
        if tuple(lower[at : at + 2]) in HALF_ROLES and {*lower[at + 2 : at + 3]} & POSSESSIVE:
            at += 3  # "the secretary of state's | office"
            continue
        if word in BREAKS and not (word == "-" and lower[at - 1].isalnum() and at + 1 < len(lower)):
            if word in PARTICIPLES and at - 1 > start and lower[at - 1].endswith("ly"):
                return at - 1  # "people directly | involved"
            break
        at += 1
    return min(at, len(lower))


def _is_postmodifier(words: Sequence[str], start: int, at: int) -> bool:
    """Return whether a participle tells more of the people before it.

    "A scientist | advising the ministry", "a lawyer | hired by the firm", "the lawyer |
    representing Ruiz's family"; but "a nurse training manager", "the accused" (Quirk et al. 1985,
    17.28 ff.).
    """
    if at - 1 < start or at + 1 >= len(words):
        return False
    before, after = words[at - 1].lower(), words[at + 1]
    is_people = before == "people" or (at - 1 > start and is_somebody(singular(before)))
    is_name = after[:1].isupper() and words[at].islower()
    return is_people and (is_name or after.lower() in BREAKS | DETERMINERS | INDEFINITE)


def _paired(lower: Sequence[str], joint: int) -> int:
    """Return how many words go with "and" if it joins adjectives before a noun, or else 0.

    "Current and former | employees", "three current and two former | employees".
    """
    paired = load_terms("sources", "paired")
    is_counted = {*lower[joint + 1 : joint + 2]} <= NUMBERS | ONE
    other = joint + 2 if is_counted else joint + 1
    if other + 1 >= len(lower) or lower[other + 1] in BREAKS:
        return 0
    return other + 1 - joint if {lower[joint - 1], lower[other]} <= paired else 0


def _joined(words: Sequence[str], start: int, joint: int) -> int:
    """Return how many words go with "and" if it joins names before a role, or else 0.

    "The former Rangers and Liverpool | boss" is one person, and "US and Chinese | officials" are
    people. "Ruiz and Senate leaders" are Ruiz and others.
    """
    before, other = words[joint - 1], joint + 1
    while other < len(words) and other <= joint + JOINED and words[other][:1].isupper():
        other += 1
    if other == joint + 1 or other >= len(words) or not before[:1].isupper():
        return 0
    noun, after = words[other], (*words[other + 1 : other + 2], ",")[0]
    is_role = noun.islower() and is_somebody(singular(noun)) and after.lower() in BREAKS
    opens = words[start].lower() in DETERMINERS | INDEFINITE and joint - 1 > start
    nation = before.lower().replace(".", "")
    is_nation = is_country(nation) or is_demonym(nation)
    return other - joint if is_role and (opens or is_nation) else 0


def singular(noun: str) -> str:
    """Return a noun's probable singular. It is exact enough for lexicon lookups only."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def is_somebody(noun: str) -> bool:
    """Return whether a singular noun can say what a person is: "plumber", "nurse"."""
    if is_listed(noun):
        return True
    is_other = noun in BREAKS or noun in load_groups(*NOT_PEOPLE)
    return not is_other and noun.endswith(load_endings("sources", "occupation"))


def is_code(noun: str, word: str) -> bool:
    """Return whether a word stands for the name of somebody who has none: "Witness K".

    ``noun`` is the word before it. "Mr. T" is a name.
    """
    is_role = noun.istitle() and is_somebody(noun.lower()) and noun.lower() not in COURTESY
    return is_role and CODE.fullmatch(word) is not None


def is_coded(phrase: Phrase) -> bool:
    """Return whether a code stands for the name: "Witness K"."""
    words = phrase.words[phrase.head : phrase.head + 2]
    return len(words) > 1 and is_code(*words)


def is_in_office(word: str) -> bool:
    """Return whether a word in lower case can be part of an office: "chief", "justice"."""
    return is_somebody(word) or word in load_groups("roles.deputy", "roles.leading")


def is_listed(noun: str) -> bool:
    """Return whether a noun is in the lexicon of what people are, whatever its ending."""
    return noun in load_groups(*LISTED)


def is_thing(phrase: Phrase) -> bool:
    """Return whether the head is a text or an opinion: "one of the leaflets", "one belief"."""
    single = singular(phrase.noun)
    return any(single in load_terms("sources", group) for group in ("document", "utterance"))


def is_surely_person(phrase: Phrase) -> bool:
    """Return whether the head is a singular common noun that no organization is called by.

    "An attaché" is surely somebody, but "the authority" need not be.
    """
    noun = phrase.noun
    is_common = singular(noun) == noun and phrase.words[phrase.head].islower()
    if is_common and phrase.determiner in ("a", "an") and phrase.counted is None:
        is_role = any(noun in load_terms("sources", group) for group in ROLES)
        if is_role and noun not in load_terms("sources", "organisation"):
            return True
    return is_common and is_surely_somebody(noun)


def is_surely_somebody(noun: str) -> bool:
    """Return whether a singular noun is of people, and no firm or thing is called by it: no
    "carmaker" or "harbor".
    """
    ends = noun.endswith(load_endings("sources", "certain_occupation"))
    return ends or noun in load_terms("sources", "certain_occupation")


def is_masthead(phrase: Phrase) -> bool:
    """Return whether a phrase is a newspaper that is called like a person: "The Evening Star",
    "The Economist".
    """
    words = phrase.words[phrase.head - 1 : phrase.head + 1]
    is_name = phrase.head > 0 and all(word[:1].isupper() and word.istitle() for word in words)
    is_last = phrase.head + 1 == len(phrase.words)
    # "The Economist" is a name; "The Register" needs more of one.
    papers = load_terms("sources", "masthead" if phrase.head > 1 else "paper")
    if phrase.head > 1 and is_in_office(words[0].lower()):
        return False  # "the Lord Advocate"
    return phrase.determiner == "the" and is_name and is_last and phrase.noun in papers


def has_others(words: Sequence[str]) -> bool:
    """Return whether a source names somebody and speaks of others too: "Ruiz and his staff"."""
    others = DETERMINERS | load_terms("sources", "somebody_else")
    return any(a == "and" and b.lower() in others for a, b in pairwise(words))


def is_ratio(words: Sequence[str]) -> bool:
    """Return whether a phrase opens with a share of people: "one in three", "two out of five",
    "one-in-ten adults".
    """
    lower = [word.lower() for word in words if word not in HYPHENS]
    lower = [*lower[0].split("-"), *lower[1:]]
    counts = NUMBERS | ONE
    joint = 2 if lower[1:3] == ["out", "of"] else 1
    if lower[0] not in counts or len(lower) <= joint + 1 or lower[joint] not in ("in", "of"):
        return False
    follows = lower[joint + 1]
    return (joint > 1 or lower[1] == "in") and (follows in counts or follows.isdigit())


def is_demonym(noun: str) -> bool:
    """Return whether a singular noun is one citizen of a country: "Swede", "Russian"."""
    if noun in load_terms("sources", "paper"):
        return False  # "the Guardian"
    return noun in load_terms("epithets", "demonym") or noun.endswith(
        load_endings("epithets", "demonym")
    )


def is_office(noun: str) -> bool:
    """Return whether a noun is an office that a person holds: "director", "mayor"."""
    return noun in load_groups("sources.title", "sources.public_role")
