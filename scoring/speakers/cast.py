"""The cast: an article's speakers while its sources are being resolved.

All lookups use an index instead of a loop over the speakers. An article of 200,000 characters can
have thousands of speakers, and each of its sources needs a lookup.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.body_names import BodyNames
from scoring.speakers.draft import Draft
from scoring.speakers.one_name_bodies import says_whole
from scoring.speakers.person import Person
from scoring.speakers.phrases import POSSESSIVE, RELATIVE, Phrase, singular
from scoring.speakers.types import LEAKED, WITHHELD, GroupedType
from scoring.types import SourceType

ORGANISATION: Final[SourceType] = "named_organisation"
LETTERED: Final = re.compile(r"(.+?) ?\(([A-Z][\w.&-]{1,9})\)")
"""A body's name with its letters: "the Port Authority (PA)"."""
OWNED: Final = re.compile(r"['’]s\b")
FORCE: Final = re.compile(r"(?<=police) (?:department|force|service)$", re.IGNORECASE)
TRAILS: Final = frozenset(
    (*POSSESSIVE, ",", "and", "but", "itself", "himself", "herself", "themselves")
)
"""What is left out at the end of a description: "the minister's", "an aide and", "Holt herself"."""
JOINS: Final = frozenset(("and", "or"))
NAMED: frozenset[SourceType] = frozenset({"named_person", "named_organisation", "document"})


class Cast:
    """All speakers so far. Most methods return the matching speaker, or add a new one.

    Places (``at``, ``since``, ``start``, ``end``) are token indices.
    """

    def __init__(self, reading: Reading, bodies: BodyNames) -> None:
        self._reading = reading
        self._bodies = bodies
        self.drafts: list[Draft] = []
        self._by_mention: list[tuple[int, int]] = []
        """``(last, -number)`` of each speaker, sorted: the latest mention is at the end."""
        self._persons: dict[Person, Draft] = {}
        self._names: dict[str, Draft] = {}
        self._members: dict[int, tuple[Person, ...]] = {}
        self._pronouns: dict[tuple[SourceType, str], Draft] = {}
        self._known: dict[tuple[SourceType, str], Draft] = {}
        self._nouns: dict[str, Draft] = {}
        self._firsts: dict[str, Draft] = {}
        """The latest and the first unnamed person by each noun."""

    def recent(self, since: int) -> Iterator[Draft]:
        """Yield the speakers mentioned at token ``since`` or later, the latest mention first.

        Speakers mentioned at the same token come in the order in which they first appeared. Do not
        change the cast during the iteration.
        """
        for last, number in reversed(self._by_mention):
            if last < since:
                return
            yield self.drafts[-number]

    def last(self) -> Draft | None:
        """Return the speaker that was mentioned last; ``None`` if there are no speakers."""
        return self.drafts[-self._by_mention[-1][1]] if self._by_mention else None

    def again(self, draft: Draft, at: int) -> Draft:
        """Record that a speaker is mentioned again at token ``at``, and return the speaker."""
        place = bisect_left(self._by_mention, (draft.last, -draft.number))
        del self._by_mention[place]
        draft.last = at
        insort(self._by_mention, (at, -draft.number))
        return draft

    def person(self, person: Person, at: int) -> Draft:
        """Return the speaker for this person."""
        if draft := self._persons.get(person):
            return self.again(draft, at)
        return self._add(Draft("named_person", person.full, None, "", at, person=person))

    def name(self, name: str, at: int) -> Draft:
        """Return the person known only by this name, such as a label or a pair of names."""
        if draft := self._names.get(name):
            return self.again(draft, at)
        return self._add(Draft("named_person", name, None, "", at))

    def body(self, name: str, at: int) -> Draft:
        """Return the body with this name."""
        if draft := self._known.get((ORGANISATION, name.lower())):
            return self.again(draft, at)
        return self._add(Draft(ORGANISATION, name, None, name.rsplit(maxsplit=1)[-1].lower(), at))

    def people(self, people: Sequence[Person], at: int) -> Draft:
        """Return the one speaker for several people who speak together: "Ruiz, Holt and Aziz"."""
        *others, last = (person.full for person in people)
        draft = self.name(f"{', '.join(others)} and {last}", at)
        self._members[draft.number] = tuple(people)
        return draft

    def members(self, draft: Draft) -> Sequence[Person]:
        """Return the people of a speaker that is several people; empty for any other speaker."""
        return self._members.get(draft.number, ())

    def pronoun(self, kind: SourceType, word: str, at: int) -> Draft:
        """Return the speaker that is known only by a pronoun."""
        if draft := self._pronouns.get((kind, word)):
            return self.again(draft, at)
        return self._add(Draft(kind, None, word, word, at))

    def by_noun(self, noun: str, *, first: bool = False) -> Draft | None:
        """Return the latest unnamed person whose head noun is ``noun``: "the <noun>".

        ``first``: the first one instead, as for "the first juror".
        """
        return (self._firsts if first else self._nouns).get(noun)

    def described(
        self, phrase: Phrase, kind: GroupedType, start: int, end: int, *, anew: bool = False
    ) -> Draft:
        """Return the speaker for a description: an earlier one with the same words, or a new one.

        ``start`` and ``end`` are the description's token range. An unnamed person always becomes a
        new speaker, so two mentions of "a senior official" stay two people, and so does whoever is
        told ``anew``.
        """
        words = self._reading.tokens.words
        if words[start].lower() in ("the", "a", "an", "whose") and end - start > 1:
            start += 1
        # "A pilot, who was not named": the relative clause is not part of the description.
        clause = (
            i for i in range(start + 1, end) if words[i] == "," and _is_relative(words, i + 1)
        )
        end = next(clause, end)
        if kind.type == ORGANISATION or kind.group == LEAKED:
            end = _without_apposition(words, start, end)
        if kind.type == ORGANISATION:
            start = self._bodies.introduced_at(start, end)
            end = self._bodies.without_kind(start, end)
        while end - start > 1 and (words[end - 1] in TRAILS or _is_relative(words, end - 1)):
            if words[end - 2].lower() == "of" or says_whole(words, end - 1):
                break  # "some of whom", "Moody's said"
            end -= 1
        text = " ".join(self._reading.text(start, end).split())
        if kind.type == ORGANISATION and (full := self._bodies.full(start, end)):
            text = full
        found = (self._known.get(key) for key in called(kind.type, text))
        known = next((one for one in found if one), None)
        if known and kind.type != "unnamed_person" and not anew:
            self._reading.trace.rule("speaker", "speaker.same_words", known)
            return self.again(known, start)
        self._reading.trace.rule("speaker", "speaker.described", text)
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
        draft.number, draft.first = len(self.drafts), draft.last
        self.drafts.append(draft)
        insort(self._by_mention, (draft.last, -draft.number))
        if draft.person:
            self._persons[draft.person] = draft
        if draft.type == "named_person" and draft.name:
            self._names.setdefault(draft.name, draft)
        if draft.description is not None:
            self._pronouns.setdefault((draft.type, draft.description), draft)
        for key in called(draft.type, draft.name or draft.description or ""):
            self._known.setdefault(key, draft)
        if draft.type == "unnamed_person":
            self._note_noun(draft, draft.head)
        return draft

    def _note_noun(self, draft: Draft, noun: str) -> None:
        self._firsts.setdefault(noun, draft)
        known = self._nouns.get(noun)
        if known is None or known.number < draft.number:
            self._nouns[noun] = draft


