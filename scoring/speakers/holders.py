"""Compare the role in a phrase with the roles that the article gives its people.

"The judge" is the person the article calls a judge. "America's top diplomat" is another name for
the secretary of state.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Final, Literal, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.countries import countries, forms_of, level_of
from scoring.speakers.names import fold
from scoring.speakers.other_nouns import OfficeNoun, implied, other_nouns
from scoring.speakers.person import Person
from scoring.speakers.phrases import OWNED, Phrase, common_owners, is_listed, owners_of
from scoring.speakers.portfolios import are_two
from scoring.speakers.role import AGE, ARTICLES, DEPUTIES, Role, role_noun

FUNCTION: Final = frozenset("of the a an and in at for with to from on by as 's ’s s".split())

Owned = Literal[
    "unsaid of both",
    "unsaid, a place's",
    "unsaid, a body's",
    "the same",
    "another",
    "unsaid of the person",
    "a pronoun",
]
"""Whose the role in a phrase is, and whose a person's role is."""
Trade = Literal["the same", "an office", "another", "unsaid"]
"""What a person is said to be, compared with the noun of a phrase."""
Share = Literal["nothing", "all", "some", "none"]
"""How many of a phrase's words, besides its noun, are said of a person."""
Fit = Literal["in all its words", "but for its words", "but for its owner"]
"""How well a person's role matches the one in a phrase, best first."""
FITS: Final[tuple[Fit, ...]] = ("in all its words", "but for its words", "but for its owner")


PAST: Final = frozenset(("former", "retired", "ex"))
"""Words that say the same of a role."""
DEFENDERS: Final = load_terms("epithets", "defender")
"""Nouns for lawyers, who are for the defense unless the article says another word of them."""
DEFENCE: Final = frozenset(("defense", "defence"))
MANY: Final = 12
"""If more people than this hold a role, only those mentioned nearby are compared."""


class Asked(NamedTuple):
    """The role in a phrase, and its owner: the country or body it belongs to."""

    noun: str
    said: frozenset[str]
    """The words before the noun, and those after an "of" that follows it."""
    owners: frozenset[str]
    """The words for the role's owner. Each of them, or a form of it, must be said of the holder."""
    common: frozenset[str] = frozenset()
    """The common nouns for the owner: "museum" of "the museum's lawyer"."""


