"""Find the person whom a lead describes and the next sentences name.

"A Tyre plumber says he was robbed. Ana Ruiz, 61, said …": nobody says that Ruiz is the plumber. A
wrong name is worse than none, so everything must point to the same person.
"""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.descriptions import Descriptions, is_one, kind_of
from scoring.speakers.gender import PRONOUNS as SINGULAR
from scoring.speakers.gender import SHE, by_noun
from scoring.speakers.holders import Asked, asked_in
from scoring.speakers.mentions import fits
from scoring.speakers.people import People, Person
from scoring.speakers.phrases import (
    COURTESY,
    INDEFINITE,
    NUMBERS,
    Phrase,
    is_listed,
    is_somebody,
    singular,
)
from scoring.speakers.roles import ENDS, Role

SOON: Final = 60
"""The most tokens from a description in the lead to the full name of the person whom the next
sentences present. Set by hand: the labeled articles have only a few such leads."""
OPENING: Final = 4
"""The most tokens from the start of a paragraph to a name that opens it."""
BODY: Final = 8
"""The most tokens after a name within which the person's body is named."""
PRESENTED: Final = 2
"""The number of people named next among whom that person is looked for."""
DOCTOR: Final = Role("doctor", ())
"""What "Dr." before a name tells, which is no more than "Mr.": "an oncologist … Dr. Ana Ruiz"."""


class Leads:
    """Finds the person of an article's lead. ``at`` is always a token index."""

    def __init__(self, reading: Reading, people: People, descriptions: Descriptions) -> None:
        self._descriptions = descriptions
        self._people = people.all
        self._firsts = [person.mentions[0][0] for person in people.all]
        self._sentences = reading.sentences
        self._paragraphs = [start for start, _ in reading.tokens.paragraphs]
        self._quoted = reading.quoted
        self._words = [word.lower() for word in reading.tokens.words]
        self._bodies = {one.start for one in reading.entities if one.label == "ORGANIZATION"}
        self._sources = [(s.start, s.end) for s in reading.roles if s.label == "SOURCE"]
        self._trace = reading.trace

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
        if at >= self._descriptions.lead_ends:
            return None
        is_definite = phrase.determiner not in INDEFINITE and is_listed(noun)
        if not is_definite and not self._introduces(phrase, asked, kind):
            return None
        female = by_noun(noun) if is_definite else self._female(phrase, at)
        begin = bisect_right(self._firsts, at)
        for person in self._people[begin : begin + PRESENTED]:
            first = person.mentions[0][0]
            if first > at + SOON:
                return None
            is_told = self._is_told_anew(person) and not is_definite
            is_other = not is_told and any(map(_tells, person.roles))
            is_held = person in self._descriptions.held(asked, (), at)
            if is_other and (
                not is_held or self._descriptions.leads_another(asked, person, entities)
            ):
                continue
            is_near = self._paragraph(first) - self._paragraph(at) <= 1
            is_next = is_definite or (
                is_near and self._is_next_source(first, at) and not self._is_of_body(person)
            )
            if is_next and self._is_presented(person, at) and fits(person, female):
                self._trace.rule("speaker", "speaker.presented_next", person)
                return person
        return None

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
        first = person.mentions[0][0]
        sentence = self._sentences[bisect_right(self._sentences, first) - 1]
        return first - sentence <= OPENING + 1 and _has_age(person)

    def _is_of_body(self, person: Person) -> bool:
        """Return whether the first mention gives a body: "Ana Ruiz of the consumers' union"."""
        end = person.mentions[0][1]
        begin = end + (self._words[end : end + 1] == [","])
        if self._words[begin : begin + 1] not in (["of"], ["from"], ["at"], ["with"], ["for"]):
            return False
        phrase = [*takewhile(lambda i: self._words[i] not in ENDS, self._reach(begin))]
        bodies = load_terms("sources", "organisation")
        return any(i in self._bodies or self._words[i] in bodies for i in phrase)

    def _reach(self, begin: int) -> range:
        return range(begin, min(len(self._words), begin + BODY))

    def _is_presented(self, person: Person, at: int) -> bool:
        first = person.mentions[0][0]
        is_later = bisect_right(self._sentences, first) > bisect_right(self._sentences, at)
        if not is_later or len(person.names) == 1 or self._quoted[first]:
            return False
        if self._is_source(first):
            return True
        paragraph = self._paragraphs[bisect_right(self._paragraphs, first) - 1]
        sources = sum(self._is_source(start) for start, _ in person.mentions)
        sentence = self._sentences[bisect_right(self._sentences, first) - 1]
        opens = first - paragraph <= OPENING and sources > 1
        return opens or (first - sentence <= OPENING and _has_age(person))

    def _is_source(self, at: int) -> bool:
        place = bisect_right(self._sources, (at, len(self._quoted)))
        return place > 0 and at < self._sources[place - 1][1]


def _has_age(person: Person) -> bool:
    return any(role.noun.endswith("-year-old") for role in person.roles)


def _tells(role: Role) -> bool:
    """Return whether a role tells who somebody is. "Mr." and "father of two" do not."""
    kin = load_terms("sources", "female_noun") | load_terms("sources", "male_noun")
    if (
        role.noun in COURTESY | NUMBERS
        or role == DOCTOR
        or (role.noun in kin and NUMBERS.issuperset(role.said))
    ):
        return False
    return is_somebody(role.noun)
