"""The people an article names: the mentions of each person, grouped under the fullest name."""

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.families import Generations, Whole, generation, last_names
from scoring.speakers.firms import firm_tokens
from scoring.speakers.gender import by_first_name, by_given_name, by_noun, by_pronouns, by_words
from scoring.speakers.name_spans import mentions_in
from scoring.speakers.names import (
    POSSESSIVE,
    Mention,
    Names,
    fold,
    is_family_first,
    is_surname_part,
    title_before,
)
from scoring.speakers.namings import MOST_BEARERS, Namings
from scoring.speakers.one_name_bodies import one_name_bodies
from scoring.speakers.person import Person
from scoring.speakers.phrases import COURTESY
from scoring.speakers.roles import Role, Roles, Told
from scoring.speakers.titled_names import TitledNames, title_of
from scoring.speakers.titles import titles_as_written

ALONE: Final = 1
INTRODUCED: Final = 2
"""The most times that an article names somebody in full who is called by the last name alone: in a
caption or a lead, and once more."""
SILENT: Final = 3
"""The fewest times that an article calls whom it is about by the last name alone."""
OTHERS: Final = frozenset("for of to with from like about".split())
"""Words in a source's phrase that lead to somebody else than the source."""
KIN: Final = frozenset(("cousin", "child", "parent", "sibling", "twin", "partner", "spouse"))
"""Relatives of either sex."""
OWNERS: Final = frozenset(("his", "her", "their", "my", "our", *POSSESSIVE))
ABBREVIATED: Final = frozenset(("jr", "sr"))
"""Suffixes whose period can be a token of its own."""


