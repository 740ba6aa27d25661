"""Find people who are named together: "both", "the two senators", "Ruiz and Aziz"."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.cast import Cast
from scoring.speakers.draft import Draft
from scoring.speakers.gender import by_noun
from scoring.speakers.holders import Asked, Holders, is_office_noun
from scoring.speakers.mentions import fits
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    BREAKS,
    DETERMINERS,
    HYPHENS,
    NUMBERS,
    POSSESSIVE,
    Phrase,
    is_office,
    is_somebody,
    singular,
)
from scoring.speakers.roles import VERBS
from scoring.speakers.unnamed import Unnamed
from scoring.speakers.unnamed_descriptions import COUNTS

REACH_TOKENS: Final = 90
"""The most tokens to look back for a pair, or for people who spoke together."""
BOTH: Final = 2
"""The number of people in a pair."""
PLACED: Final = frozenset(("of", "from", "at"))
PAIRED: Final = 12
"""The most tokens from that comma back to "and": "and Senator Ana Holt (R-Ohio),"."""
EXPLAINED: Final = 9
"""The most tokens from the comma behind two names to the noun that explains them."""
LISTED: Final = 8
"""The most tokens from one person in a list to the next."""
MOST_TITLES: Final = 14
"""The most tokens of the titles before a name."""
INSIDE_TITLES: Final = frozenset(("of", "and"))
"""Words between capitalized ones in a title: "House Ways and Means Chairman"."""
PARTIES: Final = frozenset(("r", "d", "i", "dfl"))
"""The letters of American parties, as in "R-Ky."."""
TAKEN_TOGETHER: Final = frozenset(("both", "all", "each"))
"""What can follow a list of people."""


class NamedTogether:
    """Finds pairs and lists of named people.

    Places (``at``, ``start``, ``end``) are token indices.
    """

    def __init__(
        self, reading: Reading, cast: Cast, people: People, holders: Holders, unnamed: Unnamed
    ) -> None:
        self._trace = reading.trace
        self._words = reading.tokens.words
        self._lower = reading.tokens.lower
        self._cast = cast
        self._people = people
        self._holders = holders
        self._sentences = reading.sentences
        self._bodies = {
            i
            for one in reading.entities
            if one.label == "ORGANIZATION"
            for i in range(one.start, one.end)
        }
        self._unnamed = unnamed

    def both(self, at: int) -> Draft | None:
        """Return the two people that "both" or "the two" refers to, named together before."""
        pair = self._pair_before(at)
        return self.two(pair, at, "speaker.two_named_before") if pair else None

    def one_of_two(self, at: int, *, is_first: bool) -> Person | None:
        """Return whom "the former" or "the latter" at a token means, if two are named just before.

        They are the only people and bodies named in its sentence before it, or else in one of the
        two sentences before.
        """
        place = bisect_right(self._sentences, at) - 1
        for start in self._sentences[max(0, place - BOTH) : place + 1][::-1]:
            near = range(max(start, at - REACH_TOKENS), at)
            named = [i for i in near if i in self._people.at]
            people = [*dict.fromkeys(self._people.at[i] for i in named)]
            if people and (len(people) != BOTH or self._bodies & {*near}):
                return None
            if people:
                one = people[0] if is_first else people[1]
                self._trace.rule("speaker", "speaker.two_named_before", one)
                return one
        return None

    def together(self, start: int, end: int) -> Draft | None:
        """Return the speaker for a source that names exactly two people: "Ruiz and Aziz said"."""
        joints = [i for i in range(start, end) if self._lower[i] == "and"]
        pair = self.pair(joints[0]) if len(joints) == 1 and start < joints[0] < end - 1 else None
        inside = {self._people.at[i] for i in range(start, end) if i in self._people.at}
        if pair is None or inside != {*pair}:
            return None
        return self.two(pair, start, "speaker.two_names")

    def subject(self, first: int, at: int) -> tuple[Person, Person] | None:
        """Return the two people with whom the sentence from token ``first`` opens, if "they" at a
        later token of it can be nobody else: "Ruiz and Holt met in Tyre, where they".
        """
        name = self._name_behind_titles(first, at)
        if name is None:
            return None
        joint = self._behind_party(self._behind_name(name), at)
        pair = self.pair(joint) if self._lower[joint] == "and" else None
        if pair is None:
            return None
        other = self._name_behind_titles(joint + 1, at)
        if other is None or any(map(self._are_others, range(joint + 1, other))):
            return None  # "Ruiz and Democrats know Holt will"
        verb = self._behind_party(self._behind_name(other), at)
        word = self._words[verb]
        if verb >= at or not (word.isalpha() and word.islower()) or word in BREAKS:
            return None
        if word in ("are", "were") and self._lower[verb + 1] in NUMBERS | {"among"}:
            return pair  # "Ruiz and Holt are two of the women who … they"
        others = range(verb, at)
        return None if any(i in self._people.at or self._are_others(i) for i in others) else pair

    def _behind_name(self, name: int) -> int:
        """Return the token behind the name that a token is a part of."""
        end = name
        while end in self._people.at and self._people.at[end] is self._people.at[name]:
            end += 1
        return end

    def _are_others(self, i: int) -> bool:
        """Return whether a token is a plural noun for people or bodies."""
        noun = singular(self._lower[i])
        if "of" in self._lower[i - 2 : i]:
            return False  # "a summit of coastal states"
        if self._lower[i] in load_groups("sources.plural_group", "sources.several"):
            return True
        bodies = load_groups("sources.organisation", "epithets.party")
        are_people = is_somebody(noun) or noun in bodies
        return noun != self._lower[i] and are_people

    def _listed_in(self, start: int, end: int) -> Draft | None:
        """Return the speaker for a source that is a list of people and nothing else.

        Titles can stand before their names, and parties and places behind: "Sens. Ana Ruiz, R-Ky.;
        Omar Aziz of Maine; and Emma Holt (D-N.M.)".
        """
        people: list[Person] = []
        at, is_last = start, False
        while at < end:
            name = self._name_behind_titles(at, end)
            if name is None:
                return None
            people.append(self._people.at[name])
            while name < end and self._people.at.get(name) is people[-1]:
                name += 1
            at = self._behind_party(name, end)
            joints = range(at, next((i for i in range(at, end) if not self._joins(i)), end))
            at = joints.stop
            if at < end:
                is_last = any(self._lower[i] == "and" for i in joints)
                if not joints:
                    return None
            if self._lower[at:end] in ([], *([word] for word in TAKEN_TOGETHER)):
                break
        if not is_last or len({*people}) < max(BOTH, len(people)):
            return None
        rule = "speaker.two_names" if len(people) == BOTH else "speaker.names_in_it"
        several = self._cast.people(people, start)
        self._trace.rule("speaker", rule, several)
        return several

    def _joins(self, i: int) -> bool:
        return self._lower[i] in (",", ";", "and")

    def _name_behind_titles(self, start: int, end: int) -> int | None:
        """Return where the next name in a list begins, if nothing but titles stands before it."""
        for i in range(start, min(end, start + MOST_TITLES)):
            if i in self._people.at:
                return i
            word = self._lower[i]
            is_inside = word in INSIDE_TITLES and start < i < end - 1 and self._is_inside(i, start)
            is_mark = word in ("-", ".")  # "co-author", "Sens ."
            if not (is_inside or is_mark) and (
                word in BREAKS | VERBS | POSSESSIVE or not word[0].isalpha()
            ):
                return None
        return None

    def _is_inside(self, i: int, start: int) -> bool:
        """Return whether a title goes on behind "of" or "and": "Secretary of State", "Board of
        Regents Chairman", but not "Friends of Mayor".
        """
        if not all(self._words[j][:1].isupper() for j in (i - 1, i + 1)):
            return False
        before = singular(self._lower[i - 1])
        bodies = load_terms("sources", "organisation")
        return is_office(before) or before in bodies or (self._lower[i] == "and" and i - 1 > start)

    def _behind_party(self, at: int, end: int) -> int:
        """Return where a name in a list ends with the party or the place that is put behind it."""
        follows = [*self._lower[at : at + len(", R -")], "", "", ""]
        is_party = follows[0] == "," and follows[1] in PARTIES and follows[2] in HYPHENS
        if self._lower[at:end][:1] == ["("]:
            close = next((i for i in range(at, min(end, at + LISTED)) if self._lower[i] == ")"), at)
            return close + 1 if close > at else at
        if not is_party and follows[0] not in PLACED:
            return at
        stop = at + 1
        while stop < end and not self._joins(stop):
            word = self._words[stop]
            if not (word[:1].isupper() or word[0] in ".-–") or stop - at > LISTED:
                return at
            stop += 1
        return stop

    def several(self, phrase: Phrase, at: int) -> Draft | None:
        """Return the people named in a phrase, or just before: "the couple", "the two senators".

        They are the last source, or for "the two" the last pair and for "the three" the last list.
        At least one of them is said to be what the phrase says, because "Senators Ruiz and Holt"
        tells it of the first only. "Both prosecutors" can also be two who were named apart, if
        nobody else is called so.
        """
        if listed := self._listed_in(at, at + len(phrase.words)):
            return listed
        noun = singular(phrase.noun)
        is_pair = noun in load_terms("sources", "pair")
        is_bare = all(w.lower() in NUMBERS | DETERMINERS for w in phrase.words[: phrase.head])
        is_last = phrase.head + 1 == len(phrase.words)
        is_both = phrase.determiner == "both" and phrase.head == 1
        is_the = phrase.determiner == "the" and is_bare
        is_all = COUNTS.get(noun, 0) > BOTH and (is_the or phrase.determiner == "all")
        if not (is_both or is_the or is_all) or phrase.counted or not is_last:
            return None
        if noun == phrase.noun and not (is_pair or is_all):
            return None
        last = next(self._cast.recent(at - REACH_TOKENS), None)
        people = self._cast.members(last) if last else ()
        if is_all:
            people = people if len(people) == COUNTS[noun] else self._listed(at, COUNTS[noun])
            return self._together(people, at) if people else None
        is_two = is_both or "two" in map(str.lower, phrase.words[: phrase.head])
        if not people and is_two:
            people = self._pair_before(at) or ()
        if is_two and len(people) == BOTH and self._are(people, noun):
            return self._together(people, at)
        asked = Asked(noun, frozenset(), frozenset())
        if is_two and (len(people) != BOTH or self._holders_of(asked, at).isdisjoint(people)):
            holders = sorted(self._holders_of(asked, at), key=lambda one: one.mentions[0])
            if len(holders) > BOTH:
                # "Both lawyers" are the two whom the article has just told of.
                holders = [one for one in holders if self._is_near(one, at)]
            people = holders if len(holders) == BOTH else ()
        if not (people or is_two or self._unnamed.knows(phrase)) and is_office_noun(noun):
            # "The congressmen" are the two who were named, if nobody else is one.
            holders = sorted(self._holders_of(asked, at), key=lambda one: one.mentions[0])
            is_near = all(self._is_near(one, at) for one in holders)
            people = holders if len(holders) == BOTH and is_near else ()
        held = self._holders.held(asked, people, at)
        if (is_pair and len(people) == BOTH) or not held.keys().isdisjoint(people):
            return self._together(people, at)
        return None

    def _together(self, people: Sequence[Person], at: int) -> Draft:
        several = self._cast.people(people, at)
        self._trace.rule("speaker", "speaker.last_several", several)
        return several

    def _listed(self, at: int, count: int) -> Sequence[Person]:
        """Return the people in the last list before a token, if it has just so many names.

        Roles can stand between them: "chief executive Ana Ruiz, treasurer Omar Diaz and …".
        """
        joints = range(at - 1, max(-1, at - REACH_TOKENS), -1)
        for joint in (i for i in joints if self._lower[i] == "and"):
            after = range(joint + 1, min(joint + LISTED, at))
            last = next((i for i in after if i in self._people.at), None)
            if last is None:
                continue
            people, end = [self._people.at[last]], joint
            while (place := self._before(end)) is not None:
                people.append(self._people.at[place])
                while place in self._people.at:
                    place -= 1
                end = place + 1
            if len(people) > BOTH:
                return people[::-1] if len(people) == count else ()
        return ()

    def _before(self, end: int) -> int | None:
        """Return the last token of the name that stands before another one in a list, if any."""
        for i in range(end - 1, max(-1, end - LISTED), -1):
            if i in self._people.at:
                is_last = i + 1 == end and self._lower[end] == "and"
                return i if is_last or self._words[i + 1] == "," else None
            if self._words[i] in (".", ";", ":"):
                break
        return None

    def _are(self, people: Sequence[Person], noun: str) -> bool:
        """Return whether all of the people can be men or women, as the noun says."""
        female = by_noun(noun) if noun in load_terms("epithets", "generic") else None
        return female is not None and all(fits(person, female) for person in people)

    def _pair_before(self, at: int) -> tuple[Person, Person] | None:
        """Return the last two people named together before token ``at``."""
        joints = range(at - 1, max(-1, at - REACH_TOKENS), -1)
        pairs = (self.pair(i) for i in joints if self._lower[i] == "and")
        return next((pair for pair in pairs if pair), None)

    def _holders_of(self, asked: Asked, at: int) -> set[Person]:
        """Return the people named before a token who hold a role."""
        held = self._holders.of(asked, ())
        return {person for person in held if person.mentions[0][0] < at}

    def _is_near(self, person: Person, at: int) -> bool:
        """Return whether somebody was named shortly before a token."""
        place = bisect_left(person.mentions, (at,))
        return place > 0 and person.mentions[place - 1][0] >= at - REACH_TOKENS

    def two(self, pair: tuple[Person, Person], at: int, rule: str) -> Draft:
        """Return two people as one speaker, and record the rule in the trace."""
        both = self._cast.people(pair, at)
        self._trace.rule("speaker", rule, both)
        return both

    def pair(self, joint: int) -> tuple[Person, Person] | None:
        """Return the two people joined by the "and" at ``joint``, if there is no third."""
        at = self._people.at
        end = joint - 1
        if self._words[end] == ")":
            # "Marco Rubio (R-Fla.) and Ted Cruz".
            end = next(
                (i for i in range(end, max(0, end - LISTED), -1) if self._words[i] == "("), end
            )
        near = next((i for i in range(end, end - 3, -1) if i in at), None)
        before = near if near is not None else self._placed(end)
        after = next((i for i in range(joint + 1, joint + 6) if i in at), None)
        if before is None or after is None or at[before] is at[after]:
            return None
        between = self._words[before + 1 : end + 1]
        if before == near and any(word[0].isalpha() for word in between):
            return None  # "JPL scientist and co-author Grace Mbeki": "and" joins nouns, not names
        first = before
        while first in at:
            first -= 1
        listed = self._words[first] == "," or self._words[joint - 1] == ","
        return None if listed and self._is_listed(first) else (at[before], at[after])

    def explained(self, noun: int) -> tuple[Person, Person] | None:
        """Return the two people whom a plural noun explains: "Ruiz and Mayor Holt, both | pilots".

        ``noun`` is its token. Nothing but its own modifiers may stand between it and the names.
        """
        comma = next(
            (i for i in range(noun - 1, max(0, noun - EXPLAINED), -1) if self._words[i] == ","),
            None,
        )
        if comma is None or not VERBS.isdisjoint(self._lower[comma:noun]):
            return None
        joints = range(comma - 1, max(0, comma - PAIRED), -1)
        joint = next((i for i in joints if self._lower[i] == "and"), None)
        pair = self.pair(joint) if joint else None
        if pair is None or joint is None:
            return None
        last = next(i for i in range(comma - 1, joint, -1) if i in self._people.at)
        is_bracketed = last + 1 == comma or self._words[last + 1] == "("
        return pair if is_bracketed and self._people.at[last] is pair[1] else None

    def _placed(self, end: int) -> int | None:
        """Return the last token of a name with its body or place: "Ruiz of Radio Tyre | and"."""
        for i in range(end, max(0, end - LISTED), -1):
            if i in self._people.at:
                return i if self._lower[i + 1] in PLACED else None
            word = self._lower[i]
            if word in (BREAKS - PLACED) | VERBS or not word[0].isalpha():
                break
        return None

    def _is_listed(self, end: int) -> bool:
        """Return whether another person is named just before, as the first of a list."""
        return any(i in self._people.at for i in range(end, max(-1, end - LISTED), -1))
