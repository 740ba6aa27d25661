"""The people an article names: the mentions of each person, grouped under the fullest name."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.gender import by_given_name, by_noun, by_pronouns, by_words
from scoring.speakers.name_spans import Mention, mentions_in
from scoring.speakers.names import POSSESSIVE, Names, fold, title_before
from scoring.speakers.namings import Namings
from scoring.speakers.phrases import COURTESY
from scoring.speakers.roles import Role, Roles, Told
from scoring.speakers.titles import titles_as_written

ABBREVIATED: Final = frozenset(("jr", "sr"))
"""Suffixes whose period can be a token of its own."""


@dataclass(slots=True, eq=False)
class Person:
    """A named person.

    ``mentions`` are token ranges in order, with exclusive ends. ``roles`` are what the article says
    the person is, and ``titles`` the token ranges of the words for it. ``female`` is ``None`` if
    unknown. ``full`` is the fullest name as written.
    """

    names: Names
    suffix: str = ""
    mentions: list[tuple[int, int]] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    titles: list[tuple[int, int]] = field(default_factory=list)
    female: bool | None = None
    full: str = ""

    @property
    def label(self) -> str:
        """The fullest name."""
        return self.full

    @property
    def surname(self) -> str:
        """The last name, folded for comparison (``names.fold``)."""
        return self.names[-1]


class People:
    """The named people of one article, in order of appearance (``all``) and by token (``at``)."""

    def __init__(self, reading: Reading) -> None:
        self.all: list[Person] = []
        self.at: dict[int, Person] = {}
        self._known: Namings[Person] = Namings()
        self._places: dict[Person, list[int]] = {}
        self._paragraphs = reading.tokens.paragraph_starts
        mentions = mentions_in(reading)
        self._told_apart = {
            one.name.names[0]
            for one in mentions
            if one.name.suffix == "jr" and len(one.name.names) == 1
        }
        """The last names of sons who are told apart even without a first name: "Holt Jr."."""
        for mention in sorted(mentions, key=_fullest_first):
            person = self._person(mention, reading.tokens.words)
            person.mentions.append((mention.start, mention.end))
            insort(self._places.setdefault(person, []), mention.start)
            for i in range(mention.start - mention.name.begins, mention.end):
                self.at[i] = person
        roles = Roles(reading, ((mention.start, mention.end) for mention in mentions))
        for person in self.all:
            person.mentions.sort()
            _describe(person, reading, roles)
        told = by_pronouns(reading, self.at)
        for person in self.all:
            if person.female is None:
                person.female = told.get(person, by_given_name(person.names, "mostly_"))
            elif person.female == by_given_name(person.names) != told.get(person, person.female):
                # Given names from other countries can mislead, and so can the pronouns.
                person.female = None
        self.all.sort(key=lambda p: p.mentions[0])
        self.by_surname = {p.surname: p for p in self.all if len(p.names) > 1}
        self.first_by_surname = {p.surname: p for p in reversed(self.all)}

    def _person(self, mention: Mention, words: Sequence[str]) -> Person:
        """Return the person a mention names: a known person, or a new one."""
        name, at = mention.name, mention.start
        title = title_before(words, at)
        female = by_words([title])
        titled = _goes_with_surnames(title)
        person = self._known.find(name, at, female=female, titled=titled)
        if person and _is_relative(words, at) and person.names[0] != name.names[0]:
            person = None  # "John Tate … his son, Jack Tate"
        if person and person.suffix and not name.suffix and self._told_apart & {*name.names}:
            person = None  # where it says "Holt Jr.", "Holt" is somebody else
        if person and len(name.names) == 1 and len(person.names) > 1:
            shared = self._known.bearers(name, female=female, first=not titled)
            named = [p for p in shared if len(p.names) > 1]
            suffixes = _suffixes(title, person, named)
            if fitting := [p for p in named if p.suffix in suffixes]:
                person = self._meant(fitting, at, female=female, courtesy=title in COURTESY)
        if person is None:
            female = by_given_name(name.names) if female is None else female
            if female is None and at > 1 and words[at - 1] == ",":
                female = by_noun(fold(words[at - 2]))  # "his wife, Anneli Holt"
            person = Person(name.names, name.suffix, female=female)
            self._known.new(name, person, at, female=female)
            self.all.append(person)
        return person

    def _meant(
        self,
        people: Sequence[Person],
        at: int,
        *,
        female: bool | None,
        courtesy: bool,
    ) -> Person:
        """Return which of several people with one name the bare name at token ``at`` means.

        It is the one the article named first. With "Mrs." or "Mr.", it is a person known to be a
        woman or a man, and rather the one named last in the same paragraph.
        """
        if female is not None:
            people = [p for p in people if p.female == female] or people
        if courtesy:
            place = bisect_right(self._paragraphs, at)
            start = self._paragraphs[place - 1] if place else 0
            last = max(people, key=lambda p: self._last_named(p, at))
            if self._last_named(last, at) >= start:
                return last
        return min(people, key=lambda p: self._places[p][0])

    def _last_named(self, person: Person, at: int) -> int:
        """Return the token of the person's last mention so far before ``at``, or -1."""
        places = self._places[person]
        before = bisect_left(places, at)
        return places[before - 1] if before else -1


