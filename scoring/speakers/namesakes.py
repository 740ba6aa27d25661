"""Whom a bare last name means among the people who share it."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.names import (
    POSSESSIVE,
    Mention,
    Names,
    is_family_first,
    is_surname_part,
    title_before,
)
from scoring.speakers.person import Person
from scoring.speakers.phrases import COURTESY

ALONE: Final = 1
INTRODUCED: Final = 2
"""The most times that an article names somebody in full who is called by the last name alone: in a
caption or a lead, and once more."""
SILENT: Final = 3
"""The fewest times that an article calls whom it is about by the last name alone."""
OTHERS: Final = frozenset("for of to with from like about".split())
"""Words in a source's phrase that lead to somebody else than the source."""


class Namesakes:
    """The people of one name, and how the article tells them apart."""

    def __init__(self, reading: Reading, mentions: Sequence[Mention]) -> None:
        self._words = reading.tokens.words
        self._paragraphs = reading.tokens.paragraph_starts
        self._sources = [*_sources(reading)]
        self._places: dict[Person, list[int]] = {}
        self._introduced: dict[Person, int] = {}
        """The token at which somebody is first named in full."""
        self._apart: dict[Person, int] = {}
        """The token at which somebody is last named in full without a title."""
        self._times: Counter[Person] = Counter()
        """How often people are named in full."""
        self._spoke: set[Person] = set()
        """Who is a source by a full name."""
        self.bare = _bare(mentions)
        """Names that are not full."""
        self._silent = Counter(
            one.name.names[-1]
            for one in mentions
            if one.name.names in self.bare and not self._is_source(one.start)
        )
        """How often people are called by the last name alone where they are no source."""
        self._singles = {m.name.names[0] for m in mentions if len(m.name.names) == 1}
        self._two_ways = self._with_and_without_courtesy(mentions, reading.quoted)

    def note(self, person: Person, mention: Mention) -> None:
        """Note a mention of somebody."""
        if mention.name.names not in self.bare and mention.end - mention.start > 1:
            self._note_in_full(person, mention.start)
            if self._speaks(mention.start, mention.end):
                self._spoke.add(person)
        insort(self._places.setdefault(person, []), mention.start)

    def meant(
        self,
        people: Sequence[Person],
        at: int,
        *,
        female: bool | None,
        courtesy: bool,
    ) -> Person:
        """Return which of several people with one name the bare name at token ``at`` means.

        It is the one the article named first, or of a source the only one who was a source in
        full, unless that one is always named in full. With "Mrs." or "Mr.", it is a person known
        to be a woman or a man, and rather the one named last in the same paragraph. Where the
        article also has the name without "Mrs." or "Mr.", that is whom it named first: "Skelton
        … her mother, Janet Skelton … Mrs. Skelton".
        """
        people = [p for p in people if self._first_at(p) < at] or people
        if female is not None:
            people = [p for p in people if p.female == female] or people
        first = min(people, key=lambda p: self._places[p][0])
        if first.surname in self._two_ways and len(people) > ALONE:
            others = [p for p in people if p is not first]
            return max(others, key=lambda p: self.last_named(p, at)) if courtesy else first
        if courtesy:
            place = bisect_right(self._paragraphs, at)
            start = self._paragraphs[place - 1] if place else 0
            last = max(people, key=lambda p: self.last_named(p, at))
            if self.last_named(last, at) >= start:
                return last
        bare = [p for p in people if not self._is_kept_apart(p, people)]
        if bare and first not in bare:
            first = min(bare, key=lambda p: self._places[p][0])
        spoke = [p for p in people if p in self._spoke and not self._is_silent_kin(p, first)]
        if len(spoke) != 1 or not self._is_source(at):
            return first
        is_known = self.last_named(spoke[0], at) >= 0
        is_kept = self._times[spoke[0]] > INTRODUCED
        return spoke[0] if is_known and not is_kept else first

    def last_named(self, person: Person, at: int) -> int:
        """Return the token of the person's last mention so far before ``at``, or -1."""
        places = self._places[person]
        before = bisect_left(places, at)
        return places[before - 1] if before else -1

    def _with_and_without_courtesy(
        self, mentions: Sequence[Mention], quoted: Sequence[bool]
    ) -> frozenset[str]:
        """Return the last names that the article's own words have alone and after "Mrs." too."""
        titles = load_terms("sources", "title")
        plain: set[str] = set()
        courteous: set[str] = set()
        for one in mentions:
            title = title_before(self._words, one.start)
            if one.name.names not in self.bare or quoted[one.start]:
                continue
            if title in COURTESY:
                courteous.add(one.name.names[-1])
            elif title not in titles and not one.name.begins:
                plain.add(one.name.names[-1])
        return frozenset(plain & courteous)

    def _is_source(self, at: int) -> bool:
        """Return whether the model takes token ``at`` for a part of a source."""
        place = bisect_right(self._sources, at, key=lambda one: one[0]) - 1
        return place >= 0 and self._sources[place][0] <= at < self._sources[place][1]

    def _speaks(self, start: int, end: int) -> bool:
        """Return whether a full name is that of a source, and not of whom a source stands for: "a
        lawyer for Ana Ruiz", "Ana Ruiz's lawyer".
        """
        words = self._words
        titles = load_terms("sources", "title")
        before = start - 2 if title_before(words, start) in titles else start - 1
        is_own = not {*words[end - 1 : end + 1]} & POSSESSIVE
        is_of = before >= 0 and words[before].lower() in OTHERS and self._is_source(before)
        return self._is_source(start) and is_own and not is_of

    def _is_silent_kin(self, person: Person, first: Person) -> bool:
        """Return whether somebody is a relative of whom the article calls by the last name alone
        where nobody speaks: "Holt … his daughter, Ana Holt, … Holt was arrested".
        """
        at = self._first_at(person)
        is_kin = person is not first and is_relative(self._words, at)
        return is_kin and self._silent[person.surname] >= SILENT

    def _is_kept_apart(self, person: Person, people: Sequence[Person]) -> bool:
        """Return whether somebody is called by the given name, or still named in full after all who
        share the name are known.

        "President Donald Trump" in a caption, with the title, tells nobody apart.
        """
        if person.names[0] in self._singles and not is_family_first(person.names):
            return True
        return self._apart.get(person, -1) > max(self._first_at(p) for p in people)

    def _note_in_full(self, person: Person, at: int) -> None:
        self._times[person] += 1
        self._introduced[person] = min(at, self._introduced.get(person, at))
        if title_before(self._words, at) not in load_terms("sources", "title"):
            self._apart[person] = max(at, self._apart.get(person, at))

    def _first_at(self, person: Person) -> int:
        return self._introduced.get(person, self._places[person][0])


def is_relative(words: Sequence[str], at: int) -> bool:
    """Return whether a relative is introduced by the name at ``at``: "his son, Jack Tate"."""
    kin = load_groups("sources.male_noun", "sources.female_noun")
    return at > 1 and words[at - 1] == "," and words[at - 2].lower() in kin


def _sources(reading: Reading) -> Iterator[tuple[int, int]]:
    """Yield the token ranges of sources, in order, in whose sentence there is a cue."""
    cued = {reading.sentence_at(one.start)[0] for one in reading.roles if one.label == "CUE"}
    for one in reading.roles:
        if one.label == "SOURCE" and reading.sentence_at(one.start)[0] in cued:
            yield one.start, one.end


def _bare(mentions: Sequence[Mention]) -> frozenset[Names]:
    """Return names of one part, and last names with the particles that a full name has: "Van
    Spronsen".
    """
    names = {mention.name.names for mention in mentions}
    tails = {full[i:] for full in names for i in range(1, len(full)) if is_surname_part(full[i])}
    return frozenset(name for name in names if len(name) == 1 or name in tails)
