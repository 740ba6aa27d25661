"""Find the name that "who" refers to: just before it, or before an appositive that precedes it.

"Ruiz, who", "Ruiz (who", "Ruiz, a lawyer from Tyre, Ohio, who", "Kasich of Ohio, a Republican who"
(Quirk et al. 1985, 17.11 ff., 17.65 ff.). If a name only modifies the noun before "who", the
antecedent is the noun: "a Ruiz supporter who", "supporters of Ruiz who".
"""

from bisect import bisect_right
from collections.abc import Mapping
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    BREAKS,
    DETERMINERS,
    HYPHENS,
    INDEFINITE,
    NUMBERS,
    ONE,
    POSSESSIVE,
    analyse,
    is_listed,
    is_somebody,
    singular,
)
from scoring.speakers.roles import VERBS

RELATIVE_REACH_TOKENS: Final = 35
"""The most tokens from a name to a "who" that refers to it."""
MARKS: Final = frozenset((",", "(", "-", "–", "—"))
PLURAL: Final = frozenset("are were have do".split())
"""Verbs that show that the "who" before them is plural."""
LEADS: Final = frozenset("of for by with to like as from against than".split())
"""Words that make a name a modifier of the noun before it, so that "who" refers to the noun."""
OPENING: Final = 2
"""The most words before a name in an opening phrase of a sentence."""
PLACED: Final = frozenset(("of", "from"))
WITHIN: Final = frozenset("in at from of on".split())
"""Prepositions by which the noun before "who" only says where or of what people are."""
MOST_PLACES: Final = 3
"""The most such nouns before one "who"."""
NOUN_PHRASE: Final = 8
"""The most tokens from a noun's determiner to the noun."""


