"""Find people's roles beside their names: titles before a name, and appositions around it.

"Judge Amy Cole", "Amy Cole, a judge,", "the judge, Amy Cole,", "Cole, 41, is a plumber" (Quirk et
al. 1985, 17.65 ff.). A role farther from the name belongs to someone else.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.names import HYPHENS, POSSESSIVE, fold, title_before
from scoring.speakers.phrases import (
    ANY,
    BREAKS,
    DETERMINERS,
    HALF_ROLES,
    RELATIVE,
    analyse,
    common_owners,
    is_listed,
    is_office,
    is_somebody,
    singular,
)
from scoring.speakers.role import AGE, ARTICLES, Role, Told, of_places, role_noun

ROLE_REACH_TOKENS: Final = 12
"""The most tokens from a name to the start of a role."""
SAID_AFTER: Final = 5
"""The number of tokens from a role's noun on that can name its owner: "mayor of the port of
Tyre"."""
PARTIES: Final = {"r": "republican", "d": "democrat", "i": "independent"}
"""The party of a member of Congress, given before the state: "Sen. Lena Holt, R-Ohio," (AP
Stylebook)."""
CLOSES: Final = frozenset(', . ; : ) ( - – — ” "'.split()) | load_terms("roles", "relative")
"""Words and marks that can follow a name in apposition to the role before it."""
GOES_ON: Final = load_terms("roles", "goes_on")
"""Words that can follow an appositive's noun: "the mayor of Tyre", "a lawyer who"."""
ENDS: Final = frozenset((",", ".", ";", ":", ")", "–", "—", "”", '"'))
"""Marks that end an apposition."""
ELSEWHERE: Final = load_terms("roles", "elsewhere")
"""Words that start a place before the role: "Cole, of Tyre, a plumber,"."""
IS: Final = load_terms("roles", "is")
VERBS: Final = load_terms("roles", "verb")
"""Verbs that show that the phrase before them is a subject: "… Cole, the mayor of Tyre has"."""
LETTERS: Final = re.compile(r"(?=.{2,9}$)(?:[A-Z][a-z]{0,4}){2,}")
"""Letters after a name, without periods: "MD", "PhD", "MBBS", "PharmD"."""
LETTERS_TOKENS: Final = 3
"""The most tokens of such letters: "Sc", "." and "D."."""
AS: Final = load_terms("roles", "serves")
PLACES: Final = ("LOCATION", "MISC")
BODIES: Final = ("ORGANIZATION",)
"""The labels of what can own a role: places and their people, and bodies."""
CIVIL: Final = frozenset(("mr", "mrs", "ms", "miss"))
"""Forms of address that tell nothing of what a person does."""


AFTER_SUBJECT: Final = (BREAKS | VERBS) - HYPHENS
"""Words that a subject cannot contain."""


def ends_subject(word: str) -> bool:
    """Return whether a subject ends before this word, in lower case: a verb or a postmodifier."""
    return word in AFTER_SUBJECT or word.endswith("ed")


def _tokens(reading: Reading, labels: Collection[str]) -> frozenset[int]:
    """Return the tokens of the entities with one of these labels."""
    named = (range(one.start, one.end) for one in reading.entities if one.label in labels)
    return frozenset(i for tokens in named for i in tokens)


@cache
def _function_words() -> frozenset[str]:
    return BREAKS | ARTICLES | load_terms("sources", "function")


