"""Find the people that a pronoun or an epithet can refer to, the likeliest by learned weights."""

from collections.abc import Sequence

from scoring.speakers.draft import Draft
from scoring.speakers.known import Known
from scoring.speakers.person import Person
from scoring.speakers.ranking import Candidate, meant
from scoring.speakers.relatives import Relatives


class LikelyPeople:
    """Ranks whom the pronoun or epithet at a token can refer to."""

    def __init__(self, known: Known, relatives: Relatives) -> None:
        self._cast = known.cast
        self._ranking = known.ranking
        self._relatives = relatives
        self._lower = known.reading.tokens.lower
        self._trace = known.reading.trace
        self.shares: dict[int, float] = {}
        """The probability of the likeliest antecedent of each pronoun that was weighed, by its
        token."""

    def candidates(self, at: int, *, female: bool | None) -> list[Candidate]:
        """Return the candidates without whom a "who" right before the pronoun refers to."""
        found = self._ranking.candidates(at, female=female)
        other = self.told_about(at)
        return [one for one in found if other is None or one.who is not other]

    def told_about(self, at: int) -> Person | None:
        """Return who is not meant by the pronoun: Ruiz, in "Ruiz, who he said had left"."""
        is_told = at > 0 and self._lower[at - 1] in ("who", "whom")
        return self._relatives.person(at - 1) if is_told else None

    def likeliest(self, at: int, female: bool | None) -> Draft | None:  # noqa: FBT001  # three-valued
        """Return the named person a pronoun or epithet refers to, if one is probable enough."""
        candidates = self.candidates(at, female=female)
        named = [
            one for one in candidates if isinstance(one.who, Person) or (one.who and one.who.person)
        ]
        return self.meant(named, at)

    def meant(self, candidates: Sequence[Candidate], at: int) -> Draft | None:
        """Return the candidate that the pronoun at a token refers to, if probable enough, and note
        how probable it is.
        """
        who, share = meant(candidates, self._trace)
        if candidates:
            self.shares[at] = share
        return self._draft(who, at)

    def _draft(self, who: Person | Draft | None, at: int) -> Draft | None:
        """Return the speaker for a candidate, mentioned again at a token."""
        if isinstance(who, Person):
            return self._cast.person(who, at)
        return self._cast.again(who, at) if who else None
