"""One unnamed source stays one: "two aides … the aides", "a diplomat … the person".

A class of people too: "nurses … the nurses".
Two unnamed sources stay two: "a senior official … another official". What a description says (its
noun, number, what goes before and after the noun) is held against the descriptions before it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_noun
from scoring.speakers.phrases import DETERMINERS, POSSESSIVE, Phrase, singular
from scoring.types import ANONYMOUS

LOOKED_AT: Final = 12
"""How many of the latest descriptions with a noun are compared: it bounds the comparisons."""
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
INDEFINITE: Final = frozenset("a an one".split())


class Description(NamedTuple):
    """What a source's phrase says of somebody without a name, in lower case."""

    head: str
    """The noun, singular."""
    plural: bool
    number: int | None
    definite: bool
    indefinite: bool
    """"A", "one", or a number: it introduces."""
    before: frozenset[str]
    after: frozenset[str]
    """The words before and after the noun that tell something."""
    is_new: bool
    """"Another", "a second", "others": by its own words somebody else."""
    is_part: bool
    """"One of the people": part of a group, not the group."""

    @property
    def told(self) -> frozenset[str]:
        """Everything that is told beside the noun."""
        return self.before | self.after


def describe(phrase: Phrase) -> Description:
    """Return what a phrase says."""
    lower = [word.lower() for word in phrase.words]
    noun = phrase.noun
    single = singular(noun)
    start = lower.index("of") + 1 if phrase.counted else 0
    first = [*lower[: phrase.head], noun] if not phrase.counted else lower[: phrase.head]
    count = next((COUNTS[word] for word in first if word in COUNTS), None)
    openers = lower[: phrase.head] or lower[:1]
    partitive = phrase.counted is not None
    everyone = noun in ("both", "all", "two", "three")
    definite = (
        partitive
        or everyone
        or any(word in DETERMINERS or word == "both" for word in lower[: phrase.head])
        or any(word in POSSESSIVE for word in lower[: phrase.head])
    )
    plural = partitive or everyone or single != noun or noun in ("people", "police", "spokespeople")
    is_part = partitive and phrase.counted in ("one", "1")
    return Description(
        head="person" if single == "people" else single,
        plural=plural and not is_part,
        number=1 if is_part else count,
        definite=definite,
        indefinite=not definite and count is not None,
        before=_telling(lower[start : phrase.head]),
        after=_telling(lower[phrase.head + 1 :]),
        is_new=not load_terms("sources", "somebody_else").isdisjoint([*openers, noun]),
        is_part=is_part,
    )


def _telling(words: Iterable[str]) -> frozenset[str]:
    """The words that say something: no determiner, number, quantifier, function word."""
    silent = load_terms("sources", "function") | load_terms("sources", "quantifier") | DETERMINERS
    return frozenset(
        word
        for word in words
        if word.isalpha() and len(word) > 1 and word not in silent and word not in COUNTS
    )


@dataclass(slots=True)
class _Entry:
    said: list[Description]
    draft: Draft


class Unnamed:
    """The unnamed speakers so far, and classes of people, by noun."""

    def __init__(self) -> None:
        self._by_head: dict[str, list[_Entry]] = {}
        self._all: list[_Entry] = []
        self._entries: dict[int, _Entry] = {}

    def note(self, draft: Draft, phrase: Phrase) -> None:
        """Remember how a speaker was described."""
        said = describe(phrase)
        entry = self._entries.get(id(draft))
        if entry is None:
            entry = self._entries[id(draft)] = _Entry([], draft)
        if said in entry.said:
            return
        entry.said.append(said)
        for entries in (self._by_head.setdefault(said.head, []), self._all):
            if entry not in entries[-LOOKED_AT:]:
                entries.append(entry)

    def earlier(self, phrase: Phrase) -> Draft | None:
        """Return whom a description goes back to: of those that fit best, the last mentioned."""
        said = describe(phrase)
        if said.is_new or said.is_part:
            return None
        fitting = [
            (fit, entry.draft.last, entry.draft)
            for entry in self._near(said)
            if _same_sex(said, entry)
            for other in entry.said
            if (fit := _fits(said, other)) and (fit > GENERAL or entry.draft.type in ANONYMOUS)
        ]
        return max(fitting, key=lambda found: found[:2])[2] if fitting else None

    def _near(self, said: Description) -> Iterator[_Entry]:
        yield from self._by_head.get(said.head, [])[-LOOKED_AT:]
        yield from self._all[-LOOKED_AT:]


def _fits(said: Description, before: Description) -> int:
    """How well a description goes back to another; 0: not at all."""
    if _speaks_for(said.head) and _speaks_for(before.head):
        return _same_office(said, before)
    noun = _same_noun(said, before)
    if noun == SAME and said.definite and before.plural and not said.plural:
        noun = ONE_OF_THEM
    elif not _same_number(said, before):
        return 0
    if said.definite:
        told = said.before <= before.told or not before.before
    elif said.indefinite and not said.plural:
        return 0
    else:
        told = said.told <= before.told and (not said.indefinite or said.number == before.number)
        told = told and (not said.indefinite or said.told == before.told)
    return noun if told else 0


SAME, ONE_OF_THEM, GENERAL = 3, 2, 1
"""How well nouns go together: the same; "the source" of several; "the person", of anybody."""


def _same_noun(said: Description, before: Description) -> int:
    if said.head == before.head:
        return SAME
    anybody = load_terms("sources", "anybody")
    if said.definite and (said.head in anybody or (before.head in anybody and not said.before)):
        return GENERAL
    return 0


def _same_number(said: Description, before: Description) -> bool:
    if said.plural != before.plural:
        return False
    if said.number is None or before.number is None or not said.plural:
        return True
    return said.number == before.number or (said.definite and said.number < before.number)


def _speaks_for(head: str) -> bool:
    return head in load_terms("sources", "speaks_for")


def _same_office(said: Description, before: Description) -> int:
    """An organisation has one spokesman: "a Twitter spokesman … a spokesman for the company"."""
    if said.plural != before.plural or not (said.definite or said.head == before.head):
        return 0
    vague = load_terms("sources", "vague_owner")
    whose, theirs = said.told - vague, before.told - vague
    return SAME if not whose or not theirs or whose & theirs else 0


def _same_sex(said: Description, entry: "_Entry") -> bool:
    """Does nothing that was said before tell of another gender?"""
    one = by_noun(said.head)
    return one is None or all(by_noun(other.head) in (None, one) for other in entry.said)
