"""Match descriptions of unnamed sources: "two aides … the aides", "a diplomat … the person".

Groups of people are matched too: "nurses … the nurses". Different unnamed sources stay separate: "a
senior official … another official". Each description (its noun, its number, and the words before
and after the noun) is compared with earlier descriptions.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import takewhile
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_noun
from scoring.speakers.holders import PAST
from scoring.speakers.phrases import (
    DETERMINERS,
    ONE,
    OWNED,
    POSSESSIVE,
    Phrase,
    is_somebody,
    singular,
)
from scoring.types import ANONYMOUS

LOOKED_AT: Final = 12
"""How many of the latest descriptions are compared. This limits the number of comparisons."""
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

    @property
    def told(self) -> frozenset[str]:
        """All informative words besides the noun."""
        return self.before | self.after


def describe(phrase: Phrase) -> Description:
    """Return the description in a phrase."""
    lower = [word.lower() for word in phrase.words]
    noun = phrase.noun
    single = singular(noun)
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
        is_share=phrase.counted in load_terms("sources", "share"),
        is_both=phrase.determiner == "both",
        is_class=phrase.head > 0 and phrase.words[phrase.head][:1].isupper(),
        places=_places(phrase),
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


def _named_in(phrase: Phrase) -> frozenset[str]:
    """Return the words with a capital of a possessive before the noun, or after "for" behind it."""
    words = phrase.words
    owned = max((i for i, word in enumerate(words[: phrase.head]) if word in POSSESSIVE), default=0)
    behind = words[phrase.head + 1 :]
    stands_for = behind[1:] if behind and behind[0].lower() == "for" else ()
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
    listed = load_groups("sources.function", "sources.quantifier", "sources.without_name")
    return listed | DETERMINERS | COUNTS.keys()


@dataclass(slots=True)
class _Entry:
    said: list[Description]
    draft: Draft

    def telling(self, said: Description) -> list[Description]:
        """Return what to compare a description with that tells more than its noun does.

        After "a police officer … the officer", "the school's officer" is not that one.
        """
        telling = [other for other in self.said if other.before] if said.before else []
        return telling or self.said


class Unnamed:
    """The unnamed speakers and groups of people so far, by noun."""

    def __init__(self) -> None:
        self._by_head: dict[str, list[_Entry]] = {}
        self._all: list[_Entry] = []
        self._entries: dict[int, _Entry] = {}

    def note(self, draft: Draft, phrase: Phrase) -> None:
        """Record how a speaker was described."""
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

    def knows(self, phrase: Phrase) -> bool:
        """Return whether the noun described unnamed people before: "the guides … one guide"."""
        entries = self._by_head.get(describe(phrase).head, [])
        return any(entry.draft.type in ANONYMOUS for entry in entries[-LOOKED_AT:])

    def may_be(self, draft: Draft, phrase: Phrase) -> bool:
        """Return whether a description fits a speaker, if it is known how that was described."""
        entry, said = self._entries.get(id(draft)), describe(phrase)
        # "The second diplomat" and "the senior diplomat" can be any diplomat.
        loose = load_groups("sources.in_order", "sources.vague_owner") | PAST
        if not said.has_owner:
            said = said._replace(before=said.before - loose)
        return entry is None or any(_fits(said, other) for other in entry.telling(said))

    def earlier(self, phrase: Phrase, latest: Draft | None = None) -> Draft | None:
        """Return the speaker that a description refers back to; ``None`` if there is none.

        Of the speakers that fit best, this is the one mentioned last. ``latest`` is the speaker of
        the source before.
        """
        said = describe(phrase)
        if said.is_new or said.is_part or said.is_share:
            return None
        fitting = [
            (fit, entry.draft.last, entry.draft)
            for entry in self._near(said)
            if _same_sex(said, entry) and _same_owner(said, entry)
            for other in entry.telling(said)
            if (fit := _fits(said, other))
            and (fit > GENERAL or entry.draft.type in ANONYMOUS)
            and (fit != JUST_SAID or entry.draft is latest)
        ]
        return max(fitting, key=lambda found: found[:2])[2] if fitting else None

    def _near(self, said: Description) -> Iterator[_Entry]:
        yield from self._by_head.get(said.head, [])[-LOOKED_AT:]
        yield from self._all[-LOOKED_AT:]


def _fits(said: Description, before: Description) -> int:
    """Return how well a description matches an earlier one; 0 if it does not."""
    if _speaks_for(said.head) and _speaks_for(before.head):
        return _same_office(said, before)
    if said.whose and before.whose and said.whose.isdisjoint(before.whose):
        return 0  # "lawyers for Holt … Ruiz's lawyer"
    if said.places and before.places and said.places.isdisjoint(before.places):
        return 0  # "a judge in Oregon … the judge in Maryland"
    noun = _same_noun(said, before)
    if noun == SAME and said.definite and before.plural and not said.plural:
        noun = ONE_OF_THEM
    elif not _same_number(said, before):
        return 0
    if noun == GENERAL and said.is_told_apart and said.after.isdisjoint(before.told):
        return 0
    if said.definite:
        # "A lawyer for the victims" is not the company's.
        is_untold = not before.before and not (said.has_owner and before.after)
        is_untold = is_untold and noun != ONE_OF_THEM  # "two sisters … the elder sister"
        told = said.before <= before.told or is_untold or noun == JUST_SAID
    elif said.indefinite and not said.plural:
        return 0
    else:
        told = said.told <= before.told and (not said.indefinite or said.number == before.number)
        told = told and (not said.indefinite or said.told == before.told)
        # "Analysts at Elm Bank said … analysts say": the latter are analysts in general.
        told = told and (said.told == before.told or said.head not in _taken_up()["expert"])
    return noun if told else 0


SAME, ONE_OF_THEM, GENERAL, JUST_SAID = 4, 3, 2, 1
"""How well nouns match: the same noun; "the source" after several sources; "the person", which can
be anyone, or "the official", which can be a diplomat; "the former roadie" after "an insider"."""


@cache
def _taken_up() -> dict[str, frozenset[str]]:
    """Return the nouns that each noun can stand for with "the": "official" for "diplomat"."""
    rows = load_groups("sources.taken_up", "epithets.epithet")
    found: dict[str, frozenset[str]] = {}
    for noun, _, narrower in (row.partition(": ") for row in rows):
        found[noun] = found.get(noun, frozenset()).union(narrower.split(", "))
    return found


def _same_noun(said: Description, before: Description) -> int:
    if said.head == before.head:
        return SAME
    anybody = load_terms("sources", "anybody")
    if not said.definite or said.is_owned:
        return 0
    if said.head in anybody:
        return GENERAL
    # "A person close to the talks … the aide"; "the regulation" is nobody. "Two of them … the two
    # investors", "one of those present … the minister".
    pronominal = load_terms("sources", "pronominal")
    is_people = (is_somebody(said.head) and not said.is_class) or said.head in pronominal
    is_open = before.head in anybody and is_people
    told = said.before - load_terms("sources", "of_a_team")  # "the study authors"
    is_wider = before.head in _taken_up().get(said.head, ()) and told <= before.told
    if (is_open and not said.before) or is_wider or before.head in pronominal:
        return GENERAL
    # "Another insider said … the former roadie said".
    is_role = said.head in load_terms("sources", "withheld_role") and not said.has_owner
    return JUST_SAID if is_open and is_role and not said.plural else 0


def _same_number(said: Description, before: Description) -> bool:
    if said.plural != before.plural or (before.is_share and not said.definite):
        return False
    if said.is_both and before.number != COUNTS["both"]:
        return False
    if said.number is None or before.number is None or not said.plural:
        return True
    return said.number == before.number or (said.definite and said.number < before.number)


def _speaks_for(head: str) -> bool:
    return head in load_terms("sources", "speaks_for")


def _same_office(said: Description, before: Description) -> int:
    """Compare spokespeople, on the assumption that an organization has only one.

    "A Twitter spokesman" and "a spokesman for the company" are the same person.
    """
    if said.plural != before.plural or not (said.definite or said.head == before.head):
        return 0
    vague = load_terms("sources", "vague_owner")
    whose, theirs = said.told - vague, before.told - vague
    # "Elm Bank" and "Union Bank" share a word, and are two.
    return SAME if whose <= theirs or theirs <= whose else 0


def _same_owner(said: Description, entry: "_Entry") -> bool:
    """Return whether a spokesperson fits all that was said of an earlier one.

    "A hospital spokesman … the spokesman … a fire department spokesman": the last is another.
    """
    others = (other for other in entry.said if _speaks_for(other.head))
    return not _speaks_for(said.head) or all(_same_office(said, other) for other in others)


def _same_sex(said: Description, entry: "_Entry") -> bool:
    """Return whether no earlier description implies a different gender."""
    one = by_noun(said.head)
    return one is None or all(by_noun(other.head) in (None, one) for other in entry.said)
