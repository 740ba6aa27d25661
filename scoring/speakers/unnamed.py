"""Match descriptions of unnamed sources: "two aides … the aides", "a diplomat … the person".

Groups of people are matched too: "nurses … the nurses". Different unnamed sources stay separate: "a
senior official … another official". Each description (its noun, its number, and the words before
and after the noun) is compared with earlier descriptions.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_noun
from scoring.speakers.holders import PAST, is_office_noun
from scoring.speakers.phrases import Phrase, is_somebody
from scoring.speakers.portfolios import are_two
from scoring.speakers.unnamed_descriptions import COUNTS, Description, describe
from scoring.types import ANONYMOUS

LOOKED_AT: Final = 12
"""How many of the latest descriptions are compared. This limits the number of comparisons."""
SECOND: Final = frozenset(("vice", "deputy", "assistant"))
"""Words by which an office is another one than the one of which it is the second."""


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
            and not (phrase.determiner == "its" and _is_some(entry.draft))  # "most activists … its"
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
    if are_two(said.told, before.told) or _is_deputy(said) != _is_deputy(before):
        return 0  # "the finance minister … the health minister", "the deputy mayor … the mayor"
    kinds = load_terms("epithets", "place_kind")
    called, behind = said.called - kinds, before.whose | before.places
    if called and behind and called.isdisjoint(behind | before.told):
        return 0  # "the mayor of Bristol … the Leeds mayor"
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


def _is_some(draft: Draft) -> bool:
    """Return whether a speaker is some of all there are: "most activists"."""
    first, *_ = (draft.description or "-").lower().split()
    return first in load_terms("sources", "quantifier")


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


def _is_deputy(said: Description) -> bool:
    return is_office_noun(said.head) and not SECOND.isdisjoint(said.before)


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