def _fullest_first(mention: Mention) -> tuple[int, bool]:
    return -len(mention.name.names), not mention.name.suffix


def _is_relative(words: Sequence[str], at: int) -> bool:
    """Return whether a relative is introduced by the name at ``at``: "his son, Jack Tate"."""
    kin = load_terms("sources", "male_noun") | load_terms("sources", "female_noun")
    return at > 1 and words[at - 1] == "," and words[at - 2].lower() in kin


def _suffixes(before: str, person: Person, people: Sequence[Person]) -> frozenset[str]:
    """Return the suffixes of those whom a bare name can mean: "the younger Holt" is a junior.

    ``before`` is the word before the name, and ``person`` is whom it would mean otherwise.
    """
    terms = (line.partition(": ") for line in load_terms("nicknames", "suffix"))
    asked = next((suffix for word, _, suffix in terms if word == before), None)
    if asked and any(p.suffix == asked for p in people):
        return frozenset((asked,))
    if not any(p.suffix == "" for p in people):
        return frozenset(p.suffix for p in people)  # "Holt" after "Ana Holt Jr." and a senior
    plain = load_terms("nicknames", "generation") | {""}
    return plain if person.suffix in plain else frozenset((person.suffix,))


def _goes_with_surnames(title: str) -> bool:
    """Return whether a title goes with last names: "Mr." or "Sen.", not "Prince" or "Sister"."""
    return title in load_terms("sources", "title") and title not in load_terms(
        "sources", "given_name_title"
    )


def _describe(person: Person, reading: Reading, roles: Roles) -> None:
    """Set a person's roles, gender and full name from the mentions."""
    words = reading.tokens.words
    first_names = load_terms("sources", "given_name_title")
    longest, full, is_doctor = 0, "", False
    found: set[Role] = set()
    told_titles: list[Told] = []
    for start, end in person.mentions:
        title = title_before(words, start)
        beside = [one for one in roles.beside(start, end) if not roles.names(one.head)]
        found.update(told.role for told in beside)
        told_titles += beside
        if person.female is None:
            person.female = by_words([title])
        is_doctor = is_doctor or title == "dr"
        begin = start - 1 if len(person.names) == 1 and title in first_names else start
        stop = end
        while stop > start and words[stop - 1] in (*POSSESSIVE, ",", "."):
            stop -= 1
        if fold(words[stop - 1]) in ABBREVIATED and words[stop : stop + 1] == ["."]:
            stop += 1
        if stop - begin > longest:
            longest, full = stop - begin, " ".join(reading.text(begin, stop).split())
    person.roles = sorted(found)
    person.titles = titles_as_written(words, told_titles)
    told = {by_noun(role.noun) for role in person.roles} - {None}
    if person.female is None and len(told) == 1:
        person.female = told.pop()
    person.full = f"Dr. {full}" if is_doctor and not full.startswith("Dr") else full
