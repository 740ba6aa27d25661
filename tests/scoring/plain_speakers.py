"""What the indexes over speakers and names stand for, written plainly: go through all of them."""

from collections.abc import Iterator
from itertools import product
from typing import Any

from scoring.model.decoding import Reading
from scoring.speakers.body_names import BodyNames
from scoring.speakers.cast import Cast, called
from scoring.speakers.draft import Draft
from scoring.speakers.mentions import fits
from scoring.speakers.names import Name, Names, agree, given_name_forms, is_surname_part
from scoring.speakers.namings import MOST_BEARERS
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.types import SourceType


class PlainCast(Cast):
    """The cast, asked one speaker after another."""

    def __init__(self, reading: Reading, bodies: BodyNames) -> None:
        super().__init__(reading, bodies)
        self._known: Any = self

    def get(self, key: tuple[SourceType, str]) -> Draft | None:
        """The first speaker of a type that has these words, or can be called so."""
        for draft in self.drafts:
            if key in called(draft.type, draft.name or draft.description or ""):
                return draft
        return None

    def recent(self, since: int) -> Iterator[Draft]:
        ordered = sorted(self.drafts, key=lambda draft: -draft.last)
        return (draft for draft in ordered if draft.last >= since)

    def last(self) -> Draft | None:
        return next(self.recent(-1), None)

    def again(self, draft: Draft, at: int) -> Draft:
        draft.last = at
        return draft

    def person(self, person: Person, at: int) -> Draft:
        for draft in self.drafts:
            if draft.person is person:
                return self.again(draft, at)
        return self._add(Draft("named_person", person.full, None, "", at, person=person))

    def name(self, name: str, at: int) -> Draft:
        for draft in self.drafts:
            if draft.name == name and draft.type == "named_person":
                return self.again(draft, at)
        return self._add(Draft("named_person", name, None, "", at))

    def pronoun(self, kind: Any, word: str, at: int) -> Draft:
        for draft in self.drafts:
            if draft.description == word and draft.type == kind:
                return self.again(draft, at)
        return self._add(Draft(kind, None, word, word, at))

    def by_noun(self, noun: str, *, first: bool = False) -> Draft | None:
        for draft in self.drafts if first else reversed(self.drafts):
            if draft.type == "unnamed_person" and draft.head == noun:
                return draft
        return None

    def _add(self, draft: Draft) -> Draft:
        draft.number, draft.first = len(self.drafts), draft.last
        self.drafts.append(draft)
        return draft


class PlainMentions:
    """The mentions, asked one after another."""

    def __init__(self, people: People) -> None:
        self._mentions = sorted(
            ((start, person) for person in people.all for start, _ in person.mentions),
            key=lambda mention: mention[0],
        )

    def after(self, at: int, *, female: bool | None) -> Person | None:
        return next((p for start, p in self._mentions if start > at and fits(p, female)), None)


class PlainNamings:
    """The people so far, asked one after another."""

    def __init__(self) -> None:
        self._all: list[tuple[Name, Any, list[int], bool | None]] = []

    def new(self, name: Name, person: Any, at: int, *, female: bool | None = None) -> None:
        self._all.append((name, person, [at], female))

    def find(self, name: Name, at: int, *, female: bool | None = None, titled: bool = False) -> Any:
        for fit, suffixed in product((_fits, _is_inside), (False, True)):
            near = [
                one
                for one in self._all
                if fit(name, one[0], titled=titled)
                and (female is None or one[3] in (None, female))
                and (bool(name.suffix) or bool(one[0].suffix) == suffixed)
            ]
            if near:
                _, person, mentions, _ = min(near, key=lambda one: min(abs(at - s) for s in one[2]))
                mentions.append(at)
                return person
        return None

    def bearers(self, name: Name, *, female: bool | None = None, first: bool = False) -> list[Any]:
        fitting = [
            one
            for one in self._all
            if name.suffix in ("", one[0].suffix) and (female is None or one[3] in (None, female))
        ]
        found = [one[1] for one in fitting if _ends(name.names, one[0].names)]
        if found or not first:
            return found[:MOST_BEARERS]
        found = [
            one[1]
            for one in fitting
            if len(one[0].names) > 1 and name.names[0] in (one[0].names[0], one[0].nickname)
        ]
        return found[:MOST_BEARERS]


def _ends(names: Names, known: Names) -> bool:
    return known[-len(names) :] == names and (len(names) < len(known) or len(names) == 1)


def _is_inside(name: Name, known: Name, *, titled: bool) -> bool:
    """Is it a name in the middle of another?"""
    del titled
    inside = [n for n in known.names[1:-1] if not is_surname_part(n)]
    return len(name.names) == 1 and name.names[0] in inside and name.suffix in ("", known.suffix)


def _fits(name: Name, known: Name, *, titled: bool) -> bool:
    """Same last name, in full or from one of its parts on, and no other first name."""
    names, others = name.names, known.names
    if len(names) == 1:
        given = {*given_name_forms(names[0])} & {others[0], known.nickname}
        first = not titled and len(others) > 1 and bool(given)
        return name.suffix in ("", known.suffix) and (first or _ends(names, others))
    numbered = not name.suffix and known.suffix in ("ii", "iii", "iv")
    short = not name.suffix and known.suffix == "jr" and names[0] != others[0]
    if (name.suffix != known.suffix and not numbered and not short) or len(others) == 1:
        return False
    if short:
        own = given_name_forms(names[0]) - {names[0]}
        given = {others[0], known.nickname}
        return names[-1] == others[-1] and bool(own & given) and agree(names, others)
    if _ends(names, others) or names == others[: len(names)]:
        return True
    return names[-1] == others[-1] and _is_given(names[0], known) and agree(names, others)


def _is_given(given: str, known: Name) -> bool:
    """Are these one given name: the same, an initial, a short form?"""
    first = known.names[0]
    if len(given) == 1 or len(first) == 1:
        return given[0] == first[0]
    own = given_name_forms(given)
    return any(own & given_name_forms(other) for other in (first, known.nickname) if other)