class Relatives:
    """Finds the name in an article that a "who" refers to."""

    def __init__(self, reading: Reading, people: People) -> None:
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        self._at: Mapping[int, Person] = people.at
        self._cues = {
            i for tag in reading.roles if tag.label == "CUE" for i in range(tag.start, tag.end)
        }
        self._starts = reading.start_places

    def person(self, at: int) -> Person | None:
        """Return the person that the "who" at token ``at`` refers to, if it refers to a name."""
        if at + 1 < len(self._words) and self._lower[at + 1] in PLURAL:
            return None
        place = bisect_right(self._starts, at)
        first = max(self._starts[place - 1] if place else 0, at - RELATIVE_REACH_TOKENS)
        if at > first and self._lower[at - 1] in ("and", "but"):
            # "Cruz, who left and who": both refer to the same person.
            earlier = [i for i in range(at - 2, first, -1) if self._lower[i] == self._lower[at]]
            return self.person(earlier[0]) if earlier else None
        marked = at > first and self._words[at - 1] in MARKS
        last = at - 2 if marked else at - 1
        if last < first:
            return None
        if person := self._named(last, first):
            before = self._before_name(last, person)
            leads = self._lower[before] in LEADS
            whose = before - 1 not in self._cues and self._is_somebody_at(before - 1)
            return None if leads and (whose or not marked) else person
        return self._apposed_to(last, first, marked=marked)

    def noun_before(self, at: int) -> tuple[int, int] | None:
        """Return the noun that "who" or "which" follows, with its determiner and what is between
        them: "the many stayers | who". ``None`` if there is none.
        """
        place = bisect_right(self._starts, at)
        first = self._starts[place - 1] if place else 0
        stop = at - 1 if at > first and self._words[at - 1] in MARKS else at
        is_who = self._lower[at] == "who"
        start = self._noun_start(stop, first)
        for _ in range(MOST_PLACES if is_who else 0):
            if start is None or start <= first or self._lower[start - 1] not in WITHIN:
                break
            start = self._noun_start(start - 1, first)  # "some in the north, who"
        if start is None or (is_who and self._words[start][:1].isupper()):
            return None  # "students at Tyre, Ohio, who"
        return start, stop

    def _noun_start(self, stop: int, first: int) -> int | None:
        """Return where the noun phrase begins that ends before a token: at its determiner, or at
        the noun, with what else has a capital, if it has none.
        """
        function = BREAKS | load_terms("sources", "function")
        some = load_groups("sources.pronominal", "sources.quantifier")
        noun = self._lower[stop - 1] if stop > first else ""
        if not noun.isalpha() or noun in function - some:
            return None
        for begin in range(stop - 2, max(stop - NOUN_PHRASE, first) - 1, -1):
            word = self._lower[begin]
            if word in DETERMINERS | INDEFINITE:
                return begin
            is_joined = self._words[begin - 1] in HYPHENS
            is_verb = word in VERBS or (word.endswith("ed") and not is_joined)
            is_inside = word[0].isalnum() or word in POSSESSIVE | HYPHENS
            if is_verb or not is_inside or word in function - HYPHENS:
                break
        start = stop - 1
        while start > first and all(w[:1].isupper() for w in self._words[start - 1 : start + 1]):
            start -= 1
        return start

    def explained(self, start: int, end: int) -> Person | None:
        """Return whose name a source explains that goes on with a participle.

        "Ana Ruiz, a lawyer vowing to sue,", but not "he shot Ana Ruiz, a lawyer said".
        """
        participle = self._lower[end : end + 1]
        if end not in self._cues or not participle[0].endswith("ing"):
            return None
        is_apposed = (
            start > 1 and self._lower[start] in INDEFINITE and self._words[start - 1] == ","
        )
        return self._at.get(start - 2) if is_apposed else None

    def _is_somebody_at(self, at: int) -> bool:
        """Return whether token ``at`` is a noun for people, with its determiner: "a Ruiz aide".

        "Harder" in "it will only get harder for Ruiz" is none.
        """
        noun = self._lower[at] if at >= 0 else ""
        single = singular(noun)
        if single in load_terms("sources", "utterance"):
            return False  # "the comments from Ruiz, who"
        if is_listed(single) or noun != single:
            return is_somebody(single)
        opens = DETERMINERS | INDEFINITE | POSSESSIVE | NUMBERS
        return is_somebody(single) and not opens.isdisjoint(self._lower[max(0, at - 3) : at])

    def _named(self, last: int, first: int) -> Person | None:
        """Return the person whose name ends at token ``last``, or before "of" and a place."""
        if last in self._at:
            return self._at[last]
        for i in range(last, max(first, last - 3), -1):
            if self._lower[i] in PLACED:
                return self._at.get(i - 1)
            if not self._words[i][:1].isupper():
                break
        return None

    def _before_name(self, last: int, person: Person) -> int:
        at = last
        while at > 0 and (self._at.get(at) is person or self._words[at][:1].isupper()):
            at -= 1
        return at

    def _apposed_to(self, last: int, first: int, *, marked: bool) -> Person | None:
        """Return the person whose name the phrase that ends at ``last`` is in apposition to."""
        at = last
        while at > first:
            if self._lower[at] in POSSESSIVE and at - 1 in self._at:
                # "Axelrod, President Obama's adviser, who".
                owner = self._at[at - 1]
                while at > first and self._at.get(at - 1) is owner:
                    at -= 1
            elif at in self._cues or self._lower[at] in VERBS or at in self._at:
                return None
            if self._words[at] in MARKS:
                end = at - 2 if self._words[at - 1] == ")" else at - 1
                person = self._named(end, first) if end >= first else None
                if person:
                    opens = not marked and self._opens_on(person, end, first)
                    return person if self._is_one(at + 1, last) and not opens else None
            at -= 1
        return None

    def _is_one(self, start: int, last: int) -> bool:
        """Return whether the phrase is about one person: "41, a lawyer" is, "people" is not."""
        while start < last and (self._words[start].isdigit() or self._words[start] in MARKS):
            start += 1
        phrase = analyse(self._words[start : last + 1])
        noun = phrase.noun
        return phrase.counted in ONE or (singular(noun) == noun and noun != "people")

    def _opens_on(self, person: Person, last: int, first: int) -> bool:
        """Return whether the name is in an opening phrase: "According to Ruiz, a man who"."""
        before = self._before_name(last, person)
        return self._lower[before] in LEADS and before - first < OPENING
