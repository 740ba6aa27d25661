"""Who each source is: pronouns, last names, roles and descriptions brought to one speaker each."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from scoring.reading.reading import Reading, Tagged
from scoring.reading.tags import SOURCE_TYPES
from scoring.speakers.kind import CERTAIN, FAIR, INFORMANT, PUBLIC, SLIGHT, SURE, WITHHELD, Kind, kind_by_words
from scoring.speakers.people import FEMALE, People, Person
from scoring.speakers.phrase import DETERMINERS, Phrase, analyse, singular
from scoring.values import SourceType

SINGULAR: Final = frozenset("he she him her his hers himself herself".split())
PLURAL: Final = frozenset("they them their theirs themselves".split())
FIRST: Final = frozenset("i me my mine myself".split())
FIRST_PLURAL: Final = frozenset("we us our ours ourselves".split())
SECOND: Final = frozenset("you your yours yourself".split())
THING: Final = frozenset("it its itself which".split())
RELATIVE: Final = frozenset("who whom whose that".split())
PLURAL_REACH: Final = 40
"""How many tokens back "they" looks for a plural phrase."""
REACH: Final = 90
"""How many tokens back a pronoun looks for a source before any name will do."""


@dataclass(slots=True, eq=False)
class Draft:
    """A speaker while the article is being resolved. ``head``: its noun, for "the official"."""

    type: SourceType
    name: str | None
    description: str | None
    head: str
    first: int
    last: int
    withheld: bool = False
    person: Person | None = None
    called: set[str] = field(default_factory=set)
    """The roles it was referred to by: "the minister"."""


class Resolver:
    """Resolves an article's sources in reading order."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.people = People(reading)
        self.drafts: list[Draft] = []
        self.labels: list[str | None] = [None] * len(reading.tokens.words)
        for entity in reading.entities:
            for i in range(entity.start, entity.end):
                self.labels[i] = entity.label
        # A surname is that person's everywhere in the article, whatever the model made of it in
        # a headline or at a sentence's start.
        for i, word in enumerate(reading.tokens.words):
            if word[0].isupper() and i not in self.people.at:
                if person := self.people.by_surname.get(word.lower()):
                    self.labels[i] = "PERSON"
                    self.people.at[i] = person

    def resolve(self, sources: Sequence[tuple[int, int]]) -> list[Draft]:
        """Return the speaker of each source (token ranges in reading order)."""
        return [self._one(start, end) for start, end in sources]

    def named(self, start: int, end: int, name: str) -> Draft:
        """Return the speaker for a label such as "Dr. Carter": its person, or the label itself."""
        for i in range(start, end):
            if person := self.people.at.get(i):
                return self._person(person, start)
        found = [p for p in self.people.all if p.surname == name.lower().split()[-1].rstrip(".")]
        if found:
            return self._person(found[0], start)
        for draft in self.drafts:
            if draft.name == name:
                draft.last = start
                return draft
        return self._new(Draft("named_person", name, None, "", start, start))

    def _one(self, start: int, end: int) -> Draft:
        words = self.reading.tokens.words[start:end]
        lower = [w.lower() for w in words]
        if lower[0] in SINGULAR | PLURAL | FIRST | FIRST_PLURAL | SECOND | THING | RELATIVE and (
            len(words) == 1 or lower[1] in ("himself", "herself", "themselves", "both", "all")
        ):
            return self._pronoun(lower[0], start)
        return self._phrase(start, end)

    def _phrase(self, start: int, end: int) -> Draft:
        phrase = analyse(self.reading.tokens.words[start:end])
        kind = kind_by_words(phrase, self.labels[start:end])
        kind = kind or Kind(self._by_model(start, end), None, 0.0)
        if kind.type == "named_person" and self._in_full(start + phrase.head):
            kind = kind._replace(weight=CERTAIN)
        known = self._known(phrase, kind, start, end)
        weighed = self._weigh(known.type if known else kind.type, kind.weight, start, end)
        if known and weighed == known.type:
            known.last = start
            return known
        if weighed != kind.type:
            # The model overrules the words: "Asia" in "Asia fears", "the Whigs".
            kind = Kind(weighed, kind.group, 0.0)
            if known := self._known(phrase, kind, start, end):
                known.last = start
                return known
        return self._described(phrase, kind, start, end)

    def _in_full(self, head: int) -> bool:
        """Is the head the name of somebody whom the article names in full?"""
        person = self.people.at.get(head)
        return person is not None and len(person.names) > 1

    def _known(self, phrase: Phrase, kind: Kind, start: int, end: int) -> Draft | None:
        """A named person in the phrase, or whom a definite description goes back to."""
        if kind.type == "named_person":
            person = self._person_in(phrase, start, end)
            return self._person(person, start) if person else None
        if kind.type == "unnamed_person":
            return self._definite(phrase, kind, start)
        return None

    def _weigh(self, ruled: SourceType, weight: float, start: int, end: int) -> SourceType:
        """Return the likelier type of the source when its words' verdict counts as evidence."""
        scores = self.reading.heads["source_type"][start:end].mean(0).copy()
        if ruled in SOURCE_TYPES:
            scores[SOURCE_TYPES.index(ruled)] += weight
        kind: SourceType = SOURCE_TYPES[int(np.argmax(scores))]
        return kind

    def _by_model(self, start: int, end: int) -> SourceType:
        scores = self.reading.heads["source_type"][start:end].mean(0)
        kind: SourceType = SOURCE_TYPES[int(np.argmax(scores))]
        return kind

    def _person_in(self, phrase: Phrase, start: int, end: int) -> Person | None:
        head = start + phrase.head
        order = [head, *range(head, end), *range(head, start - 1, -1)]
        return next((self.people.at[i] for i in order if i in self.people.at), None)

    def _new(self, draft: Draft) -> Draft:
        self.drafts.append(draft)
        return draft

    def _person(self, person: Person, at: int) -> Draft:
        for draft in self.drafts:
            if draft.person is person:
                draft.last = at
                return draft
        return self._new(Draft("named_person", person.full, None, "", at, at, person=person))

    def _described(self, phrase: Phrase, kind: Kind, start: int, end: int) -> Draft:
        """The speaker of a description: an earlier one of the same words, or a new one."""
        words = list(phrase.words)
        if words[0].lower() in ("the", "a", "an") and len(words) > 1:
            start += 1
        while end - start > 1 and self.reading.tokens.words[end - 1] in ("'s", "’s", ","):
            end -= 1
        text = " ".join(self.reading.text(start, end).split())
        named = kind.type in ("named_organisation", "named_person", "document")
        for draft in self.drafts:
            same = (draft.name or draft.description or "").lower() == text.lower()
            if same and draft.type == kind.type and kind.type != "unnamed_person":
                draft.last = start
                return draft
        return self._new(
            Draft(
                kind.type,
                text if named else None,
                None if named else " ".join(self.reading.text(start, end).split()),
                singular(phrase.noun),
                start,
                start,
                withheld=kind.type == "unnamed_person" or kind.group == WITHHELD,
            )
        )

    def _definite(self, phrase: Phrase, kind: Kind, start: int) -> Draft | None:
        """ "The official", "the minister": who was, or will be, introduced so; else ``None``."""
        if phrase.determiner not in DETERMINERS:
            return None
        noun = phrase.noun
        for draft in reversed(self.drafts):
            if draft.type == "unnamed_person" and draft.head == noun:
                draft.last = start
                return draft
        titled = [p for p in self.people.all if noun in p.roles or _short(noun) & p.roles]
        for draft in reversed(self.drafts):
            if draft.person and noun in draft.called:
                return draft
        if titled and (kind.group == PUBLIC or len(titled) == 1):
            nearest = self._nearest(titled, start)
            if nearest.mentions[0][0] > start and (opening := self._next_subject(start)):
                # Nobody was named yet: a description points ahead at who acts next.
                nearest = opening
            draft = self._person(nearest, start)
            draft.called.add(noun)
            return draft
        if kind.group == PUBLIC and (antecedent := self._antecedent(start, female=None)):
            return antecedent
        if kind.group in (WITHHELD, INFORMANT) and noun in ("man", "woman", "actor", "author"):
            return self._antecedent(start, female=noun == "woman")
        return None

    def _next_subject(self, at: int) -> Person | None:
        """The first person after ``at`` whose name opens a sentence."""
        for person in self.people.all:
            start = person.mentions[0][0]
            if start > at and self.reading.starts[start]:
                return person
        return None

    @staticmethod
    def _nearest(people: Sequence[Person], at: int) -> Person:
        def away(person: Person) -> float:
            # A name that is still to come is a weaker antecedent than one that was given.
            return min((at - m[0]) if m[0] <= at else 2 * (m[0] - at) + 40 for m in person.mentions)

        return min(people, key=away)

    def _antecedent(self, at: int, *, female: bool | None) -> Draft | None:
        """The singular speaker a pronoun stands for: the last source, then the last name."""

        def fits(person: Person | None) -> bool:
            return person is None or female is None or person.female in (None, female)

        recent = [
            d
            for d in self.drafts
            if d.type in ("named_person", "unnamed_person")
            and at - d.last <= REACH
            and fits(d.person)
        ]
        names = [(m[0], p) for p in self.people.all for m in p.mentions if m[0] < at and fits(p)]
        last_name = max(names, key=lambda n: n[0], default=None)
        last = max(recent, key=lambda d: d.last, default=None)
        if last and (last_name is None or at - last.last <= REACH):
            first = self._opening_name(at, female=female)
            if first and first is not last.person and self._sentence_start(at) > last.last:
                return self._person(first, at)
            last.last = at
            return last
        if last_name:
            return self._person(last_name[1], at)
        following = [p for p in self.people.all if p.mentions[0][0] > at and fits(p)]
        return self._person(following[0], at) if following else None

    def _sentence_start(self, at: int) -> int:
        starts = np.flatnonzero(self.reading.starts[: at + 1])
        return int(starts[-1]) if len(starts) else 0

    def _opening_name(self, at: int, *, female: bool | None) -> Person | None:
        """The first person named in this sentence before the pronoun: its likely subject."""
        for i in range(self._sentence_start(at), at):
            person = self.people.at.get(i)
            if person and (female is None or person.female in (None, female)):
                return person
        return None

    def _pronoun(self, word: str, at: int) -> Draft:
        if word in SINGULAR:
            found = self._antecedent(at, female=word in FEMALE or word == "herself")
            return found or self._plain("named_person", word, at)
        if word in RELATIVE:
            return self._relative(word, at)
        if word in FIRST | SECOND:
            return self._speaking(word, "author", at)
        if word in FIRST_PLURAL:
            return self._speaking(word, "collective", at)
        if word in PLURAL and (several := self._several(at)):
            weighed = self._weigh(several.type, FAIR, at, at + 1)
            return several if weighed == several.type else self._plain(weighed, word, at)
        wanted: tuple[SourceType, ...] = (
            ("unnamed_group", "collective", "named_organisation")
            if word in PLURAL
            else ("named_organisation", "document")
        )
        for draft in sorted(self.drafts, key=lambda d: -d.last):
            if draft.type in wanted and at - draft.last <= REACH:
                draft.last = at
                return draft
        return self._plain("collective" if word in PLURAL else self._by_model(at, at + 1), word, at)

    def _several(self, at: int) -> Draft | None:
        """The nearest plural phrase before "they": people joined by "and", or a plural noun."""
        words = self.reading.tokens.words
        for i in range(at - 1, max(-1, at - PLURAL_REACH), -1):
            if words[i].lower() == "and" and (pair := self._pair(i)):
                return self._named_pair(*pair, at)
            if words[i].endswith("s") and i not in self.people.at:
                kind = kind_by_words(analyse(words[i : i + 1]), self.labels[i : i + 1])
                if kind and kind.type in ("unnamed_group", "collective") and kind.weight >= FAIR:
                    return self._described(analyse(words[i : i + 1]), kind, i, i + 1)
        return None

    def _pair(self, joint: int) -> tuple[int, int] | None:
        """The token range of two people joined by the "and" at ``joint``, if there are two."""
        before = next((i for i in range(joint - 1, max(-1, joint - 4), -1) if i in self.people.at), None)
        after = next((i for i in range(joint + 1, joint + 6) if i in self.people.at), None)
        if before is None or after is None or self.people.at[before] is self.people.at[after]:
            return None
        last = after
        while self.people.at.get(last + 1) is self.people.at[after]:
            last += 1
        first = before
        while self.people.at.get(first - 1) is self.people.at[before]:
            first -= 1
        return first, last + 1

    def _named_pair(self, start: int, end: int, at: int) -> Draft:
        one, other = self.people.at[start], self.people.at[end - 1]
        name = f"{one.full} and {other.full}"
        for draft in self.drafts:
            if draft.name == name:
                draft.last = at
                return draft
        return self._new(Draft("named_person", name, None, "", at, at))

    def _speaking(self, word: str, otherwise: SourceType, at: int) -> Draft:
        """ "I", "we", "you": the article's own voice, or whoever the quotation belongs to."""
        # Outside quotation marks "I" and "we" are the article's own voice.
        own = not self.reading.quoted[at]
        kind = self._weigh("author" if own else otherwise, SURE if own else SLIGHT, at, at + 1)
        if kind == "named_person" and self.reading.quoted[at] and self.drafts:
            last = max(self.drafts, key=lambda d: d.last)
            if last.type == kind:
                last.last = at
                return last
        return self._plain(kind, word, at)

    def _plain(self, kind: SourceType, word: str, at: int) -> Draft:
        for draft in self.drafts:
            if draft.description == word and draft.type == kind:
                draft.last = at
                return draft
        return self._new(Draft(kind, None, word, word, at, at))

    def _relative(self, word: str, at: int) -> Draft:
        """ "…, who said": the phrase just before the relative pronoun."""
        words = self.reading.tokens.words
        stop = at - 1 if at and words[at - 1] in (",", "-", "–", "—") else at
        start = stop
        while (
            start > 0
            and stop - start < 8
            and (words[start - 1][0].isalnum() or words[start - 1] in ("'s", "’s", "-", "."))
        ):
            start -= 1
        for i in range(stop - 1, start - 1, -1):
            if person := self.people.at.get(i):
                return self._person(person, at)
            if words[i].lower() in DETERMINERS | {"of", "by", "with", "from", "for", "in"}:
                break
        for begin in range(stop - 1, max(start, stop - 4) - 1, -1):
            part = words[begin:stop]
            kind = kind_by_words(analyse(part), self.labels[begin:stop]) if part else None
            if kind:
                return self._described(analyse(part), kind, begin, stop)
        if near := [d for d in self.drafts if at - d.last < 12]:
            return near[-1]
        return self._plain(self._by_model(at, at + 1), word, at)


def _short(noun: str) -> frozenset[str]:
    """The title before a name that goes with a role noun: "the senator", "Sen. Smith"."""
    return SHORT.get(noun, frozenset())


SHORT: Final = {
    "senator": frozenset(("sen",)),
    "governor": frozenset(("gov",)),
    "congressman": frozenset(("rep",)),
    "congresswoman": frozenset(("rep",)),
    "representative": frozenset(("rep",)),
    "general": frozenset(("gen",)),
    "professor": frozenset(("prof",)),
    "doctor": frozenset(("dr",)),
}


def as_ranges(tagged: Sequence[Tagged]) -> list[tuple[int, int]]:
    """Return the token ranges of tagged spans."""
    return [(t.start, t.end) for t in tagged]
