"""Find whose relatives the people in an article are: "Ruiz's wife", "her husband", "Leo's mother".

An article says it beside the names: "Ana Ruiz, whose son Leo was hurt", "Ana Ruiz, the mother of
Leo", "Ana Ruiz's husband, Omar Diaz", "Ana Ruiz and her husband, the baker Omar Diaz".
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.missed_names import is_given
from scoring.speakers.names import fold
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import POSSESSIVE

SEXES: Final = {"his": False, "her": True}
NEAR: Final = 6
"""The most tokens from a relative's noun to the name: "her husband, the master baker Omar Diaz"."""
OF: Final = 6
"""The most tokens from "of" to the name: "the mother of 16-year-old Leo"."""
QUALIFIED: Final = 2
"""The most adjectives before a relative's noun: "whose only son Leo"."""
AGED: Final = 5
"""The tokens of an age before a noun: "19-year-old"."""
REACH: Final = 60
"""The most tokens from an owner's name to "his" or "her"."""
MOST: Final = 64
"""The most relatives of a kind that are kept; no news article has more."""
BACK: Final = {
    "husband": ("wife", "husband"),
    "wife": ("wife", "husband"),
    "son": ("mother", "father"),
    "daughter": ("mother", "father"),
    "mother": ("daughter", "son"),
    "father": ("daughter", "son"),
    "brother": ("sister", "brother"),
    "sister": ("sister", "brother"),
}
"""What a woman or a man is to a relative."""


class Relative(NamedTuple):
    """That ``person`` is the ``noun`` of somebody with the names ``of``: a named ``owner``, if
    known.
    """

    person: Person
    noun: str
    of: frozenset[str]
    owner: Person | None


class Kinship:
    """The relatives that an article tells of."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        self._at = people.at
        self._quoted = reading.quoted
        self._sentence_at = reading.sentence_at
        kin = load_terms("epithets", "kin")
        self._told: dict[str, list[Relative]] = {}
        for at in (i for i, word in enumerate(self._lower) if word in kin):
            if not self._quoted[at]:
                for one in self._beside(at):
                    told = self._told.setdefault(one.noun, [])
                    if len(told) < MOST:
                        told.append(one)

    def named(self, noun: str, of: frozenset[str]) -> Person | None:
        """Return the only person who is that of somebody with one of the names."""
        return self._only(one for one in self._told.get(noun, ()) if one.of & of)

    def owned(self, noun: str, owner: Person) -> Person | None:
        """Return the only person who is that of somebody."""
        return self._only(one for one in self._told.get(noun, ()) if one.owner is owner)

    def of_another(self, noun: str, owner: Person) -> set[Person]:
        """Return those who are that of somebody else, and not of the owner."""
        told = self._told.get(noun, ())
        own = {one.person for one in told if one.owner is owner}
        return {one.person for one in told if one.owner} - own

    @staticmethod
    def _only(relatives: Iterator[Relative]) -> Person | None:
        people = {one.person for one in relatives}
        return people.pop() if len(people) == 1 else None

    def _beside(self, at: int) -> Iterator[Relative]:
        """Yield who is whose relative by the noun at a token, both ways."""
        noun = self._lower[at]
        opens = self._opens(at)
        if opens is None:
            yield from self._of(at, noun)
            return
        opening, named = self._lower[opens], self._named_after(at)
        if opening == "whose":
            owner = self._at.get(opens - 2) if self._words[opens - 1] == "," else None
            given = self._words[at + 1 : at + 2]
            if owner and given and given[0].istitle():
                names = frozenset(named.names if named else (fold(given[0]),))
                yield from self._back(owner, noun, names, named)
        elif opening in SEXES:
            joined = self._lower[opens - 1] == "and"
            owner = self._at.get(opens - 2) if joined else self._subject(opens, opening)
            then = "".join(self._words[at + 1 : at + 2])
            if owner and named and owner is not named:
                yield Relative(named, noun, frozenset(owner.names), owner)
                yield from self._back(owner, noun, frozenset(named.names), named)
            elif owner and named is None and is_given(then):
                yield from self._back(owner, noun, frozenset((fold(then),)), None)
        elif owner := self._at.get(opens - 1):
            before = opens - 1
            while self._at.get(before) is owner:
                before -= 1
            person = self._at.get(before - 1) if self._words[before] == "," else named
            if person and person is not owner:
                yield Relative(person, noun, frozenset(owner.names), owner)
                yield from self._back(owner, noun, frozenset(person.names), person)

    def _opens(self, at: int) -> int | None:
        """Return the token of the owner before a relative's noun: "his", "whose", a possessive."""
        aged = at - AGED
        if aged > 0 and self._lower[aged + 1 : at] == ["-", "year", "-", "old"]:
            at = aged  # "his 19-year-old son"
        for i in range(at - 1, max(-1, at - 2 - QUALIFIED), -1):
            if self._lower[i] in SEXES or self._lower[i] == "whose" or self._is_owner(i):
                return i
        return None

    def _is_owner(self, at: int) -> bool:
        return self._words[at] in POSSESSIVE and at > 0

    def _of(self, at: int, noun: str) -> Iterator[Relative]:
        """Yield the relative in "Ana Ruiz, the mother of Leo"."""
        is_apposed = at > 2 and self._lower[at - 1] in ("the", "a") and self._words[at - 2] == ","
        person = self._at.get(at - 3) if is_apposed else None
        if person is None or self._lower[at + 1 : at + 2] != ["of"]:
            return
        near = range(at + 2, min(at + 2 + OF, len(self._words)))
        name = next((i for i in near if self._words[i].istitle()), None)
        if name is not None and self._words[name].isalpha():
            owner = self._at.get(name)
            names = frozenset(owner.names if owner else (fold(self._words[name]),))
            yield Relative(person, noun, names, owner)
            if owner:
                yield from self._back(owner, noun, frozenset(person.names), person)

    @staticmethod
    def _back(
        owner: Person, noun: str, names: frozenset[str], named: Person | None
    ) -> Iterator[Relative]:
        """Yield what the owner is to a relative: the mother of her son."""
        if noun in BACK and owner.female is not None:
            yield Relative(owner, BACK[noun][not owner.female], names, named)

    def _named_after(self, at: int) -> Person | None:
        """Return the person whose name follows a relative's noun, perhaps after what they do."""
        for i in range(at + 1, min(at + 1 + NEAR, len(self._words))):
            if i in self._at:
                return self._at[i]
            is_role = self._words[i].islower() and self._lower[i].isalpha()
            if not (self._words[i] == "," and i == at + 1) and not (
                is_role and self._words[at + 1] == ","
            ):
                break
        return None

    def _subject(self, at: int, pronoun: str) -> Person | None:
        """Return the only person named before a token in its sentence, or in the one before if the
        token opens its sentence, if "his" can be theirs. Quoted sentences in between are skipped.
        """
        first, _ = self._sentence_at(at)
        if first == at > 0:
            first, _ = self._sentence_at(at - 1)
            while self._quoted[first] and at - REACH < first > 0:
                first, _ = self._sentence_at(first - 1)
        near = range(max(first, at - REACH), at)
        people = {self._at[i] for i in near if i in self._at}
        person = people.pop() if len(people) == 1 else None
        return person if person and person.female == SEXES[pronoun] else None
