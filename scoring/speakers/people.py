"""The people an article names: mentions of one person gathered under the fullest name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.gender import by_given_name, by_pronouns, by_words
from scoring.speakers.namings import Namings

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
