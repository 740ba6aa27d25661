"""Tell whether "her spokeswoman" speaks for the same person as a spokesperson before."""

from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.speakers.draft import Draft
from scoring.speakers.gender import PRONOUNS, SHE
from scoring.speakers.mentions import fits
from scoring.speakers.names import fold
from scoring.speakers.people import People
from scoring.speakers.phrases import Phrase

OWNER_REACH_TOKENS: Final = 60
"""The most tokens from a name to "her" that refers to it."""


class Spokespeople:
    """Finds whose spokesperson "her spokeswoman" is among an article's people."""

    def __init__(self, people: People) -> None:
        self._people = people

    def is_another(self, found: Draft, phrase: Phrase, start: int) -> bool:
        """Return whether a spokesperson is not ``found``, because somebody else was named since.

        "Ruiz's spokesperson said … Emma Holt also flew, her spokeswoman said". ``start`` is the
        phrase's first token.
        """
        is_spokesperson = found.head in load_terms("sources", "speaks_for")
        if phrase.determiner not in PRONOUNS or not is_spokesperson:
            return False
        words = (word.removesuffix("'s").removesuffix("’s") for word in found.label.split())
        silent = load_groups("sources.vague_owner", "sources.function")
        whose = {fold(word) for word in words} - silent - {found.head}
        female = phrase.determiner in SHE
        before = range(start - 1, max(-1, start - OWNER_REACH_TOKENS), -1)
        near = (self._people.at[i] for i in before if i in self._people.at)
        last = next((person for person in near if fits(person, female)), None)
        if last is None or not whose:
            return False
        told = {*last.names, *(word for role in last.roles for word in (role.noun, *role.said))}
        return whose.isdisjoint(told)
