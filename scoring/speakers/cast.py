"""The cast: an article's speakers while its sources are being resolved."""

from dataclasses import dataclass, field

from scoring.reading.reading import Reading
from scoring.speakers.kind import WITHHELD, Kind
from scoring.speakers.people import Person
from scoring.speakers.phrase import Phrase, singular
from scoring.values import SourceType

NAMED: frozenset[SourceType] = frozenset({"named_person", "named_organisation", "document"})


@dataclass(slots=True, eq=False)
class Draft:
    """A speaker so far. ``head``: its noun, for "the official"; ``last``: its latest mention."""

    type: SourceType
    name: str | None
    description: str | None
    head: str
    last: int
    withheld: bool = False
    person: Person | None = None
    called: set[str] = field(default_factory=set)
    """The roles it was referred to by: "the minister"."""


class Cast:
    """All speakers so far; each method finds the one that fits, or adds it."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self.drafts: list[Draft] = []

    def recent(self) -> list[Draft]:
        """Return the speakers, the one mentioned last first."""
        return sorted(self.drafts, key=lambda draft: -draft.last)

    def person(self, person: Person, at: int) -> Draft:
        """Return the speaker that is this person."""
        for draft in self.drafts:
            if draft.person is person:
                return self._again(draft, at)
        return self._add(Draft("named_person", person.full, None, "", at, person=person))

    def name(self, name: str, at: int) -> Draft:
        """Return the person of this name, whom the article names only so: a label, a pair."""
        for draft in self.drafts:
            if draft.name == name and draft.type == "named_person":
                return self._again(draft, at)
        return self._add(Draft("named_person", name, None, "", at))

    def pronoun(self, kind: SourceType, word: str, at: int) -> Draft:
        """Return the speaker that is known by a pronoun alone."""
        for draft in self.drafts:
            if draft.description == word and draft.type == kind:
                return self._again(draft, at)
        return self._add(Draft(kind, None, word, word, at))

    def described(self, phrase: Phrase, kind: Kind, start: int, end: int) -> Draft:
        """Return the speaker of a description: an earlier one of the same words, or a new one.

        Two "senior officials" stay two: one unnamed person is never taken for another.
        """
        words = self._reading.tokens.words
        if words[start].lower() in ("the", "a", "an") and end - start > 1:
            start += 1
        while end - start > 1 and words[end - 1] in ("'s", "’s", ","):
            end -= 1
        text = " ".join(self._reading.text(start, end).split())
        if kind.type != "unnamed_person":
            for draft in self.drafts:
                known = draft.name or draft.description or ""
                if draft.type == kind.type and known.lower() == text.lower():
                    return self._again(draft, start)
        named = kind.type in NAMED
        withheld = kind.type == "unnamed_person" or kind.group == WITHHELD
        return self._add(
            Draft(
                kind.type,
                text if named else None,
                None if named else text,
                singular(phrase.noun),
                start,
                withheld=withheld,
            )
        )

    def _add(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    @staticmethod
    def _again(draft: Draft, at: int) -> Draft:
        draft.last = at
        return draft
