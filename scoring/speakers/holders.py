"""Who holds a role: "the judge" is the one whom the article calls a judge, and nobody else.

A role that nobody holds goes to nobody: whoever said it stays without a name.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.names import fold
from scoring.speakers.people import Person
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, Phrase, owners_of
from scoring.speakers.roles import DEPUTIES, Role, role_noun

STEM: Final = 4
"""Letters by which a country and its people are the same: "Mexico", "Mexican"."""
FUNCTION: Final = frozenset("of the a an and in at for with to from on by as 's ’s s".split())


class Asked(NamedTuple):
    """The role that a phrase speaks of, and whose it is."""

    noun: str
    said: frozenset[str]
    """The words before the noun, and those of an "of" after it."""
    owners: frozenset[str]
    """Whose the role is: every one of them has to be said of its holder, or another form of it."""


class Holders:
    """An article's people by what they are."""

    def __init__(self, people: Sequence[Person]) -> None:
        self._by_noun: dict[str, list[tuple[Person, Role]]] = {}
        for person in people:
            for role in person.roles:
                self._by_noun.setdefault(role.noun, []).append((person, role))

    def of(self, phrase: Phrase, entities: Sequence[str | None]) -> list[Person]:
        """Return who may be meant by a role: of those whom it fits best, all.

        ``entities`` are the entity labels of the phrase's words.
        """
        asked = _asked(phrase, entities)
        if asked.noun in load_terms("epithets", "generic"):
            return []
        for noun in _nouns(asked):
            fitting = [
                held for held in self._by_noun.get(noun.noun, []) if _fits(asked, noun, held)
            ]
            alone = len({person for person, _ in self._by_noun.get(noun.noun, [])}) == 1
            exact = [p for p, role in fitting if asked.said <= {role.noun, *role.said}]
            loose = [p for p, role in fitting if alone or not _tells_apart(asked, role)]
            if found := list(dict.fromkeys(exact or loose)):
                return found
        return []


class _Noun(NamedTuple):
    """A noun under which a role may stand, and the words that must be said with it."""

    noun: str
    needs: frozenset[str]


def _asked(phrase: Phrase, entities: Sequence[str | None]) -> Asked:
    lower = [word.lower() for word in phrase.words]
    head = phrase.head
    noun = role_noun(lower, head)
    before = [i for i in range(head) if lower[i] not in DETERMINERS | INDEFINITE]
    owners = {fold(word) for word in owners_of(phrase)}
    parties = load_terms("epithets", "party")
    owners |= {
        fold(lower[i]) for i in before if entities[i] not in (None, "DATE", "TIME")
    } - parties
    after = (
        [w for w in lower[head + 2 :] if w[0].isalpha()]
        if lower[head + 1 : head + 2] == ["of"]
        else []
    )
    said = {fold(lower[i]) for i in before if lower[i][0].isalpha()} | {fold(w) for w in after}
    parts = {*noun.replace("-", " ").split()}
    return Asked(noun, frozenset(said - owners - parts - FUNCTION), frozenset(owners - FUNCTION))


def _nouns(asked: Asked) -> Iterator[_Noun]:
    """The nouns to look under: the phrase's own, then those of which it is another name."""
    yield _Noun(asked.noun, frozenset())
    for needs, offices in _epithets().get(asked.noun, ()):
        if needs <= asked.said:
            yield from offices


def _fits(asked: Asked, noun: _Noun, held: tuple[Person, Role]) -> bool:
    person, role = held
    if not noun.needs <= {*role.said}:
        return False
    said = {form for one in person.roles for word in one.said for form in _forms(word)}
    said |= _implied(role)
    return all(said & _forms(word) for word in asked.owners)


def _implied(role: Role) -> frozenset[str]:
    """Whose an office is of which one country alone has any: a secretary of state's."""
    return frozenset(
        form
        for needs, words in _countries_of().get(role.noun, ())
        if needs <= {*role.said}
        for word in words
        for form in _forms(word)
    )


@cache
def _forms(word: str) -> frozenset[str]:
    """A word's beginning, and what stands for the same country: "Mexican", "French", "U.S."."""
    return frozenset((word[:STEM], *_countries().get(word, ())))


@cache
def _countries() -> dict[str, frozenset[str]]:
    lines = [line.split() for line in load_terms("epithets", "country")]
    return {word: frozenset(other[:STEM] for other in line) for line in lines for word in line}


@cache
def _countries_of() -> dict[str, list[tuple[frozenset[str], list[str]]]]:
    found: dict[str, list[tuple[frozenset[str], list[str]]]] = {}
    for line in sorted(load_terms("epithets", "implied")):
        office, _, words = line.partition(":")
        *needs, noun = office.split()
        found.setdefault(noun, []).append((frozenset(needs), words.split()))
    return found


def _tells_apart(asked: Asked, role: Role) -> bool:
    """Do the words before the noun say that it is another office of its kind?"""
    telling = load_terms("epithets", "modifier")
    return bool((asked.said & telling) ^ ({*role.said} & telling))


@cache
def _epithets() -> dict[str, list[tuple[frozenset[str], list[_Noun]]]]:
    """The offices by the noun of their epithets, each with the words that it needs."""
    found: dict[str, list[tuple[frozenset[str], list[_Noun]]]] = {}
    for line in sorted(load_terms("epithets", "epithet")):
        epithet, _, offices = line.partition(":")
        *needs, noun = epithet.split()
        nouns = [_office(office) for office in offices.split(",")]
        found.setdefault(noun, []).append((frozenset(needs), nouns))
    return found


def _office(words: str) -> _Noun:
    """An office by its last word, "vice president" and its like being one noun."""
    *needs, noun = words.split()
    if needs and needs[-1] in DEPUTIES:
        noun = f"{needs.pop()} {noun}"
    return _Noun(noun, frozenset(needs))