class Holders:
    """An article's people, indexed by their roles."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._by_noun: dict[str, dict[Person, list[Role]]] = {}
        self._said: dict[Person, frozenset[str]] = {}
        self._told: dict[str, set[Person]] = {}
        """Of whom a form of a word is said."""
        self._by_last: dict[str, dict[Person, list[Role]]] = {}
        """The roles by the last word of their nouns: "justice" of "associate justice"."""
        for person in people:
            self._said[person] = frozenset()
            for role in person.roles:
                self.add(person, role)

    def add(self, person: Person, role: Role) -> None:
        """Index a person under one more role, and under the party in it: "Democratic Sen. Ruiz"."""
        parties = _parties(role.said)
        named = {form for form, party in _names_of_parties().items() if party in parties}
        for noun in (role.noun, *sorted(named - {role.noun})):
            self._by_noun.setdefault(noun, {}).setdefault(person, []).append(role)
        self._by_last.setdefault(_last(role.noun), {}).setdefault(person, []).append(role)
        forms = frozenset(form for word in role.said for form in forms_of(word))
        self._said[person] |= forms
        for form in forms:
            self._told.setdefault(form, set()).add(person)

    def of(self, asked: Asked, near: Collection[Person]) -> dict[Person, Fit]:
        """Return the people who hold the role, and how well their role matches.

        The role's own noun is tried first. If nobody holds such a role, or only with another owner,
        the nouns it is another name for are tried: "the US minister" is not another country's
        minister but the secretary. If more than ``MANY`` people hold a role, only those in ``near``
        count.
        """
        if asked.noun in load_terms("epithets", "generic"):
            return {}
        own = self._under(asked, [OfficeNoun(asked.noun)], near)
        if any(fit != FITS[-1] for fit in own.values()):
            return own
        return self._under(asked, other_nouns(asked.noun, asked.said), near) or own

    def is_only(self, asked: Asked, person: Person) -> bool:
        """Return whether nobody else holds a role that a person is given by this noun."""
        is_few = len(self._by_noun.get(asked.noun, {})) <= MANY
        return is_few and len(self.of(asked, [person])) == 1

    def held(self, asked: Asked, near: Collection[Person], at: int) -> dict[Person, Fit]:
        """Return who holds a role. If none of them was named yet, synonyms of the role count too.

        For example, "the minister" in a lead can be a person the article later calls a secretary.
        """
        held = self.of(asked, near)
        if held and all(person.mentions[0][0] > at for person in held):
            return {**self._by_another_name(asked), **held}
        return held

    def _by_another_name(self, asked: Asked) -> dict[Person, Fit]:
        """Return the people who hold a role for which the phrase's role is another name."""
        return self._under(asked, other_nouns(asked.noun, asked.said), ())

    def owned(self, asked: Asked, person: Person) -> Owned:
        """Return whose the role in a phrase is, compared with the person's role.

        Of a person who does not hold it, the roles of any kind count.
        """
        roles = self._by_noun.get(asked.noun, {}).get(person) or person.roles
        is_owned = bool(roles) and all(role.places or role.bodies for role in roles)
        owners = asked.owners - OWNED
        if not asked.owners:
            if not is_owned:
                return "unsaid of both"
            return "unsaid, a body's" if any(r.bodies for r in roles) else "unsaid, a place's"
        if not owners:
            return "a pronoun"
        said = self._said[person]
        if any(said & forms_of(word) for word in owners):
            return "the same"
        return "another" if is_owned else "unsaid of the person"

    def is_a_bodys(self, asked: Asked, person: Person) -> bool:
        """Return whether a person holds the role in a body: "the president of a savings bank"."""
        if self.owned(asked, person) == "unsaid, a body's":
            return True
        roles = self._by_noun.get(asked.noun, {}).get(person, ())
        bodies = load_terms("sources", "organisation")
        return bool(roles) and all(not bodies.isdisjoint(role.said) for role in roles)

    def shared(self, asked: Asked, person: Person) -> Share:
        """Return how many of the phrase's words, besides its noun, are said of the person."""
        words = (asked.said | asked.owners) - OWNED
        said = self._said[person]
        found = sum(bool(said & forms_of(word)) for word in words)
        if not words:
            return "nothing"
        return "all" if found == len(words) else "some" if found else "none"

    def share(self, asked: Asked, person: Person) -> bool:
        """Return whether any word of the phrase, besides its noun, is said of the person."""
        said = self._said[person]
        telling = (asked.said | asked.owners) - load_terms("epithets", "place_kind")
        return any(said & forms_of(word) for word in telling)

    def are_shared(self, asked: Asked, person: Person) -> bool:
        """Return whether any word of the phrase, besides its noun, is said of somebody else."""
        forms = (form for word in asked.said | asked.owners for form in forms_of(word))
        return any(self._told.get(form, set()) - {person} for form in forms)

    def is_called(self, asked: Asked, person: Person) -> bool:
        """Return whether the article gives the person the role by the phrase's own noun."""
        return person in self._by_noun.get(asked.noun, {})

    def trade_of(self, asked: Asked, person: Person) -> Trade:
        """Return whether a person has the role by the phrase's own noun, or what else they are."""
        if self.is_called(asked, person):
            return "the same"
        if any(is_office_noun(role.noun) for role in person.roles):
            return "an office"
        return "another" if any(is_listed(role.noun) for role in person.roles) else "unsaid"

    def is_of_another(self, asked: Asked, who: Person, entities: Sequence[str | None]) -> bool:
        """Return whether the role of a person has an owner that is not the phrase's.

        "The former Florida governor" is not "Wisconsin Gov. Holt", and a bank's president is not
        the country's.
        """
        roles = self._by_noun.get(asked.noun, {}).get(who, [])
        if not roles or not asked.owners:
            return False
        if "ORGANIZATION" in entities and all(_is_body_apart(role, asked) for role in roles):
            return True
        if self.share(asked._replace(said=frozenset()), who):
            return False  # "prime" of "the Danish prime minister" tells nothing of the country
        if "ORGANIZATION" in entities and asked.noun in load_terms("epithets", "leads"):
            return True
        if all(not countries().keys().isdisjoint(role.said) for role in roles):
            return True
        # "The mayor of Bristol" is not "the Leeds mayor", though "the Yorkshire mayor" may be.
        levels = {level_of(word) for word in asked.owners}
        is_placed = not {"LOCATION", "MISC"}.isdisjoint(entities)
        return is_placed and all(
            not levels.isdisjoint({level_of(word) for word in _home(role)}) for role in roles
        )

    def holds_another(self, asked: Asked, person: Person) -> bool:
        """Return whether a person's offices of a noun are others than the phrase's.

        "The finance minister" is no health minister, and "the deputy mayor" is not the mayor.
        """
        roles = self._by_last.get(_last(asked.noun), {}).get(person, ())
        return bool(roles) and all(_is_another_office(asked, role) for role in roles)

    def stands_for_another(self, asked: Asked, person: Person) -> bool:
        """Return whether the article says for whom somebody has a role, and not the phrase's owner.

        "The museum's lawyer" is not Ruiz, a lawyer for the family.
        """
        roles = self._by_noun.get(asked.noun, {}).get(person, ())
        return bool(asked.common and roles) and all(
            role.owners and asked.common.isdisjoint(role.owners) for role in roles
        )

    def leads_another(self, asked: Asked, who: Person, entities: Sequence[str | None]) -> bool:
        """Return whether a person's role is another name for that of a body's head, and no more.

        "The head of the Office of Ethics" is not any president.
        """
        is_called = any(role.noun == asked.noun for role in who.roles)
        return "ORGANIZATION" in entities and not is_called and not self.share(asked, who)

    def _under(
        self, asked: Asked, nouns: Sequence[OfficeNoun], near: Collection[Person]
    ) -> dict[Person, Fit]:
        found: dict[Person, Fit] = {}
        for noun in nouns:
            holders = self._by_noun.get(noun.noun, {})
            people = holders if len(holders) <= MANY else [p for p in near if p in holders]
            for person in people:
                if is_of_another_party(asked, person):
                    continue
                for role in holders[person]:
                    is_other = _is_past(asked, role) or _is_opponent(asked, role)
                    is_other = is_other or _is_another_office(asked, role)
                    if noun.needs <= {*role.said} and not is_other:
                        fit = self._fit(asked, person, role)
                        found[person] = min(fit, found.get(person, fit), key=FITS.index)
        return found

    def _fit(self, asked: Asked, person: Person, role: Role) -> Fit:
        said = self._said[person] | implied(role)
        if not all(said & forms_of(word) for word in asked.owners):
            return "but for its owner"
        telling = load_terms("epithets", "modifier")
        differs = (asked.said & telling) - {*role.said}
        if not PAST.isdisjoint(role.said):
            differs -= PAST  # "a retired headmaster", "the former headmaster"
        if asked.noun in DEFENDERS and telling.isdisjoint(role.said):
            differs -= DEFENCE  # "his attorney", "the defense attorney"
        return "but for its words" if differs else "in all its words"


