"""The head of a source's noun phrase, found without a parse.

English noun phrases end on their head before the first post-modifier: "a senior official | in
the ministry", "two aides | who spoke". A quantifier's head is what it counts: "some of the |
voters".
"""

from collections.abc import Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.lexicon import load_terms

BREAKS: Final = frozenset(
    "who whom whose which that where when "
    "of in at for with from on to by as into near inside outside about against among amid during "
    "under over after before between "
    "familiar close briefed including such like speaking supporting working opposed involved "
    "interviewed surveyed polled attending "
    ", ; : - – — ( [ and or".split()
)
DETERMINERS: Final = frozenset("the this that these those his her their its our my your".split())
OWNED: Final = frozenset("his her their our my your".split())
INDEFINITE: Final = frozenset("a an one another some any each every no".split())
POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’"))
ONE: Final = frozenset(("one", "1"))
"""Before "of": however many there are, one of them speaks."""
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
"""The lexicon's groups of head nouns."""


class Phrase(NamedTuple):
    """A noun phrase: the head's place among its words, and what determines it."""

    words: tuple[str, ...]
    head: int
    determiner: str
    counted: str | None
    """The quantifier before "of", if there is one."""

    @property
    def noun(self) -> str:
        """The head word, lower case, without a possessive; "front-runner" is one."""
        word = self.words[self.head].lower()
        if self.head > 1 and self.words[self.head - 1] == "-":
            joined = f"{self.words[self.head - 2].lower()}-{word}"
            return joined if singular(joined) in _compounds() else word
        return word


@cache
def _compounds() -> frozenset[str]:
    """The lexicon's nouns with a hyphen, which the tokeniser takes apart."""
    return frozenset(
        singular(term) for group in NOUNS for term in load_terms("sources", group) if "-" in term
    )


def analyse(words: Sequence[str]) -> Phrase:
    """Return the phrase's head. ``words`` must not be empty."""
    lower = [word.lower() for word in words]
    counted = None
    start = 0
    stop = _stop(lower, start)
    if stop < len(lower) and lower[stop] == "of" and stop + 1 < len(lower):
        last = lower[stop - 1]
        if last in load_terms("sources", "quantifier") or last.isdigit():
            counted, start = last, stop + 1
            stop = _stop(lower, start)
    head = stop - 1
    while head > start and lower[head] in POSSESSIVE:
        head -= 1
    return Phrase(tuple(words), max(head, start), lower[start], counted)


def owners_of(phrase: Phrase) -> frozenset[str]:
    """Return whose the role is, in lower case: of "the state of Ohio's governor" "state", "ohio".

    Empty if the phrase does not say: "the senator", "the company's director".
    """
    if phrase.determiner in OWNED:
        return frozenset((phrase.determiner,))
    words = phrase.words
    owned = max((i for i, word in enumerate(words[: phrase.head]) if word in POSSESSIVE), default=0)
    after = words[phrase.head + 1 :]
    of = after[1:] if after and after[0].lower() in ("of", "for", "to") else ()
    # "The company" tells nothing, "the State Department" does.
    vague = DETERMINERS | load_terms("sources", "organisation")
    return frozenset(w.lower() for w in (*words[:owned], *of) if w.isalpha() and w not in vague)


def _stop(lower: Sequence[str], start: int) -> int:
    """Where the phrase's core ends: before its first post-modifier, after at least one word."""
    while start < len(lower) - 1 and lower[start] in BREAKS:
        start += 1
    at = start + 1
    while at < len(lower):
        word = lower[at]
        if word in BREAKS and not (word == "-" and lower[at - 1].isalpha() and at + 1 < len(lower)):
            break
        at += 1
    return min(at, len(lower))


def singular(noun: str) -> str:
    """Return a noun's likely singular: enough to look it up in a lexicon."""
    if noun.endswith("ies") and len(noun) > 4:
        return noun[:-3] + "y"
    if noun.endswith(("sses", "shes", "ches", "xes")):
        return noun[:-2]
    if noun.endswith("men"):
        return noun[:-3] + "man"
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun
