"""Find the person whom a lead describes and the next sentences name.

"A Tyre plumber says he was robbed. Ana Ruiz, 61, said …": nobody says that Ruiz is the plumber. A
wrong name is worse than none, so everything must point to the same person. The description can be a
source, or only what the lead is about: "A lifeguard has been praised for …".
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.description_kinds import has_complement, is_one, kind_of
from scoring.speakers.descriptions import lead_end
from scoring.speakers.gender import PRONOUNS as SINGULAR
from scoring.speakers.gender import SHE, by_noun
from scoring.speakers.holders import FITS, Asked, Holders, asked_in
from scoring.speakers.kin_names import owner_of
from scoring.speakers.mentions import fits
from scoring.speakers.next_subjects import NextSubjects
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    BREAKS,
    COURTESY,
    INDEFINITE,
    NUMBERS,
    POSSESSIVE,
    Phrase,
    is_listed,
    is_somebody,
    singular,
)
from scoring.speakers.role import AGE, Role
from scoring.speakers.roles import ENDS, VERBS, ends_subject

SOON: Final = 60
"""The most tokens from a description in the lead to the full name of the person whom the next
sentences present. Set by hand: the labeled articles have only a few such leads."""
OPENING: Final = 4
"""The most tokens from the start of a paragraph to a name that opens it."""
BODY: Final = 8
"""The most tokens after a name within which the person's body is named."""
ANEW: Final = 4
"""The most tokens from "the" to a name with the noun: "the former employee, Ana Ruiz"."""
PRESENTED: Final = 2
"""The number of people named next among whom that person is looked for."""
DESCRIBED: Final = 10
"""The most tokens from the article to the noun: "an 81-year-old retired primary school teacher"."""
HEADLINE: Final = 15
"""The most tokens of a first paragraph that is a headline."""
CLOSES: Final = frozenset('.!?:”"')
NAMED: Final = 2
"""The fewest parts of a full name."""
NOBODY: Final = frozenset(("person", "people", "old", "or", "nor", "per"))
"""Words among those for people that introduce nobody: "an 81-year-old", "the youngest person"."""