def asked_in(phrase: Phrase, entities: Sequence[str | None]) -> Asked:
    """Return the role in a phrase. ``entities`` are the entity labels of its words."""
    lower = [word.lower() for word in phrase.words]
    head = phrase.head
    noun = role_noun(lower, head)
    before = [i for i in range(head) if lower[i] not in ARTICLES]
    owners = {fold(word) for word in owners_of(phrase)}
    owners |= {fold(lower[i]) for i in before if entities[i] not in (None, "DATE", "TIME")}
    owners -= load_terms("epithets", "party")
    after = lower[head + 2 :] if lower[head + 1 : head + 2] == ["of"] else []
    said = {fold(word) for word in (*(lower[i] for i in before), *after) if word[0].isalpha()}
    parts = {*noun.replace("-", " ").split()}
    return Asked(
        noun,
        frozenset(said - owners - parts - FUNCTION),
        frozenset(owners - FUNCTION),
        common_owners(phrase.words, head),
    )


def is_of_another_party(asked: Asked, person: Person) -> bool:
    """Return whether "a Republican lawmaker" cannot be the person, who is said to be a Democrat."""
    own = {word for role in person.roles for word in (role.noun, *role.said)}
    parties, owned = _parties((asked.noun, *asked.said, *asked.owners)), _parties(own)
    return bool(parties and owned) and parties.isdisjoint(owned)


