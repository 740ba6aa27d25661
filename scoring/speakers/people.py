"""The people an article names: mentions of one person gathered under the fullest name."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from scoring.lexicon import load_terms
from scoring.reading.reading import Reading
from scoring.speakers.naming import Namings

SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv", "esq"))
HYPHENS: Final = frozenset(("-", "‑"))
FEMALE: Final = frozenset(
    (
        "mrs",
        "ms",
        "miss",
        "lady",
        "queen",
        "princess",
        "sister",
        "she",
        "her",
        "hers",
        "congresswoman",
        "spokeswoman",
        "chairwoman",
    )
)
MALE: Final = frozenset(
    (
        "mr",
        "sir",
        "lord",
        "king",
        "prince",
        "father",
        "he",
        "him",
        "his",
        "congressman",
        "spokesman",
    )
)


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
        named = [(start, end, _names(words[start:end])) for start, end in spans]
        known: Namings[Person] = Namings()
        for start, end, names in sorted(named, key=lambda n: -len(n[2])):
            if names:
                person = known.find(names, start)
                if person is None:
                    person = Person(names)
                    known.new(names, person, start)
                    self.all.append(person)
                person.mentions.append((start, end))
                for i in range(start, end):
                    self.at[i] = person
        for person in self.all:
            person.mentions.sort()
            self._describe(person, reading)
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
            title = inside[0] if inside else ""
            near = [*before[-1:], title]
            if person.female is None and any(w in FEMALE | MALE for w in near):
                person.female = any(w in FEMALE for w in near)
            stop = end
            while stop > start and words[stop - 1].lower() in ("'s", "’s", "'", "’", ",", "."):
                stop -= 1
            if stop > start and stop - start > best[0]:
                best = (stop - start, " ".join(reading.text(start, stop).split()))
        person.full = _with_doctor(best[1], person)


def _whole(spans: Sequence[tuple[int, int]], words: Sequence[str]) -> list[tuple[int, int]]:
    """Return the spans with hyphenated names made whole: "Kim Yong-" goes on with "hyun"."""
    whole: list[tuple[int, int]] = []
    for start, end in spans:
        if whole and start < whole[-1][1]:
            continue
        stop = end
        if words[stop - 1] in HYPHENS and stop < len(words):
            stop += 1
        while stop + 1 < len(words) and words[stop] in HYPHENS and words[stop + 1].isalpha():
            stop += 2
        whole.append((start, stop))
    return whole


def _with_doctor(name: str, person: Person) -> str:
    """An academic or medical title belongs to the name (AP Stylebook, "Dr.")."""
    return f"Dr. {name}" if "dr" in person.roles and not name.startswith("Dr") else name


def _names(words: Sequence[str]) -> tuple[str, ...]:
    titles = load_terms("sources", "title")
    lower = [
        w.lower().rstrip(".") for w in words if w[0].isalpha() and w.lower() not in ("'s", "’s")
    ]
    kept = [w for w in lower if w not in SUFFIXES]
    while len(kept) > 1 and kept[0] in titles:
        kept.pop(0)
    return tuple(kept)
