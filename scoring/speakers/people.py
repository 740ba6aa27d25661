"""The people an article names: mentions of one person gathered under the fullest name.

Which person a name goes to: of those it fits, the one who was named nearest.

A last name fits whoever bears it, and a first name too; a full name fits the same last name with
the same first name or its initial. Each person is filed under all that would fit, so that the
question takes a few binary searches however many people the article names.

Whether "he" or "she" can stand for a person: by title, by given name, by the pronouns nearby.

It serves to find antecedents and is never reported.
"""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final, Generic, TypeVar

import numpy as np

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading

Names = tuple[str, ...]
P = TypeVar("P")

Heading = tuple[bool | str | None, ...]
"""Whether a woman or a man is asked for, and what the names have to be."""

FILED: Final = 8
"""Up to how many names a beginning is filed whole: "Maria del Carmen" of a longer name."""


class Namings(Generic[P]):
    """The mentions so far, filed by name. People are numbered as they come."""

    def __init__(self) -> None:
        self._people: list[tuple[Names, P, bool | None]] = []
        self._filed: dict[Heading, list[tuple[int, int]]] = {}
        """Of each heading: ``(token, number of the person)``, by token."""

    def new(self, names: Names, person: P, at: int, *, female: bool | None = None) -> None:
        """File a person under their first mention."""
        self._people.append((names, person, female))
        self._file(len(self._people) - 1, at)

    def find(self, names: Names, at: int, *, female: bool | None = None) -> P | None:
        """Return the nearest person whom these names fit, filed there too from now on.

        ``female``: whom "Mrs." or "Mr." before the names fits too, if given. Of two as near, the
        one who came first.
        """
        near = [
            found
            for heading in _fitting(names)
            for found in self._nearest((female, *heading), names, at)
        ]
        if not near:
            return None
        number = min(near)[1]
        self._file(number, at)
        return self._people[number][1]

    def _file(self, number: int, at: int) -> None:
        names, _, female = self._people[number]
        for heading in set(_headings(names)):
            for asked in (None, True, False) if female is None else (None, female):
                insort(self._filed.setdefault((asked, *heading), []), (at, number))

    def _nearest(self, heading: Heading, names: Names, at: int) -> list[tuple[int, int]]:
        """The last mention under a heading before ``at``, and the next: how far, and whose."""
        filed = self._filed.get(heading, [])
        if len(names) > FILED and heading[1] == "begins":
            filed = [one for one in filed if self._people[one[1]][0][: len(names)] == names]
        place = bisect_left(filed, (at,))
        return [(abs(at - start), number) for start, number in filed[max(0, place - 1) : place + 1]]


def _headings(names: Names) -> Iterator[tuple[str, ...]]:
    """What a person is filed under."""
    first, last = names[0], names[-1]
    yield "last", last
    if len(names) == 1:
        yield "only", last
        return
    yield "first", first
    yield "both", first, last
    yield "initial", first[0], last
    for size in range(2, min(len(names) - 1, FILED) + 1):
        yield "begins", *names[:size]


def _fitting(names: Names) -> Iterator[tuple[str, ...]]:
    """Under what the people are filed whom these names fit."""
    first, last = names[0], names[-1]
    if len(names) == 1:
        yield "last", last
        yield "first", first
        return
    yield "both", first, last
    yield "only", last
    yield "begins", *names[:FILED]
    if len(first) == 1:
        yield "initial", first, last
    else:
        yield "both", first[0], last


FEMALE: Final = frozenset(
    "mrs ms miss lady queen princess sister she her hers congresswoman spokeswoman "
    "chairwoman".split()
)
MALE: Final = frozenset("mr sir lord king prince father he him his congressman spokesman".split())
SHE: Final = frozenset("she her hers herself".split())
HE: Final = frozenset("he him his himself".split())
PRONOUNS: Final = SHE | HE
FEMALE_NOUNS: Final = (
    "woman",
    "women",
    "actress",
    "mother",
    "girl",
    "wife",
    "sister",
    "daughter",
    "lady",
)
MALE_NOUNS: Final = ("man", "men", "actor", "father", "boy", "husband", "brother", "son")
"""Ends of nouns that tell; the women's are looked at first: "woman" ends on "man" too."""
LEAST: Final = 2
"""Pronouns it takes to tell by them, and how many times as many as of the other gender."""
H = TypeVar("H", bound=Hashable)


