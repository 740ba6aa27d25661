"""What the indexes over speakers and names stand for, written plainly: go through all of them."""

from collections.abc import Iterable, Iterator
from typing import Any

from scoring.model.decoding import Reading
from scoring.speakers.cast import Cast, Draft
from scoring.speakers.mentions import AHEAD_COSTS, AHEAD_COUNTS, fits
from scoring.speakers.namings import Names
from scoring.speakers.people import People, Person


class PlainCast(Cast):
    """The cast, asked one speaker after another."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self._known: Any = self

    def get(self, key: tuple[str, str]) -> Draft | None:
        """The first speaker of a type that has these words."""
        for draft in self.drafts:
            if draft.type == key[0] and (draft.name or draft.description or "").lower() == key[1]:
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

    def by_noun(self, noun: str) -> Draft | None:
        for draft in reversed(self.drafts):
            same = draft.type == "unnamed_person" and draft.head == noun
            if same or (draft.person and noun in draft.called):
                return draft
        return None

    def call(self, draft: Draft, noun: str) -> None:
        draft.called.add(noun)

    def _add(self, draft: Draft) -> Draft:
        draft.number = len(self.drafts)
        self.drafts.append(draft)
        return draft


class PlainMentions:
    """The mentions, asked one after another."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._reading = reading
        self._people = people
        self._mentions = sorted(
            ((start, person) for person in people.all for start, _ in person.mentions),
            key=lambda mention: mention[0],
        )

    def before(self, at: int, *, female: bool | None) -> Person | None:
        found = [p for start, p in self._mentions if start < at and fits(p, female)]
        return found[-1] if found else None

    def after(self, at: int, *, female: bool | None) -> Person | None:
        return next((p for start, p in self._mentions if start > at and fits(p, female)), None)

    def first(self, start: int, stop: int, *, female: bool | None) -> Person | None:
        for i in range(start, stop):
            person = self._people.at.get(i)
            if person and fits(person, female):
                return person
        return None

    def opening_after(self, at: int) -> Person | None:
        starts = self._reading.starts
        return next((p for start, p in self._mentions if start > at and starts[start]), None)

    def _titled(self, roles: Iterable[str]) -> list[Person]:
        return [p for p in self._people.all if set(roles) & p.roles]

    def titled(self, roles: Iterable[str]) -> int:
        return min(len(self._titled(roles)), 2)

    def nearest(self, roles: Iterable[str], at: int) -> Person:
        def away(person: Person) -> int:
            return min(
                at - s if s <= at else AHEAD_COUNTS * (s - at) + AHEAD_COSTS
                for s, _ in person.mentions
            )

        return min(self._titled(roles), key=away)


class PlainNamings:
    """The people so far, asked one after another."""

    def __init__(self) -> None:
        self._all: list[tuple[Names, Any, list[int], bool | None]] = []

    def new(self, names: Names, person: Any, at: int, *, female: bool | None = None) -> None:
        self._all.append((names, person, [at], female))

    def find(self, names: Names, at: int, *, female: bool | None = None) -> Any:
        near = [
            one
            for one in self._all
            if _fits(names, one[0]) and (female is None or one[3] in (None, female))
        ]
        if not near:
            return None
        _, person, mentions, _ = min(near, key=lambda one: min(abs(at - start) for start in one[2]))
        mentions.append(at)
        return person


def _fits(names: Names, known: Names) -> bool:
    """Same last name and no other first name."""
    if len(names) == 1:
        return names[0] == known[-1] or (len(known) > 1 and names[0] == known[0])
    if names[-1] != known[-1]:
        return names == known[: len(names)]
    first, other = names[0], known[0]
    initial = first[0] == other[0] and 1 in (len(first), len(other))
    return first == other or len(known) == 1 or initial
