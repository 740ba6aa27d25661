"""Find whom definite descriptions, epithets and classes stand for: "the official", "the Kent
Republican", "the Swede".
"""

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.description_kinds import is_class
from scoring.speakers.descriptions import Descriptions
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_noun
from scoring.speakers.holders import asked_in, is_of_another_age, is_of_another_party
from scoring.speakers.introductions import Introductions
from scoring.speakers.known import Known
from scoring.speakers.likely_people import LikelyPeople
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    ANY,
    DETERMINERS,
    INDEFINITE,
    POSSESSIVE,
    Phrase,
    is_demonym,
    is_listed,
)
from scoring.speakers.ranking import likeliest
from scoring.speakers.role import role_noun
from scoring.speakers.spokespeople import Spokespeople
from scoring.speakers.types import PUBLIC, GroupedType
from scoring.speakers.unnamed_descriptions import describe

CLASSED: Final = 0.7
"""The minimum probability of the person that a class stands for. Set by judgment."""


class DefiniteDescriptions:
    """Finds the speaker that a description at a token refers to."""

    def __init__(
        self,
        known: Known,
        descriptions: Descriptions,
        likely: LikelyPeople,
        introductions: Introductions,
    ) -> None:
        self._trace = known.reading.trace
        self._lower = known.reading.tokens.lower
        self._cast = known.cast
        self._people = known.people.all
        self._unnamed = known.unnamed
        self._ranking = known.ranking
        self._leads = known.leads
        self._descriptions = descriptions
        self._likely = likely
        self._introductions = introductions
        self._spokespeople = Spokespeople(known.people)

    def find(
        self, phrase: Phrase, entities: Sequence[str | None], kind: GroupedType, at: int
    ) -> Draft | None:
        """Return the speaker introduced, here or later, as "the official" or "the minister".

        ``entities`` are the entity labels of the phrase's words.
        """
        if phrase.determiner in ANY:
            return None
        if not _is_definite(phrase, kind):
            is_new = describe(phrase).is_new  # "a second executive"
            person = None if is_new else self._leads.renamed(phrase, at)
            if person is None and (person := self._descriptions.introduced(phrase, entities, at)):
                self._trace.rule("speaker", "speaker.named_later", person)
            if person is None and not is_new:
                person = self._leads.presented(phrase, entities, at)
            if person and self._introductions.is_beside_another(phrase, at, person):
                return None
            return self._cast.person(person, at) if person else None
        is_first = "first" in map(str.lower, phrase.words[: phrase.head])
        unnamed = self._cast.by_noun(phrase.noun, first=is_first)
        if unnamed and not self._is_same(unnamed, phrase, at):
            unnamed = None
        person = self.described(phrase, entities, at)
        if not (person or unnamed):
            person = self._descriptions.named_ahead(phrase, entities, at)
            if person:
                self._trace.rule("speaker", "speaker.named_later", person)
            person = person or self._leads.renamed(phrase, at)
        named = self._last_named(person, at) if person else -1
        is_latest = named > unnamed.last if unnamed else True
        if person and is_latest and not self._introductions.has(phrase.noun, at, person):
            return self._cast.person(person, at)
        if unnamed:
            self._trace.rule("speaker", "speaker.same_noun", unnamed)
            return self._cast.again(unnamed, at)
        presented = self._leads.presented(phrase, entities, at)
        return self._cast.person(presented, at) if presented else None

    def described(
        self, phrase: Phrase, entities: Sequence[str | None], at: int, named: float = 0.0
    ) -> Person | None:
        """Return the named person a description refers to, if one is probable enough.

        ``entities`` are the entity labels of the phrase's words. ``named`` is the log odds, from
        the source's type, that the description refers to a named person.
        """
        return self._descriptions.likeliest(phrase, entities, at, named)

    def epithet(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Draft | None:
        """Return the named person that an epithet is probably another name for.

        ``entities`` are the entity labels of the phrase's words. One of them must be said of the
        person: "the Kent Republican" is Holt, R-Kent, and "the Herald editor" is not just anyone.
        """
        asked = asked_in(phrase, entities)
        found = self._likely.likeliest(at, by_noun(phrase.noun))
        person = found.person if found else None
        if person is None or is_of_another_party(asked, person):
            return None
        posts = load_terms("epithets", "of_a_party")
        holders = self._leads.holders
        by_party = asked.noun in load_terms("epithets", "party") and any(
            role.noun in posts for role in person.roles
        )
        if holders.share(asked, person):
            return found
        # "The Kent Democrat" is not Holt, D-Tyre.
        is_elsewhere = bool(asked.owners) and any(role.places for role in person.roles)
        return found if by_party and not is_elsewhere else None

    def _gender(self, phrase: Phrase, at: int) -> bool | None:
        """Return whether a class is a woman, by the noun or by "the teenager said that | she"."""
        told = by_noun(phrase.noun)
        content = at + len(phrase.words) + 1
        after = self._lower[content : content + 2]
        word = next((word for word in after if word != "that"), "")
        return told if told is not None or word not in ("he", "she") else word == "she"

    def classed(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Draft | None:
        """Return the named person that a class stands for, if one is much more probable than all
        others: "Agassi won. The American said …".

        ``entities`` are the entity labels of the phrase's words.
        """
        if not is_class(phrase, entities):
            return None
        # "The Dutchman" can be the manager, and "the striker" cannot.
        is_citizen = is_demonym(phrase.noun)
        others = frozenset() if is_citizen else load_terms("epithets", "off_the_field")
        candidates = [
            one
            for one in self._ranking.candidates(at, female=self._gender(phrase, at))
            if not isinstance(one.who, Person)
            or others.isdisjoint(role.noun for role in one.who.roles)
        ]
        who, share = likeliest(candidates, "antecedents", trace=self._trace)
        person = who if isinstance(who, Person) else who.person if who else None
        if person is None or share < CLASSED or self._introductions.has(phrase.noun, at, person):
            return None
        if self._is_of_another_trade(phrase, entities, person):
            return None
        if is_citizen and len(candidates) > 1 and _speaks_of_others(person):
            # "His doctor said … The Australian hopes": whom the article is about, or nobody.
            first = self._people[0]
            is_other = first is not person and any(one.who is first for one in candidates)
            person = first if is_other and not _speaks_of_others(first) else None
            if person:
                self._trace.rule("speaker", "speaker.first_named", person)
        return self._cast.person(person, at) if person else None

    def _is_of_another_trade(
        self, phrase: Phrase, entities: Sequence[str | None], person: Person
    ) -> bool:
        """Return whether a class cannot stand for a person because of what the article says.

        "The goalkeeper" is not Captain Holt or the singer Ana Ruiz, nor anyone if somebody else is
        called a goalkeeper. "The American" and "the teenager" can have any trade.
        """
        asked = asked_in(phrase, entities)
        if is_of_another_age(phrase, person):
            return True
        holders = self._leads.holders
        held = holders.of(asked, [person])
        if held and person not in held:
            return True  # "the teenager" is the schoolgirl, if she is anyone
        noun = phrase.noun.split("-")[-1]
        if noun in load_terms("epithets", "any_trade") or is_demonym(noun):
            return False
        if holders.is_called(asked, person):
            return False
        trades = {role.noun for role in person.roles if is_listed(role.noun)}
        return bool(trades) and trades.isdisjoint(load_terms("epithets", "class"))

    def _is_same(self, draft: Draft, phrase: Phrase, at: int) -> bool:
        """Return whether a phrase can be of an earlier speaker: no "Italian diplomat" is French."""
        is_another = self._spokespeople.is_another(draft, phrase, at)
        return not (is_another or _is_another(phrase, draft)) and self._unnamed.may_be(
            draft, phrase
        )

    def _last_named(self, person: Person, at: int) -> int:
        """Return where a person was last named before ``at``, or -1 if not yet."""
        place = bisect_left(person.mentions, (at,))
        return person.mentions[place - 1][0] if place else -1


def _speaks_of_others(person: Person) -> bool:
    """Return whether somebody treats, defends or advises others: "club doctor Omar Holt"."""
    return not load_terms("epithets", "of_others").isdisjoint(role.noun for role in person.roles)


def _is_another(phrase: Phrase, unnamed: Draft) -> bool:
    """Return whether a description is of somebody else: "one person … the second person".

    "Another person … the second person" is one.
    """
    others = load_terms("sources", "somebody_else")
    lower = [word.lower() for word in phrase.words]
    said = (unnamed.description or "").lower().split()
    if not others.isdisjoint(lower[: phrase.head]) and others.isdisjoint(said):
        return True
    # "The mayor said … the deputy mayor said".
    noun = role_noun(lower, phrase.head)
    deputy, _, office = noun.partition(" ")
    return bool(office) and deputy not in said


def _is_definite(phrase: Phrase, kind: GroupedType) -> bool:
    """Return whether the phrase refers to someone already known: "the senator", "her lawyer".

    A public role needs no determiner ("Senator says", in a headline). Informants do need one,
    because they can be introduced without it.
    """
    if phrase.determiner in DETERMINERS or POSSESSIVE.intersection(phrase.words[: phrase.head]):
        return True
    if phrase.determiner[:1].isdigit() and phrase.noun == "old":
        return True  # "46-year-old says", in a headline
    return kind.group == PUBLIC and phrase.determiner not in INDEFINITE