def by_words(words: Iterable[str]) -> bool | None:
    """Return whether a title or role tells of a woman, ``None`` if none of the words tells."""
    told = [word in FEMALE for word in words if word in FEMALE or word in MALE]
    return any(told) if told else None


def by_noun(noun: str) -> bool | None:
    """Return whether a role or kinship is a woman's, ``None`` if it does not tell."""
    if noun.endswith(FEMALE_NOUNS):
        return True
    return False if noun.endswith(MALE_NOUNS) else None


def by_given_name(names: Sequence[str], degree: str = "") -> bool | None:
    """Return whether a full name, in lower case, is a woman's; ``None`` if it does not tell.

    ``degree``: "mostly_" for names that the other gender bears now and then.
    """
    if len(names) > 1:
        for female, group in ((True, f"{degree}female"), (False, f"{degree}male")):
            if names[0] in load_terms("given_names", group):
                return female
    return None


def by_pronouns(reading: Reading, at: Mapping[int, H]) -> dict[H, bool]:
    """Return who is a woman by the pronouns in sentences that name nobody else.

    ``at``: the people by token. Pronouns in quotation marks are the speaker's, and do not count.
    """
    she, he = Counter[H](), Counter[H]()
    starts = [*np.flatnonzero(reading.starts).tolist(), len(reading.tokens.words)]
    for start, stop in pairwise(starts):
        named = [i for i in range(start, stop) if i in at]
        if not named or any(at[i] is not at[named[0]] for i in named):
            continue
        for i in range(named[0] + 1, stop):
            word = reading.tokens.words[i].lower()
            if word in PRONOUNS and not reading.quoted[i]:
                (she if word in SHE else he)[at[named[0]]] += 1
    told = {}
    for person in {*she, *he}:
        more, less = max(she[person], he[person]), min(she[person], he[person])
        if more >= LEAST * max(1, less):
            told[person] = she[person] > he[person]
    return told


SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv", "esq"))
HYPHENS: Final = frozenset(("-", "‑"))
FORMED: Final = ("ed", "ing", "ly")
ADJECTIVES: Final = frozenset("style era led like esque free type run only".split())
"""After a name and a hyphen they make an adjective of it: "Holt-backed", "Holt-era"."""


@dataclass(slots=True, eq=False)
class Person:
    """A named person; ``mentions`` are token ranges in order, ``roles`` words said of them."""

    names: tuple[str, ...]
    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: set[str] = field(default_factory=set)
    female: bool | None = None
    full: str = ""

    @property
    def surname(self) -> str:
        """The last name, lower case."""
        return self.names[-1]


class People:
    """The named people of one article, by token."""

    def __init__(self, reading: Reading) -> None:
        self.all: list[Person] = []
        self.at: dict[int, Person] = {}
        words = reading.tokens.words
        spans = _whole([(t.start, t.end) for t in reading.entities if t.label == "PERSON"], words)
        named = _people_only(spans, words)
        known: Namings[Person] = Namings()
        for start, end, names in sorted(named, key=lambda n: -len(n[2])):
            female = _titled(words, start)
            person = known.find(names, start, female=female)
            if person is None:
                female = by_given_name(names) if female is None else female
                person = Person(names, female=female)
                known.new(names, person, start, female=female)
                self.all.append(person)
            person.mentions.append((start, end))
            for i in range(start, end):
                self.at[i] = person
        for person in self.all:
            person.mentions.sort()
            self._describe(person, reading)
        told = by_pronouns(reading, self.at)
        for person in self.all:
            if person.female is None:
                person.female = told.get(person, by_given_name(person.names, "mostly_"))
        self.all.sort(key=lambda p: p.mentions[0])
        self.by_surname = {p.surname: p for p in self.all if len(p.names) > 1}
        self.first_by_surname = {p.surname: p for p in reversed(self.all)}

    @staticmethod
    def _describe(person: Person, reading: Reading) -> None:
        words = reading.tokens.words
        best: tuple[int, str] = (0, "")
        for start, end in person.mentions:
            before = [w.lower().rstrip(".") for w in words[max(0, start - 4) : start]]
            inside = [w.lower().rstrip(".") for w in words[start:end]]
            person.roles.update(w for w in before + inside if w.isalpha())
            if end < len(words) and words[end] == ",":
                person.roles.update(w.lower() for w in words[end + 1 : end + 10] if w.isalpha())
            if person.female is None:
                person.female = _titled(words, start)
            stop = end
            while stop > start and words[stop - 1].lower() in ("'s", "’s", "'", "’", ",", "."):
                stop -= 1
            if stop > start and stop - start > best[0]:
                best = (stop - start, " ".join(reading.text(start, stop).split()))
        person.full = _with_doctor(best[1], person)