def is_of_another_age(phrase: Phrase, person: Person) -> bool:
    """Return whether "the 46-year-old" cannot be the person, who is said to be of another age."""
    written = "".join(phrase.words).lower().replace("‑", "-")
    place = written.find(AGE)
    if place < 1:
        return False
    ages = {role.noun for role in person.roles if role.noun.endswith(AGE)}
    return bool(ages) and not any(written[: place + len(AGE)].endswith(age) for age in ages)


def _parties(words: Collection[str]) -> frozenset[str]:
    """Return the parties that words name, each by its first name: "gop" is the Republicans."""
    return frozenset(_names_of_parties()[word] for word in words if word in _names_of_parties())


@cache
def _names_of_parties() -> dict[str, str]:
    lines = [line.split() for line in sorted(load_terms("epithets", "names_of_party"))]
    return {word: line[0] for line in lines for word in line}


def _is_body_apart(role: Role, asked: Asked) -> bool:
    """Return whether a role's body is another one than the phrase's, though they share a word.

    "The director of the National Port Agency" is not the director of national rivers.
    """
    bodies = {*role.bodies}
    return bool(bodies - asked.owners and asked.owners - {*role.said})


def is_office_noun(noun: str) -> bool:
    """Return whether a noun is an office, which one person holds at a time: "minister"."""
    return noun in load_terms("epithets", "office")


def _is_past(asked: Asked, role: Role) -> bool:
    """Return whether one of the role and the phrase's is past, or a deputy's, and the other is not.

    "The president" is not a former president, nor "the prime minister" a deputy prime minister, and
    "the former president" is not the one in office. "The nurse" can be a former nurse, because
    nobody else needs to be one now.
    """
    if asked.noun not in load_terms("epithets", "office"):
        return False
    said = {*role.said}
    other = load_terms("epithets", "past") & said
    return bool(other - asked.said) or (not PAST.isdisjoint(asked.said) and PAST.isdisjoint(said))


def _is_opponent(asked: Asked, role: Role) -> bool:
    """Return whether "the defense attorney" cannot be whoever is called a district attorney."""
    if asked.noun not in DEFENDERS or DEFENCE.isdisjoint(asked.said):
        return False
    telling = load_terms("epithets", "modifier") | {"general"}
    return not (telling - DEFENCE).isdisjoint(role.said)


def _is_another_office(asked: Asked, role: Role) -> bool:
    """Return whether a role is another office of a phrase's noun: each has a portfolio of its own,
    or only the phrase is of a deputy.
    """
    if _last(asked.noun) != _last(role.noun):
        return False
    theirs = {*_words_of(asked.noun), *asked.said, *asked.owners}
    own = {*_words_of(role.noun), *role.said}
    return bool(theirs & DEPUTIES - own) or are_two(theirs, own)


def _words_of(noun: str) -> list[str]:
    """Return the words of a noun: "deputy" and "mayor"."""
    return noun.replace("-", " ").split()


def _last(noun: str) -> str:
    return " ".join(_words_of(noun)[-1:])


def _home(role: Role) -> tuple[str, ...]:
    """Return the words for a role's place, or for a club that is called by its town: "Leeds"."""
    return role.places or (role.bodies if len(role.bodies) == 1 else ())