class People:
    """The named people of one article, in order of appearance (``all``) and by token (``at``)."""

    def __init__(self, reading: Reading) -> None:
        self.all: list[Person] = []
        self.at: dict[int, Person] = {}
        self._known: Namings[Person] = Namings()
        self._places: dict[Person, list[int]] = {}
        self._paragraphs = reading.tokens.paragraph_starts
        self.firms = firm_tokens(reading.tokens.dashed, reading.tokens.capitals)
        """The tokens of firms and bodies whose names look like people's."""
        self.firms |= one_name_bodies(reading)
        mentions = mentions_in(reading, self.firms)
        self._told_apart = {
            one.name.names[0]
            for one in mentions
            if one.name.suffix == "jr" and len(one.name.names) == 1
        }
        """The last names of sons who are told apart even without a first name: "Holt Jr."."""
        self._sources = [*_sources(reading)]
        self._introduced: dict[Person, int] = {}
        """The token at which somebody is first named in full."""
        self._apart: dict[Person, int] = {}
        """The token at which somebody is last named in full without a title."""
        self._times: Counter[Person] = Counter()
        """How often people are named in full."""
        self._spoke: set[Person] = set()
        """Who is a source by a full name."""
        self._words = reading.tokens.words
        self._bare = _bare(mentions)
        self._silent = Counter(
            one.name.names[-1]
            for one in mentions
            if one.name.names in self._bare and not self._is_source(one.start)
        )
        """How often people are called by the last name alone where they are no source."""
        self._singles = {m.name.names[0] for m in mentions if len(m.name.names) == 1}
        self._two_ways = self._with_and_without_courtesy(mentions, reading)
        self._generations = Generations(mentions, reading.tokens.words)
        self._titled = TitledNames(mentions, reading)
        self._officials: dict[str, Person] = {}
        """Those who are only named by a title and the last name, by the last name."""
        whole = last_names(mentions, reading.tokens.words)
        for mention in sorted(_in_full(mentions, whole), key=_fullest_first):
            person = self._person(mention, reading.tokens.words)
            if mention.name.names not in self._bare and mention.end - mention.start > 1:
                self._note_in_full(person, mention.start)
                if self._speaks(mention.start, mention.end):
                    self._spoke.add(person)
            person.mentions.append((mention.start, mention.end))
            insort(self._places.setdefault(person, []), mention.start)
            for i in range(mention.start - mention.name.begins, mention.end):
                self.at[i] = person
        self._tell_roles(reading, mentions)
        written = {one.names: one.written for one in whole.values()}
        for person in self.all:
            if person.names in written and " " not in person.full:
                person.full = written[person.names]
        self._tell_genders(reading)
        self.all.sort(key=lambda p: p.mentions[0])
        self._in_full: dict[str, list[Person]] = {}
        for person in self.all:
            if len(person.names) > 1:
                self._in_full.setdefault(person.surname, []).append(person)
        self.first_by_surname = {p.surname: p for p in reversed(self.all)}

    def _tell_roles(self, reading: Reading, mentions: Sequence[Mention]) -> None:
        """Set what the article says people are, beside each of their mentions."""
        roles = Roles(reading, ((mention.start, mention.end) for mention in mentions))
        for person in self.all:
            person.mentions.sort()
            _describe(person, reading, roles)

    def _tell_genders(self, reading: Reading) -> None:
        """Set whether people are women by pronouns and given names, where no title or role says."""
        told = by_pronouns(reading, self.at)
        for person in self.all:
            if person.female is None:
                person.female = told.get(person, by_given_name(person.names, "mostly_"))
            elif person.female == by_given_name(person.names) != told.get(
                person, person.female
            ) and all(by_noun(role.noun) != person.female for role in person.roles):
                # Given names from other countries can mislead, and so can the pronouns. A noun
                # decides: "his sister, Ana Ruiz, said he was late".
                person.female = None

    def of_surname(self, surname: str, at: int) -> Person | None:
        """Return whom a bare last name at token ``at`` means, among the people named in full."""
        if surname not in self._in_full:
            return None
        people = self._in_full[surname][:MOST_BEARERS]
        plain = [person for person in people if not person.suffix] or people
        return self._meant(plain, at, female=None, courtesy=False)

    def _with_and_without_courtesy(
        self, mentions: Sequence[Mention], reading: Reading
    ) -> frozenset[str]:
        """Return the last names that the article's own words have alone and after "Mrs." too."""
        titles = load_terms("sources", "title")
        plain: set[str] = set()
        courteous: set[str] = set()
        for one in mentions:
            title = title_before(reading.tokens.words, one.start)
            if one.name.names not in self._bare or reading.quoted[one.start]:
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

    def _person(self, mention: Mention, words: Sequence[str]) -> Person:
        """Return the person a mention names: a known person, or a new one."""
        name, at = mention.name, mention.start
        title = title_before(words, at)
        female = by_words([title])
        office = title_of(words, at) if len(name.names) == 1 else ""
        if female is None and office:
            female = self._titled.female(name.names[0], office)
        titled = _goes_with_surnames(title)
        person = self._known.find(name, at, female=female, titled=titled)
        if person and _is_relative(words, at) and person.names[0] != name.names[0]:
            person = None  # "John Tate … his son, Jack Tate"
        is_plain = not (name.suffix or generation(title))
        if person and person.suffix and is_plain and self._told_apart & {*name.names}:
            person = None  # where it says "Holt Jr.", "Holt" is somebody else
        official = self._officials.get(name.names[0]) if len(name.names) == 1 else None
        if person and official and title not in load_terms("sources", "title"):
            # "Jill Holt … President Holt … Holt said": whoever of the two was named last.
            person = max(person, official, key=lambda p: self._last_named(p, at))
        if person and name.names in self._bare and len(person.names) > len(name.names):
            shared = self._known.bearers(name, female=female, first=not titled)
            named = [p for p in shared if len(p.names) > 1]
            holding = self._titled.bearers(name.names[0], office)
            named = [p for p in named if p.names in holding] or named
            meant = self._generations.meant(title, [p.names for p in named])
            suffixes = _suffixes(title, person, named)
            if meant:
                person = next(p for p in named if p.names == meant)
            elif fitting := [p for p in named if p.suffix in suffixes]:
                person = self._meant(fitting, at, female=female, courtesy=title in COURTESY)
        if person is None:
            female = by_given_name(name.names) if female is None else female
            if female is None and at > 1 and words[at - 1] == ",":
                female = by_noun(fold(words[at - 2]))  # "his wife, Anneli Holt"
            if female is None and len(name.names) == 1 and _is_called(words, at):
                female = by_first_name(name.names[0])
            person = Person(name.names, name.suffix, female=female)
            if office:
                self._officials.setdefault(name.names[0], person)
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
            return max(others, key=lambda p: self._last_named(p, at)) if courtesy else first
        if courtesy:
            place = bisect_right(self._paragraphs, at)
            start = self._paragraphs[place - 1] if place else 0
            last = max(people, key=lambda p: self._last_named(p, at))
            if self._last_named(last, at) >= start:
                return last
        bare = [p for p in people if not self._is_kept_apart(p, people)]
        if bare and first not in bare:
            first = min(bare, key=lambda p: self._places[p][0])
        spoke = [p for p in people if p in self._spoke and not self._is_silent_kin(p, first)]
        if len(spoke) != 1 or not self._is_source(at):
            return first
        is_known = self._last_named(spoke[0], at) >= 0
        is_kept = self._times[spoke[0]] > INTRODUCED
        return spoke[0] if is_known and not is_kept else first

    def _is_silent_kin(self, person: Person, first: Person) -> bool:
        """Return whether somebody is a relative of whom the article calls by the last name alone
        where nobody speaks: "Holt … his daughter, Ana Holt, … Holt was arrested".
        """
        at = self._first_at(person)
        is_kin = person is not first and _is_relative(self._words, at)
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

    def _last_named(self, person: Person, at: int) -> int:
        """Return the token of the person's last mention so far before ``at``, or -1."""
        places = self._places[person]
        before = bisect_left(places, at)
        return places[before - 1] if before else -1