Named = tuple[int, int, tuple[str, ...]]
"""A span and the names in it."""


def _people_only(spans: Sequence[tuple[int, int]], words: Sequence[str]) -> list[Named]:
    """Leave out titles alone, and outlets and companies, and part two people: "Holt-Aziz talks".

    Who is named in full keeps a name that a company has too.
    """
    named = [(start, end, _names(words[start:end])) for start, end in spans]
    surnames = {n[-1] for start, end, n in named if len(n) > 1 and not _is_pair(words, start, end)}
    companies = load_terms("sources", "known_organisation") - surnames
    kept: list[Named] = []
    for start, end, names in named:
        if _is_pair(words, start, end) and len(names) > 1 and surnames.issuperset(names):
            kept += [(start, start + 1, names[:1]), (end - 1, end, names[1:])]
        elif names and not (len(names) == 1 and names[0] in companies):
            kept.append((start, end, names))
    return kept


def _is_pair(words: Sequence[str], start: int, end: int) -> bool:
    return end - start == len("a-b") and words[start + 1] in HYPHENS


def _titled(words: Sequence[str], start: int) -> bool | None:
    """Does the title at or before a name tell a woman's from a man's?"""
    near = (words[start - 1] if start else "", words[start])
    return by_words(word.lower().rstrip(".") for word in near)


def _whole(spans: Sequence[tuple[int, int]], words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the spans with hyphenated names made whole: "Kim Yong-" goes on with "hyun".

    Not with another name, nor in "Holt-backed".
    """
    others = {start for start, _ in spans}
    whole: list[tuple[int, int]] = []
    free = 0
    for found, end in spans:
        if found < free:
            continue
        start = _opening(found, words)
        stop = end
        if words[stop - 1] in HYPHENS and stop < len(words):
            stop += 1
        while stop + 1 < len(words) and words[stop] in HYPHENS and _goes_on(words[stop + 1]):
            if stop + 1 in others:
                break
            stop += 2
        whole.append((max(start, free), stop))
        free = stop
    return whole


def _opening(start: int, words: Sequence[str]) -> int:
    """Where the part of a name begins that a hyphen joins to the span: "Eva" of "Eva-Maria"."""
    hyphen = start if words[start] in HYPHENS else start - 1
    joined = hyphen > 0 and words[hyphen] in HYPHENS and words[hyphen - 1][:1].isupper()
    return hyphen - 1 if joined else start


def _goes_on(word: str) -> bool:
    formed = word.islower() and (word.endswith(FORMED) or word in ADJECTIVES)
    return word.isalpha() and not formed


def _with_doctor(name: str, person: Person) -> str:
    """An academic or medical title belongs to the name (AP Stylebook, "Dr.")."""
    return f"Dr. {name}" if "dr" in person.roles and not name.startswith("Dr") else name


def _names(words: Sequence[str]) -> tuple[str, ...]:
    titles = load_terms("sources", "title")
    lower = [
        w.lower().rstrip(".") for w in words if w[0].isalpha() and w.lower() not in ("'s", "’s")
    ]
    kept = [w for w in lower if w not in SUFFIXES]
    while kept and kept[0] in titles:
        kept.pop(0)
    return tuple(kept)