class Roles:
    """Finds the roles that an article gives beside names."""

    def __init__(self, reading: Reading, names: Iterable[tuple[int, int]]) -> None:
        """``names``: the token ranges of people's names, without titles."""
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        ranges = [*names]
        self._named = {i for start, end in ranges for i in range(start, end)}
        self._surnames = {self._lower[end - 1] for start, end in ranges if end - start > 1}
        self._cues = {
            i for tag in reading.roles if tag.label == "CUE" for i in range(tag.start, tag.end)
        }
        self._reading = reading
        self._starts = sorted({*reading.start_places, *reading.tokens.paragraph_starts})
        self._places = _tokens(reading, PLACES)
        self._bodies = _tokens(reading, BODIES)
        self._sources = {one.start for one in reading.roles if one.label == "SOURCE"}
        """The tokens at which a source begins."""

    def names(self, at: int) -> bool:
        """Return whether the token is part of a name: "Holt, Ruiz and Aziz" are no roles."""
        return at in self._named

    def beside(self, start: int, end: int) -> Iterator[Told]:
        """Yield the roles beside the name in tokens ``start`` to ``end``, exclusive."""
        place = bisect_right(self._starts, start)
        first = self._starts[place - 1] if place else 0
        if (
            first == start > 1
            and self._words[start - 1] == "."
            and title_before(self._words, start)
        ):
            first = start - 2  # "Sgt." taken for a sentence
        stop = self._starts[place] if place < len(self._starts) else len(self._words)
        reach = max(first, start - ROLE_REACH_TOKENS)
        if not self._is_inside_role(start, end):
            behind = self._place_behind(end, stop)
            yield from (of_places(told, behind) for told in self._before(start, reach))
        addressed = self._addressed(start, reach)
        if addressed < start and not self._is_clause_after_noun(addressed):
            yield from self._before(addressed, reach)
        yield from self._apposed_before(start, end, reach, stop)
        yield from self._after(end, min(stop, end + ROLE_REACH_TOKENS + ROLE_REACH_TOKENS))
        appoints = load_terms("epithets", "appoint")
        if self._lower[end : end + 1] == ["as"] and appoints & {*self._lower[start - 3 : start]}:
            yield from self._roles_in(end + 1, self._next_comma(end + 1, stop))

    def _place_behind(self, end: int, stop: int) -> tuple[str, ...]:
        """Return the words of a place after a name: "Mayor Ana Ruiz | of Leeds"."""
        last = end + 1
        while last < stop and self._words[last][:1].isupper():
            last += 1
        tokens = range(end + 1, last)
        if self._words[end : end + 1] != ["of"] or not tokens or self._bodies.issuperset(tokens):
            return ()
        return tuple(fold(self._words[i]) for i in tokens if self._words[i].isalpha())

    def _is_inside_role(self, start: int, end: int) -> bool:
        """Return whether a name is part of somebody else's role: "the former Holt aide Ana Ruiz".

        What is in lower case before it is that role's too. "President Holt aides" are not such.
        """
        follows = self._words[end] if end < len(self._words) else ""
        is_person = follows.islower() and is_somebody(singular(follows))
        is_role = is_person and (end + 1 in self._named or is_listed(singular(follows)))
        return is_role and self._words[start - 1].islower()

    def _before(self, start: int, first: int) -> Iterator[Told]:
        """Yield titles, and nouns in close apposition: "the former correspondent Keith Donald"."""
        if self._words[start - 1 : start] == ["."] and title_before(self._words, start):
            start -= 1  # "Sgt" and "." of "Sgt. Peter Cross"
        at = start
        while at > first and self._is_noun_word(at - 1):
            at -= 1
        if at == start or self._lower[start - 1] in ("of", "and"):
            return
        yield from self._role(at, start, start - 1)
        linked = next(
            (i for i in range(start - 1, at, -1) if self._lower[i] in ("of", "and")), None
        )
        if linked is None:
            return
        if self._lower[linked] == "of":
            title = all(self._words[i][:1].isupper() for i in range(linked + 1, start))
            half = (self._lower[start - 2], self._lower[start - 1]) in HALF_ROLES
            if title or half:
                yield from self._role(at, start, linked - 1)
        elif self._words[start - 1].islower() or self._lower[at - 1] not in ARTICLES:
            # "His friend and fellow broadcaster Tom" is one person; "the judge and Mayor Ruiz" two.
            yield from self._role(at, linked, linked - 1)

    def _addressed(self, start: int, first: int) -> int:
        """Return where the form of address before a name begins: "surgeon | Dr. Paula Nunn"."""
        at = start
        while at > first:
            word = at - 2 if self._words[at - 1] == "." and at - 1 > first else at - 1
            if fold(self._words[word]) not in load_terms("titles", "address"):
                break
            at = word
        return at

    def _is_clause_after_noun(self, addressed: int) -> bool:
        """Return whether a clause follows a noun, not a name: "all the authority | Mr. Holt needs".

        Before "Mr.", a role is written in capitals.
        """
        courtesy = fold(self._words[addressed]) in CIVIL
        return courtesy and self._words[addressed - 1].islower()

    def _is_noun_word(self, at: int) -> bool:
        """Return whether a word can be part of a title or noun before a name."""
        word = self._lower[at]
        if at in self._named or at in self._cues:
            return False
        if word in VERBS and self._words[at] == word:
            return False  # "what role | does Holt want"
        if word in ("of", "and") or word in HYPHENS:
            return True
        return word[0].isalpha() and word not in _function_words()

    def _role(self, start: int, stop: int, head: int) -> Iterator[Told]:
        """Yield the role with this head in a range of tokens."""
        words = self._lower[start : min(stop, head + SAID_AFTER)]
        noun = role_noun(words, head - start)
        if noun[:1].isalpha() and noun not in ARTICLES:
            others = ((i, w) for i, w in enumerate(words, start) if i != head and w[0].isalpha())
            said = {fold(word): i for i, word in others}
            places = sorted(word for word, i in said.items() if i in self._places)
            bodies = sorted(word for word, i in said.items() if i in self._bodies)
            owners = sorted(common_owners(self._words[start:stop], head - start))
            role = Role(noun, tuple(sorted(said)), tuple(places), tuple(bodies), tuple(owners))
            yield Told(role, start, stop, head)

    def _apposed_before(self, start: int, end: int, first: int, stop: int) -> Iterator[Told]:
        """Yield a role before a comma and the name: "the port's director, Omar Aziz,"."""
        titled = start
        while titled > first and fold(self._words[titled - 1]) in load_terms("sources", "title"):
            titled -= 1
        closes = end >= stop or self._lower[end] in CLOSES
        close = self._close_apposition(start, first)
        is_double = titled > first and self._words[titled - 1] != "," and close < titled
        titled = close if is_double else titled
        if titled <= first + 1 or self._words[titled - 1] != "," or not closes:
            return
        at = titled - 1
        while at > first and self._is_phrase_word(at - 1):
            at -= 1
        # "A purse to his headteacher, Joan Price": take the nearest phrase that is a role.
        opens = [i for i in range(titled - 2, at - 1, -1) if self._opens(i)]
        for begin in opens:
            owner = self._reading.entity_to(begin + 1)  # "Hong Kong's", from "Kong's" on
            opened = max(at, owner.start) if owner else begin
            found = list(self._roles_in(opened, titled - 1))
            if any(is_somebody(told.role.noun) for told in found):
                yield from found
                return
            if begin == opens[-1] and not is_double:
                yield from found

    def _close_apposition(self, start: int, first: int) -> int:
        """Return where "the sailor Omar Aziz" begins, or ``start`` if no such phrase ends there."""
        at = start
        while (
            at > first and self._is_noun_word(at - 1) and self._lower[at - 1] not in ("of", "and")
        ):
            at -= 1
        opens = first < at < start and self._lower[at - 1] == "the"
        return at - 1 if opens else start

    def _is_phrase_word(self, at: int) -> bool:
        word = self._lower[at]
        return word[0].isalnum() or word in POSSESSIVE or word in HYPHENS

    def _opens(self, at: int) -> bool:
        """Return whether a noun phrase begins here, with an article or with the role's owner."""
        return self._lower[at] in ARTICLES or self._lower[at + 1] in POSSESSIVE

    def _after(self, end: int, stop: int) -> Iterator[Told]:
        """Yield the roles after the name: an apposition, or a complement of "is" and the like."""
        at = end
        if self._is_another_source(at):
            return
        is_member = at < stop and self._lower[at] in load_terms("titles", "parliament")
        if is_member and self._words[at].isupper():
            yield Told(Role(self._lower[at], ()), at, at, at)
            at += 1
        at = self._after_letters(at, stop)
        apposed = at < stop and self._words[at] in (",", "–", "—", "-", "(")
        if apposed:
            at += 1
            if at + 1 < stop and self._words[at].isdigit() and self._words[at + 1] in (",", ")"):
                yield Told(Role(f"{self._words[at]}{AGE}", ()), at, at, at)
                at += 2
            if at < stop and self._lower[at] in ELSEWHERE:
                at = self._next_comma(at, stop) + 1
        if apposed and at + 2 < stop and self._words[at + 1] in HYPHENS:
            party = PARTIES.get(self._lower[at])
            if party and self._words[at].isupper():
                state = (fold(self._words[at + 2]),)
                yield Told(Role(party, state, state), at, at, at)
        if at < stop and self._lower[at] == "who":
            at += 1
        if at < stop and self._lower[at] in IS:
            yield from self._complement(at + 1, stop, is_now=self._lower[at] == "is")
        elif at + 1 < stop and self._lower[at] in AS and self._lower[at + 1] == "as":
            yield from self._complement(at + 2, stop)
        elif apposed:
            yield from self._apposition(at, self._next_comma(at, stop))

    def _apposition(self, at: int, finish: int) -> Iterator[Told]:
        """Yield the roles in a phrase after a name's comma."""
        # "Cole, King, and Ruiz": the last name of somebody who is named in full elsewhere.
        is_name = finish == at + 1 and self._words[at].istitle()
        is_name = is_name and self._lower[at] in self._surnames
        if at < finish and not is_name and not self._is_clause(at, finish):
            yield from self._roles_in(at, finish)

    def _complement(self, at: int, stop: int, *, is_now: bool = False) -> Iterator[Told]:
        """Yield the roles after "is", "was" or "works as".

        "Cole is a plumber", "was elected mayor", but not "is eager to leave", "is no expert", "is
        elected mayor", which somebody hopes, or "is a monster", which somebody thinks.
        """
        if at < stop and self._lower[at] in load_terms("epithets", "appoint"):
            if is_now:
                return
            at += 1
        finish = self._next_comma(at, stop)
        if at >= finish or self._lower[at] in ANY:
            return
        is_noun = self._lower[at] in ARTICLES
        judged = load_terms("roles", "judged") if is_noun else frozenset()
        for told in self._roles_in(at, finish):
            noun = told.role.noun
            is_somebodys = is_somebody(noun) and not self._goes_on_as_clause(told)
            if (is_noun or is_somebodys) and noun not in judged:
                yield told

    def _goes_on_as_clause(self, told: Told) -> bool:
        """Return whether the noun is an adjective: "is hopeful that"."""
        return self._lower[told.head + 1 : told.head + 2] in (["that"], ["about"])

    def _is_another_source(self, end: int) -> bool:
        """Return whether the phrase after a name and a comma is a source without that name.

        "In a talk with the host Lena Holt, the famous lawyer said …" is of two people.
        """
        is_source = self._words[end : end + 1] == [","] and end + 1 in self._sources
        return is_source and self._lower[end + 1] not in RELATIVE

    def _after_letters(self, at: int, stop: int) -> int:
        """Return the comma after letters of degrees: "Ana Ruiz, MD, PhD|, a surgeon"."""
        while at < stop and self._words[at] == ",":
            comma = self._comma_behind(at + 1, stop)
            letters = "".join(self._words[at + 1 : comma]).replace(".", "")
            noun = letters.lower()
            if comma == stop or not LETTERS.fullmatch(letters):
                break
            if is_somebody(noun) or is_office(noun):
                break  # "Ana Ruiz, CEO, "
            at = comma
        return at

    def _comma_behind(self, at: int, stop: int) -> int:
        """Return the comma that follows so few tokens, or ``stop`` if there is none."""
        near = range(at, min(stop, at + LETTERS_TOKENS + 1))
        return next((i for i in near if self._words[i] == ","), stop)

    def _next_comma(self, at: int, stop: int) -> int:
        """Return where the phrase that begins at ``at`` ends."""
        ends = (i for i in range(at, stop) if self._words[i] in ENDS)
        return next(ends, stop)

    def _is_clause(self, start: int, stop: int) -> bool:
        """Return whether this is a clause with a subject: "… Cole, the mayor of Tyre left."."""
        if any(i in self._cues or self._lower[i] in VERBS for i in range(start, stop)):
            return True
        ends_sentence = stop < len(self._words) and self._words[stop] == "."
        if not ends_sentence or self._lower[start] not in DETERMINERS:
            return False
        # "… Cole, the mayor of Tyre." ends with the place, or with the noun itself.
        head = start + analyse(self._words[start:stop]).head
        if self._lower[head + 1] == "of" and not ARTICLES.isdisjoint(self._lower[head + 2 : stop]):
            return False  # "… Cole, the director of the port."
        return head + 1 < stop and self._words[stop - 1].islower()

    def _roles_in(self, start: int, stop: int) -> Iterator[Told]:
        """Yield the roles in a phrase: "a lawyer in Tyre", "a lawyer and former judge"."""
        phrase = analyse(self._words[start:stop])
        head = start + phrase.head
        follows = self._lower[head + 1] if head + 1 < stop else ","
        # "Handed a purse" is not a noun phrase.
        is_noun_phrase = ARTICLES.isdisjoint(self._lower[start + 1 : head])
        if is_noun_phrase and (follows == "," or follows in GOES_ON):
            yield from self._role(start, stop, head)
            if follows == "and" and head + 2 < stop:
                yield from self._roles_in(head + 2, stop)