def _in_full(mentions: Sequence[Mention], whole: Mapping[str, Whole]) -> list[Mention]:
    """Return the mentions, with the last names of those who are called by the first name alone."""
    return [
        one._replace(name=one.name._replace(names=whole[one.name.names[0]].names))
        if len(one.name.names) == 1 and one.name.names[0] in whole
        else one
        for one in mentions
    ]


def _fullest_first(mention: Mention) -> tuple[int, bool]:
    return -len(mention.name.names), not mention.name.suffix


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


def _is_relative(words: Sequence[str], at: int) -> bool:
    """Return whether a relative is introduced by the name at ``at``: "his son, Jack Tate"."""
    kin = load_groups("sources.male_noun", "sources.female_noun")
    return at > 1 and words[at - 1] == "," and words[at - 2].lower() in kin


def _is_called(words: Sequence[str], at: int) -> bool:
    """Return whether a relative's given name is at ``at``: "his cousin Lisa"."""
    kin = load_groups("sources.male_noun", "sources.female_noun")
    return at > 1 and words[at - 1].lower() in kin | KIN and words[at - 2].lower() in OWNERS


def _suffixes(before: str, person: Person, people: Sequence[Person]) -> frozenset[str]:
    """Return the suffixes of those whom a bare name can mean: "the younger Holt" is a junior.

    ``before`` is the word before the name, and ``person`` is whom it would mean otherwise.
    """
    asked = generation(before)
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
        is_loud = full.isupper() and stop - begin == longest
        if stop - begin > longest or (is_loud and not words[begin].isupper()):
            longest, full = stop - begin, " ".join(reading.text(begin, stop).split())
    person.roles = sorted(found)
    person.titles = titles_as_written(words, told_titles)
    told = {by_noun(role.noun) for role in person.roles} - {None}
    if person.female is None and len(told) == 1:
        person.female = told.pop()
    person.full = f"Dr. {full}" if is_doctor and not full.startswith("Dr") else full
