"""Find whom a description of a relative means: "her husband", "the brother of Omar Diaz"."""

from collections.abc import Sequence

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.gender import by_noun
from scoring.speakers.holders import Asked
from scoring.speakers.kinship import SEXES, Kinship
from scoring.speakers.mentions import fits
from scoring.speakers.person import Person
from scoring.speakers.ranking import Ranking


class KinDescriptions:
    """Finds the relative that a description at a token means."""

    def __init__(self, kinship: Kinship, people: Sequence[Person], ranking: Ranking) -> None:
        self._kinship = kinship
        self._people = people
        self._ranking = ranking

    def meant(self, asked: Asked, at: int) -> Person | None:
        """Return who is said to be a relative, or the only one who shares the owner's last name.

        "The brother of Omar Diaz" is Luis Diaz, if no other Diaz who can be a brother is named.
        """
        kin = load_terms("epithets", "kin")
        if asked.noun not in kin:
            return None
        told = self._kinship.named(asked.noun, asked.owners)
        owner = self._owner(asked, at)
        if told is None and owner:
            told = self._kinship.owned(asked.noun, owner)
        if told:
            return told
        named = [one for one in self._people if one.surname in asked.owners]
        owner = next((one for one in named if asked.owners.issuperset(one.names)), None)
        if owner is None:
            return None
        others = [
            one
            for one in named
            if one is not owner
            and one.surname == owner.surname
            and len(one.names) > 1
            and fits(one, by_noun(asked.noun))
            and {role.noun for role in one.roles} & kin <= {asked.noun}
        ]
        return others[0] if len(others) == 1 else None

    def of_another(self, asked: Asked, at: int) -> set[Person]:
        """Return whom "her husband" cannot mean: the husbands of others."""
        owner = self._owner(asked, at)
        return self._kinship.of_another(asked.noun, owner) if owner else set()

    def _owner(self, asked: Asked, at: int) -> Person | None:
        """Return whose "her husband" is, if the last who can be "her" is surely a woman."""
        sexes = {SEXES[word] for word in asked.owners if word in SEXES}
        if len(sexes) != 1 or asked.noun not in load_terms("epithets", "kin"):
            return None
        (female,) = sexes
        latest = next(iter(self._ranking.candidates(at, female=female)), None)
        owner = latest.who if latest else None
        return owner if isinstance(owner, Person) and owner.female == female else None
