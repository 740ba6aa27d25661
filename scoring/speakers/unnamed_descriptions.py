"""Read the description in an unnamed source's phrase: its noun, number, and the words around it."""

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import takewhile
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.phrases import (
    DETERMINERS,
    ONE,
    OWNED,
    POSSESSIVE,
    Phrase,
    is_coded,
    is_ratio,
    singular,
)
from scoring.speakers.portfolios import portfolios

COUNTS: Final = {
    word: number
    for number, words in enumerate(
        (
            "one a an",
            "two both pair couple",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
        ),
        1,
    )
    for word in words.split()
}
A_GROUP: Final = frozenset("a an another".split())
SHORT: Final = frozenset(("us", "uk"))
"""Countries' letters, which can have periods."""
WHERE: Final = frozenset("in at near from".split())
MOST_DIGITS: Final = 6
"""What is counted in longer numbers is no group of people who speak."""
CLAUSE: Final = frozenset(("who", "whom", "whose", "that"))
FORMER: Final = "former"
"""What "ex" says: "a former aide … the ex-staffer"."""
AGE: Final = frozenset(("year", "years"))
"""Words of an age, which says nothing that an earlier description would have: "the 52-year-old"."""


class Description(NamedTuple):
    """What a source's phrase says about an unnamed source, in lower case."""

    head: str
    """The noun, in the singular."""
    plural: bool
    number: int | None
    definite: bool
    indefinite: bool
    """Has "a", "one" or a number, and so introduces a source."""
    before: frozenset[str]
    after: frozenset[str]
    """The informative words before (``before``) and after (``after``) the noun."""
    is_new: bool
    """Says that it is a different source: "another", "a second", "others"."""
    is_part: bool
    """Is a member of a group, not the group: "one of the people"."""
    is_owned: bool = False
    """Opens with "his" or "her", and so tells of somebody else: "her neighbor"."""
    has_owner: bool = False
    """Says whose it is before the noun: "the company's lawyer"."""
    is_told_apart: bool = False
    """A clause after the noun says who is meant, and no more than that: "the people who swam"."""
    whose: frozenset[str] = frozenset()
    """The names of whom it belongs to or stands for: "Ana Ruiz's lawyer", "a lawyer for Holt"."""
    is_share: bool = False
    """Is a share of a group at large, not the group: "49 percent of voters"."""
    is_both: bool = False
    is_class: bool = False
    """The noun is a name: "the Democrats"."""
    places: frozenset[str] = frozenset()
    """The names after "in" and the like behind the noun: "a judge in Oregon"."""
    called: frozenset[str] = frozenset()
    """The words with a capital right before the noun, but for parties: "the Oregon judge"."""

    @property
    def told(self) -> frozenset[str]:
        """All informative words besides the noun."""
        return self.before | self.after


def describe(phrase: Phrase) -> Description:
    """Return the description in a phrase."""
    lower = [word.lower() for word in phrase.words]
    noun = phrase.noun
    single = singular(noun)
    shares = load_terms("sources", "share")
    start = lower.index("of") + 1 if phrase.counted else 0
    first = [*lower[: phrase.head], noun] if not phrase.counted else lower[: phrase.head]
    counts = [number for word in first if (number := _number(word, is_single=single == noun))]
    count = counts[-1] if counts else None  # "a couple" is two
    if len(counts) > 1 and "and" in first:
        count = sum(counts)  # "three current and two former employees"
    if count and lower[phrase.head + 1 : phrase.head + 2] == ["and"]:
        count += COUNTS.get("".join(lower[phrase.head + 2 : phrase.head + 3]), 0)
    openers = lower[: phrase.head] or lower[:1]
    partitive = phrase.counted is not None
    if partitive and count == 1 and phrase.counted not in ONE:
        count = None  # "a team of nurses"
    everyone = noun == "all" or COUNTS.get(noun, 0) > 1
    definite = (
        (partitive and _goes_back(phrase, lower[start]))
        or everyone
        or any(word in DETERMINERS or word == "both" for word in lower[: phrase.head])
        or any(word in POSSESSIVE for word in lower[: phrase.head])
    )
    plural = partitive or everyone or single != noun or noun in ("people", "police", "spokespeople")
    is_part = partitive and phrase.counted in ("one", "1")
    head = "person" if single == "people" else _synonyms().get(single, single)
    if partitive and phrase.determiner in load_terms("sources", "pronominal") and noun == single:
        head = phrase.determiner  # "one of those present"
    before = _telling(lower[start : phrase.head]) - AGE
    if phrase.counted in ("members", "member"):
        # "Members of the crew … the crew members"
        head, before = "member", before | {noun}
    if is_coded(phrase):
        before |= {lower[phrase.head + 1]}  # "Witness K … Witness M"
    return Description(
        head=head,
        plural=plural and not is_part,
        number=1 if is_part else count,
        definite=definite,
        indefinite=not definite and (count is not None or (partitive and lower[0] in A_GROUP)),
        before=before,
        after=_telling(lower[phrase.head + 1 :]),
        is_new=not load_terms("sources", "somebody_else").isdisjoint([*openers, noun]),
        is_part=is_part,
        is_owned=phrase.determiner in OWNED,
        has_owner=not POSSESSIVE.isdisjoint(lower[: phrase.head]),
        is_told_apart=_is_told_apart(lower[phrase.head + 1 :]),
        whose=_named_in(phrase),
        is_share=phrase.counted in shares or noun in shares or is_ratio(phrase.words),
        is_both=phrase.determiner == "both",
        is_class=phrase.head > 0 and phrase.words[phrase.head][:1].isupper(),
        places=_places(phrase),
        called=_called(phrase),
    )