class Leads:
    """Finds the person of an article's lead. ``at`` is always a token index.

    ``holders`` has the article's people by their roles, including the role that the lead gives.
    """

    def __init__(self, reading: Reading, people: People) -> None:
        self._ends = lead_end(reading)
        self._lead = [(s, e) for s, e in reading.tokens.paragraphs if s < self._ends]
        self._first = {one: _first(one, reading) for one in people.all}
        """Where each person is first named, not counting a last name alone in the headline."""
        self._people = sorted(people.all, key=self._first.__getitem__)
        self._firsts = [self._first[person][0] for person in self._people]
        self._sentences = reading.sentences
        self._paragraphs = reading.tokens.paragraph_starts
        self._quoted = reading.quoted
        self._words = reading.tokens.lower
        self._bodies = {one.start for one in reading.entities if one.label == "ORGANIZATION"}
        self._sources = [(s.start, s.end) for s in reading.roles if s.label == "SOURCE"]
        self._trace = reading.trace
        self._next = NextSubjects(reading, self._people, self._first)
        if subject := self._subject():
            person, role = subject
            person.roles = sorted({*person.roles, role})
        self.holders = Holders(people.all)

    def _subject(self) -> tuple[Person, Role] | None:
        """Return whom the lead is about and calls by a role, and the role; ``None`` if unsure.

        "A lifeguard has been praised for …" and then "Josh Perrin, 19, saw an arm in the waves.":
        the description is no source, so it is certain enough only if the lead has no other person,
        the name opens a paragraph after it, and an age goes with one of the two.
        """
        for start, end in self._lead:
            if (noun := self._subject_noun(start, end)) is None:
                continue
            if any(_is_role(self._words[i]) for i in range(start, end) if i != noun):
                return None
            place = bisect_right(self._firsts, start)
            person = self._people[place] if place < len(self._people) else None
            said = {word for word in self._words[start + 1 : noun] if word.isalpha()}
            role = Role(self._words[noun], tuple(sorted(said)))
            fits_next = (
                person is not None
                and self._follows(person, noun, by_noun(role.noun))
                and self._first[person][0] >= end
                and self._opens_paragraph(person)
                and not self._is_of_body(person)
                and not any(_tells(one) and one.noun != role.noun for one in person.roles)
                and (_has_age(person) or self._is_aged(noun))
            )
            return (person, role) if person and fits_next else None
        return None

    def _subject_noun(self, start: int, end: int) -> int | None:
        """Return the token of the role that opens a paragraph: "A retired teacher has …"."""
        if self._words[start] not in ("a", "an") or self._quoted[start]:
            return None
        reach = range(start + 1, min(end - 1, start + DESCRIBED))
        last = next((i for i in reach if ends_subject(self._words[i + 1])), None)
        return last if last is not None and _is_role(self._words[last]) else None

    def _is_aged(self, noun: int) -> bool:
        """Return whether there is an age: "a schoolgirl of 14", "an 81-year-old grandmother"."""
        after = self._words[noun + 1 : noun + 3]
        follows = len(after) > 1 and after[0] in ("of", "aged", ",") and after[1].isdigit()
        return follows or "old" in self._words[max(0, noun - DESCRIBED) : noun]

    def presented(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Person | None:
        """Return the person whom the lead describes and the next sentences present by name.

        "The firm's former finance chief has admitted fraud. Speaking in court, Ana Ruiz said …":
        nobody says that Ruiz was the chief. The person must be named in full for the first time,
        within ``SOON``, as a source or at the head of a paragraph and often quoted. Whoever has
        another role is somebody else, and so is whoever is named after a spokesperson or a source
        that asks not to be named.

        "A Tyre plumber says he was robbed. Ana Ruiz, who lives near the port, said …" needs more,
        because "a federal judge" and the lawyer who is named next are two people. The description
        must tell more than an office or a bystander, nobody else may be quoted in between, and
        gender must fit.
        """
        asked = asked_in(phrase, entities)
        noun = singular(phrase.noun)
        kind = kind_of(asked, phrase)
        speaks_for = noun in load_terms("sources", "speaks_for")
        if not is_one(phrase) or kind == "withheld_role" or speaks_for:
            return None
        is_bare = phrase.head + 1 == len(phrase.words)
        if at >= self._ends or (is_bare and noun in load_terms("epithets", "byline")):
            return None
        if person := self._opens_next(phrase, asked, at):
            return self._present(person, noun, asked)
        is_definite = phrase.determiner not in INDEFINITE and is_listed(noun)
        introduces = is_definite or self._introduces(phrase, asked, kind)
        is_bare = (
            phrase.determiner in INDEFINITE
            and by_noun(noun) is not None
            and phrase.head + 1 == len(phrase.words)
        )
        is_owned = not POSSESSIVE.isdisjoint(phrase.words[: phrase.head])
        has_owner = is_owned or has_complement(phrase)
        female = by_noun(noun) if is_definite else self._female(phrase, at)
        if is_definite and not has_owner and self._is_of_last(asked, at, female):
            return None
        begin = bisect_right(self._firsts, at)
        for person in self._people[begin : begin + PRESENTED]:
            first = self._first[person][0]
            if first > at + SOON:
                return None
            is_told = self._is_told_anew(person) and not is_definite
            is_other = not is_told and any(map(_tells, person.roles))
            is_other = is_other or self.holders.holds_another(asked, person)
            is_other = is_other or not load_terms("sources", "counterpart").isdisjoint(
                role.noun for role in person.roles if role.noun != noun
            )
            # "A lawyer for one of the families" is not the company's lawyer, nor "the museum's".
            fit = self.holders.held(asked, (), at).get(person)
            is_held = fit is not None and (fit != FITS[-1] or not has_owner)
            holds = is_held and not self.holders.leads_another(asked, person, entities)
            # "A woman said … Ana Ruiz, 46, from Tyre": an age tells whose story it is.
            is_aged = is_bare and is_told and not is_somebody_else(person, noun)
            is_foreign = self.holders.is_of_another(asked, person, entities)
            is_other = is_other or owner_of(self._words, first) is not None
            if is_foreign or ((is_other or not (introduces or is_aged)) and not holds):
                continue  # "the Danish minister" is not the minister of Norway
            is_near = self._paragraph(first) - self._paragraph(at) <= 1
            is_next = is_definite or (is_near and self._is_next_source(first, at))
            if (
                is_next
                and not self._is_of_body(person)
                and self._follows(person, at, female)
                and self._is_presented(person)
            ):
                return self._present(person, noun, asked)
            if not introduces:
                return None  # the first who holds the role, or nobody
        return None

    def _present(self, person: Person, noun: str, asked: Asked) -> Person:
        """Return a person to whom, from now on, a role belongs: "the plumber" is Ana Ruiz."""
        self._trace.rule("speaker", "speaker.presented_next", person)
        if _is_role(noun) and noun not in {role.noun for role in person.roles}:
            self.holders.add(person, Role(noun, tuple(sorted(asked.said | asked.owners))))
        return person

    def _opens_next(self, phrase: Phrase, asked: Asked, at: int) -> Person | None:
        """Return who speaks in the next sentence by a bare full name, and has no other role."""
        person = self._next.after(phrase, at)
        if person is None or not self._is_source(self._first[person][0]):
            return None
        told = {role.noun for role in person.roles if _tells(role)} - {asked.noun}
        is_other = bool(told - load_terms("titles", "parliament"))
        is_held = person in self.holders.held(asked, (), at)
        is_fitting = fits(person, self._female(phrase, at)) and not self._is_of_body(person)
        return person if is_fitting and (is_held or not is_other) else None

    def renamed(self, phrase: Phrase, at: int) -> Person | None:
        """Return whom a description tells of if the same noun soon comes with a name.

        "A UN envoy says … The envoy, Stefan Okoro, said …", "… said Stefan Okoro, the envoy". If
        another one is introduced in between, there are two.
        """
        noun = phrase.noun
        is_owned = not POSSESSIVE.isdisjoint(phrase.words[: phrase.head])
        if not is_one(phrase) or not (phrase.determiner in ("a", "an") or is_owned):
            return None
        begin = bisect_right(self._firsts, at)
        for person in self._people[begin : begin + PRESENTED]:
            first, end = self._first[person]
            if first > at + SOON:
                return None
            before = self._words[max(0, first - ANEW) : first - 2]
            is_same = self._words[first - 2 : first] == [noun, ","] and "the" in before
            # "The museum's lawyer … the family's lawyer, Ana Ruiz".
            is_same = is_same and POSSESSIVE.isdisjoint(before)
            is_apart = is_same and self._words[end : end + 1] == [","]
            # "Ana Ruiz, the security adviser,".
            stop = next((i for i in range(end + 2, end + ANEW + 2) if self._ends_at(i)), end)
            is_told = self._words[end : end + 2] == [",", "the"] and self._words[stop - 1] == noun
            if (is_apart or is_told) and noun not in self._words[at + phrase.head + 1 : first - 2]:
                self._trace.rule("speaker", "speaker.named_later", person)
                return person
        return None

    def _ends_at(self, i: int) -> bool:
        return i >= len(self._words) or self._words[i] in ENDS

    def _paragraph(self, at: int) -> int:
        return bisect_right(self._paragraphs, at)

    def _introduces(self, phrase: Phrase, asked: Asked, kind: str) -> bool:
        """Return whether "a Tyre plumber" tells enough to be the subject of the article."""
        noun = singular(phrase.noun)
        if kind in ("an office", "public_role") or noun in load_terms("sources", "bystander"):
            return False
        tells = bool(asked.said or asked.owners) or phrase.head + 1 < len(phrase.words)
        return phrase.determiner in ("a", "an", "the") and tells

    def _female(self, phrase: Phrase, at: int) -> bool | None:
        """Return whether the description's noun, or the first pronoun after it, is female."""
        if (female := by_noun(singular(phrase.noun))) is not None:
            return female
        place = bisect_right(self._sentences, at)
        stop = self._sentences[place] if place < len(self._sentences) else len(self._words)
        words = self._words[at : min(stop, at + SOON)]
        return next((word in SHE for word in words if word in SINGULAR), None)

    def _is_next_source(self, first: int, at: int) -> bool:
        """Return whether nobody else is a source between the description and a name."""
        begin = bisect_right(self._sources, (at, len(self._quoted)))
        end = bisect_right(self._sources, (first, 0))
        between = self._sources[begin:end]
        return all(self._words[start] in SINGULAR for start, stop in between if stop <= first)

    def _is_told_anew(self, person: Person) -> bool:
        """Return whether a sentence opens with a noun, the name and an age.

        "Third-generation grower Ana Ruiz, 61, said …" says more of a person already described:
        officials and bystanders are seldom given ages.
        """
        first = self._first[person][0]
        sentence = self._sentences[bisect_right(self._sentences, first) - 1]
        return first - sentence <= OPENING + 1 and _has_age(person)

    def _is_of_body(self, person: Person) -> bool:
        """Return whether the first mention gives a body: "Ana Ruiz of the consumers' union"."""
        start, end = self._first[person]
        bodies = load_terms("sources", "organisation")
        if start and self._words[start - 1] in POSSESSIVE:
            return True  # "the Herald's Ana Ruiz"
        is_apart = self._words[start - 1 : start] == self._words[end : end + 1] == [","]
        if start > 1 and is_apart and self._words[start - 2] in bodies:
            return True  # "the airline, Northern Wings,"; but not "in court, Ana Ruiz said"
        begin = end + (self._words[end : end + 1] == [","])
        if self._words[begin : begin + 1] not in (["of"], ["from"], ["at"], ["with"], ["for"]):
            return False
        phrase = [*takewhile(lambda i: self._words[i] not in ENDS, self._reach(begin))]
        return any(i in self._bodies or self._words[i] in bodies for i in phrase)

    def _reach(self, begin: int) -> range:
        return range(begin, min(len(self._words), begin + BODY))

    def _follows(self, person: Person, at: int, female: bool | None) -> bool:  # noqa: FBT001  # three-valued
        """Return whether a later sentence names somebody of that gender in full, unquoted."""
        first, end = self._first[person]
        is_later = bisect_right(self._sentences, first) > bisect_right(self._sentences, at)
        is_near = is_later and first <= at + SOON and not self._quoted[first]
        is_full = len(person.names) > 1 and end - first > 1  # "his wife Ana … Ana Ruiz"
        return is_near and is_full and fits(person, female)

    def _is_of_last(self, asked: Asked, at: int, female: bool | None) -> bool:  # noqa: FBT001  # three-valued
        """Return whether "the Tyre singer" may be who was named as a source in the sentence before,
        and not somebody whom the article has yet to name.
        """
        place = bisect_right(self._sources, (at, 0)) - 1
        if place < 0:
            return False
        start, end = self._sources[place]
        named = bisect_right(self._firsts, at)
        between = bisect_right(self._sentences, at) - bisect_right(self._sentences, start)
        return between <= 1 and any(
            start <= self._first[one][0] < end
            and fits(one, female)
            and not self.holders.holds_another(asked, one)
            for one in self._people[:named]
        )

    def _is_presented(self, person: Person) -> bool:
        """Return whether the first mention is a source or opens a paragraph or a sentence."""
        first, end = self._first[person]
        if {*self._words[end - 1 : end + 1]} & POSSESSIVE:
            return False  # "Ana Ruiz's lawyer said"
        if self._is_source(first):
            return True
        sources = sum(self._is_source(start) for start, _ in person.mentions)
        sentence = self._sentences[bisect_right(self._sentences, first) - 1]
        opens = self._opens_paragraph(person) and sources > 1
        if first != person.mentions[0][0] and first - sentence <= OPENING and sources:
            return True  # the headline has the last name
        return opens or (first - sentence <= OPENING and _has_age(person))

    def _opens_paragraph(self, person: Person) -> bool:
        first = self._first[person][0]
        return first - self._paragraphs[self._paragraph(first) - 1] <= OPENING

    def _is_source(self, at: int) -> bool:
        place = bisect_right(self._sources, (at, len(self._quoted)))
        return place > 0 and at < self._sources[place - 1][1]


def _first(person: Person, reading: Reading) -> tuple[int, int]:
    """Return a person's first mention, or the first one in full after a headline's last name.

    "Ruiz issues warning", and then "The minister has warned … Ana Ruiz said".
    """
    first = person.mentions[0]
    ends = reading.tokens.paragraphs[0][1]
    is_headline = ends <= HEADLINE and reading.tokens.words[ends - 1] not in CLOSES
    if len(person.names) < NAMED or not is_headline or first[0] >= ends:
        return first
    later = [one for one in person.mentions if one[0] >= ends]
    is_bare = all(end - start == 1 for start, end in person.mentions if end <= ends)
    is_in_full = bool(later) and later[0][1] - later[0][0] >= NAMED
    return later[0] if is_bare and is_in_full else first


def _has_age(person: Person) -> bool:
    return any(role.noun.endswith(AGE) for role in person.roles)


def is_somebody_else(person: Person, noun: str) -> bool:
    """Return whether a role sets a person apart from "a woman": "Inspector Ana Ruiz, 46,"."""
    told = (role for role in person.roles if not role.noun.endswith(AGE))
    return any(_tells(role) and role.noun != noun for role in told)


def _is_role(word: str) -> bool:
    """Return whether a word of the lead, in lower case, can say what somebody is."""
    single = singular(word)
    generic = load_terms("epithets", "generic")
    closed = load_groups("sources.function", "titles.no_role")
    if word in closed or word in BREAKS or word in VERBS or word in NOBODY:
        return False
    return is_listed(single) or (is_somebody(single) and single not in generic)


def _tells(role: Role) -> bool:
    """Return whether a role tells who somebody is.

    "Mr." and "father of two" do not, and "Dr." and "Prof." tell no more than "Mr." before a name.
    """
    kin = load_groups("sources.female_noun", "sources.male_noun")
    if role.noun in COURTESY | NUMBERS or (role.noun in kin and NUMBERS.issuperset(role.said)):
        return False
    is_bare_address = role.noun in load_terms("titles", "address") and not role.said
    is_noun = role.noun not in load_terms("titles", "no_role")  # "Ana Ruiz, however, said"
    return not is_bare_address and is_noun and is_somebody(role.noun)
