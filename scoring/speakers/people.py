"""The people an article names: the mentions of each person, grouped under the fullest name."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.families import Generations, Whole, generation, last_names
from scoring.speakers.firms import firm_tokens
from scoring.speakers.gender import by_first_name, by_given_name, by_noun, by_pronouns, by_words
from scoring.speakers.heads_of_state import HeadsOfState
from scoring.speakers.kin_names import kin_names
from scoring.speakers.name_spans import mentions_in
from scoring.speakers.names import POSSESSIVE, Mention, Names, fold, title_before
from scoring.speakers.namesakes import Namesakes, is_relative
from scoring.speakers.namings import MOST_BEARERS, Namings
from scoring.speakers.one_name_bodies import one_name_bodies
from scoring.speakers.person import Person
from scoring.speakers.phrases import COURTESY, analyse, is_office
from scoring.speakers.role import Role, Told
from scoring.speakers.roles import Roles
from scoring.speakers.titled_names import TitledNames, title_of
from scoring.speakers.titles import titles_as_written

KIN: Final = frozenset(("cousin", "child", "parent", "sibling", "twin", "partner", "spouse"))
"""Relatives of either sex."""
OWNERS: Final = frozenset(("his", "her", "their", "my", "our", *POSSESSIVE))
OPENS: Final = frozenset(("a", "an", "the"))
APPOSED: Final = 12
"""The most tokens of an apposition in which its noun is looked for."""
ABBREVIATED: Final = frozenset(("jr", "sr"))
"""Suffixes whose period can be a token of its own."""


class People:
    """The named people of one article, in order of appearance (``all``) and by token (``at``)."""

    def __init__(self, reading: Reading) -> None:
        self.all: list[Person] = []
        self.at: dict[int, Person] = {}
        self._known: Namings[Person] = Namings()
        self.firms = firm_tokens(reading)
        """The tokens of firms and bodies whose names look like people's."""
        self.firms |= one_name_bodies(reading)
        mentions = mentions_in(reading, self.firms)
        self._told_apart = {
            one.name.names[0]
            for one in mentions
            if one.name.suffix == "jr" and len(one.name.names) == 1
        }
        """The last names of sons who are told apart even without a first name: "Holt Jr."."""
        self._namesakes = Namesakes(reading, mentions)
        self._generations = Generations(mentions, reading.tokens.words)
        self._titled = TitledNames(mentions, reading)
        self._heads = HeadsOfState(mentions, reading, self._titled)
        self._kin = kin_names(mentions, reading.tokens.words)
        self._apart: dict[Names, Person] = {}
        """Those whose names are not short for a relative's longer one."""
        self._officials: dict[str, Person] = {}
        """Those who are only named by a title and the last name, by the last name."""
        self._by_office: dict[str, Person] = {}
        """Heads of state whose full names are nowhere, by the last name."""
        whole = last_names(mentions, reading.tokens.words)
        for mention in sorted(_in_full(mentions, whole), key=_fullest_first):
            person = self._person(mention, reading.tokens.words)
            self._namesakes.note(person, mention)
            person.mentions.append((mention.start, mention.end))
            for i in range(mention.start - mention.name.begins, mention.end):
                self.at[i] = person
        self._tell_roles(reading, mentions)
        written = {one.names: one.written for one in whole.values()}
        for person in self.all:
            if person.names in written and " " not in person.full:
                person.full = written[person.names]
        self._tell_genders(reading)
        sources = {one.start for one in reading.roles if one.label == "SOURCE"}
        self.presented = {one for one in self.all if _is_presented(one, reading, sources)}
        """Whom a paragraph of their own presents with an office: "Ana Ruiz, a former minister,"."""
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
        return self._namesakes.meant(plain, at, female=None, courtesy=False)

    def _person(self, mention: Mention, words: Sequence[str]) -> Person:
        """Return the person a mention names: a known person, or a new one."""
        name, at = mention.name, mention.start
        title = title_before(words, at)
        female = by_words([title])
        office = title_of(words, at) if len(name.names) == 1 else ""
        if female is None and office:
            female = self._titled.female(name.names[0], office)
        titled = _goes_with_surnames(title)
        person = (
            self._apart.get(name.names)  # "Mark Holt … his son Mark Owen Holt"
            if name.names in self._kin
            else self._known.find(name, at, female=female, titled=titled)
        )
        if person and is_relative(words, at) and person.names[0] != name.names[0]:
            person = None  # "John Tate … his son, Jack Tate"
        is_plain = not (name.suffix or generation(title))
        if person and person.suffix and is_plain and self._told_apart & {*name.names}:
            person = None  # where it says "Holt Jr.", "Holt" is somebody else
        is_head = person is not None and is_plain and self._heads.is_head(name, at, person)
        if is_head:  # "Walter Holt Jr. … President Holt"
            person = self._by_office.get(name.names[0])
        elif person and not titled and self._heads.is_namesake(name, at):
            others = [p for p in self._known.bearers(name) if len(p.names) > 1]
            person = others[0] if len(others) == 1 else person
        official = self._officials.get(name.names[0]) if len(name.names) == 1 else None
        is_bare = title not in load_terms("sources", "title")
        if person and official and is_bare and not self._heads.is_namesake(name, at):
            # "Jill Holt … President Holt … Holt said": whoever of the two was named last.
            person = max(person, official, key=lambda p: self._namesakes.last_named(p, at))
        if person and name.names in self._namesakes.bare and len(person.names) > len(name.names):
            shared = self._known.bearers(name, female=female, first=not titled)
            named = [p for p in shared if len(p.names) > 1]
            named = self._titled.holders(named, name.names[0], office) or named
            meant = self._generations.meant(title, [p.names for p in named])
            suffixes = _suffixes(title, person, named)
            if meant:
                person = next(p for p in named if p.names == meant)
            elif fitting := [p for p in named if p.suffix in suffixes]:
                person = self._namesakes.meant(
                    fitting, at, female=female, courtesy=title in COURTESY
                )
        if person is None:
            person = self._new(mention, words, female)
            if office:
                self._officials.setdefault(name.names[0], person)
            if is_head:
                self._by_office[name.names[0]] = person
        return person

    def _new(self, mention: Mention, words: Sequence[str], female: bool | None) -> Person:  # noqa: FBT001  # three-valued
        """Return a new person, whom a mention names. ``female`` is what the title says."""
        name, at = mention.name, mention.start
        female = by_given_name(name.names) if female is None else female
        if female is None and at > 1 and words[at - 1] == ",":
            female = by_noun(fold(words[at - 2]))  # "his wife, Anneli Holt"
        if female is None and len(name.names) == 1 and _is_called(words, at):
            female = by_first_name(name.names[0])
        person = Person(name.names, name.suffix, female=female)
        self._known.new(name, person, at, female=female)
        self._apart.setdefault(name.names, person)
        self.all.append(person)
        return person


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


def _is_presented(person: Person, reading: Reading, sources: Collection[int]) -> bool:
    """Return whether a source opens a paragraph, with an office in apposition, as the first mention
    of a person. ``sources`` are the tokens at which sources begin.
    """
    start, end = person.mentions[0]
    words = reading.tokens.lower
    opens = start in sources and start in reading.tokens.paragraph_starts
    if not opens or words[end : end + 1] != [","]:
        return False
    behind = words[end + 1 : end + 1 + APPOSED]
    phrase = analyse(behind) if behind and behind[0] in OPENS else None
    return phrase is not None and is_office(phrase.noun)


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