def _number(word: str, *, is_single: bool) -> int | None:
    """Return the number that a word counts with. Before one person, digits are an age."""
    if word.isdigit() and not is_single and len(word) <= MOST_DIGITS:
        return int(word)
    return COUNTS.get(word)


def _goes_back(phrase: Phrase, after_of: str) -> bool:
    """Return whether a share is of people told of before: "some of the nurses", "many of them".

    "A team of nurses" and "dozens of nurses" introduce them.
    """
    pronouns = load_terms("sources", "pronominal") | {"us", "whom"}
    return after_of in DETERMINERS | pronouns or not POSSESSIVE.isdisjoint(phrase.words)


def _places(phrase: Phrase) -> frozenset[str]:
    """Return the names after the first preposition of place behind the noun."""
    behind = phrase.words[phrase.head + 1 :]
    if not behind or behind[0].lower() not in WHERE:
        return frozenset()
    named = takewhile(lambda word: word[:1].isupper() or word.lower() in DETERMINERS, behind[1:])
    return frozenset(word.lower() for word in named if word[:1].isupper())


def _called(phrase: Phrase) -> frozenset[str]:
    """Return the words with a capital before the noun, without the first and without parties."""
    words = phrase.words[1 : phrase.head]
    return frozenset(word.lower() for word in words if word[:1].isupper()) - load_terms(
        "epithets", "party"
    )


def _named_in(phrase: Phrase) -> frozenset[str]:
    """Return the words with a capital of a possessive before the noun, or after "for" or "of"
    behind it.
    """
    words = phrase.words
    owned = max((i for i, word in enumerate(words[: phrase.head]) if word in POSSESSIVE), default=0)
    behind = words[phrase.head + 1 :]
    stands_for = behind[1:] if behind and behind[0].lower() in ("for", "of") else ()
    return (
        frozenset(
            word.lower()
            for word in (*words[:owned], *stands_for)
            if word[:1].isupper() and len(word) > 1
        )
        - DETERMINERS
    )


def _is_told_apart(after: Sequence[str]) -> bool:
    """Return whether what follows a noun tells people from others, not how they know.

    "The people who swam" does. "The people, who asked not to be named" and "the people familiar
    with the talks" do not.
    """
    is_clause = bool(after) and after[0] in CLAUSE
    return is_clause and load_terms("sources", "familiar").isdisjoint(after)


def _telling(words: Iterable[str]) -> frozenset[str]:
    """Return the informative words: no determiners, numbers, quantifiers or function words."""
    silent = _silent()
    plain = (_countries().get(word, word) for word in words)
    return frozenset(
        FORMER if word == "ex" else word
        for word in plain
        if word.isalpha() and len(word) > 1 and word not in silent
    )


@cache
def _countries() -> dict[str, str]:
    """Return the first word for a country by each of its others: "american", "u.s."."""
    lines = (line.split() for line in load_terms("epithets", "country"))
    found = {word: line[0] for line in lines for word in line}
    return found | {".".join((*word, "")): first for word, first in found.items() if word in SHORT}


@cache
def _synonyms() -> dict[str, str]:
    """Return the noun that stands for each of those with the same meaning."""
    rows = load_terms("sources", "same_noun")
    return {noun: other for noun, _, other in (row.partition(": ") for row in rows)}


@cache
def _silent() -> frozenset[str]:
    # A "majority leader" is no majority.
    quantifiers = load_terms("sources", "quantifier") - portfolios().keys()
    listed = load_groups("sources.function", "sources.without_name") | quantifiers
    return listed | DETERMINERS | COUNTS.keys()