def called(kind: SourceType, text: str) -> list[tuple[SourceType, str]]:
    """Return what a speaker can be called: a body also by its letters, or without its legal form.

    "The Port Authority (PA)" is "the PA", "Dunmore Inc." is "Dunmore", "Holt's campaign" is "the
    Holt campaign", and the Tyre Police Department is "Tyre police".
    """
    called = [text]
    if kind == ORGANISATION:
        if match := LETTERED.fullmatch(text):
            called += match.groups()
        called.append(OWNED.sub("", text))
        called.append(FORCE.sub("", text))
        *name, last = text.split() or [""]
        if name and last.rstrip(".").lower() in load_terms("sources", "legal_form"):
            called.append(" ".join(name).rstrip(","))
    return [(kind, one.lower()) for one in called]


def _without_apposition(words: Sequence[str], start: int, end: int) -> int:
    """Return where a body's name ends before what it is or does, or its price: "Dunmore, a
    pioneer", "Dunmore, based in Tyre", "the Users' Board which runs it".
    """
    forms = load_terms("sources", "legal_form")
    # "Dover County, the city of Tyre and Dunmore" are three.
    is_list = any(words[i] == "and" and words[i + 1][:1].isupper() for i in range(start, end - 1))
    for at in range(start + 1, end - 1):
        is_aside = words[at] == "," and words[at + 1].islower() and words[at + 1] not in JOINS
        if is_aside and not (is_list and words[at + 1] == "the"):
            return at
        if words[at] in RELATIVE and words[at - 1][:1].isupper():
            return at
        is_price = words[at + 1].isupper() and words[end - 1] == "%"
        if is_price and words[at].rstrip(".").lower() in forms:
            return at + 1
    return end


def _is_relative(words: Sequence[str], at: int) -> bool:
    return at < len(words) and words[at].lower() in RELATIVE
