"""Find the person a description refers to: "the judge", "the Florida senator", "the 46-year-old".

The candidates are the people who hold the role and the people mentioned recently. The clues are
those for pronouns, and how well the description matches what the article says about each person.
"No named person" is also a candidate, because a wrong name is worse than none. The weights are
learned from labeled descriptions (``training/antecedents.py``).
"""

from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.model.weights.clue_templates import load_templates
from scoring.speakers.gender import PRONOUNS as SINGULAR
from scoring.speakers.gender import SHE, by_noun
from scoring.speakers.holders import FITS, Asked, Fit, Holders, asked_in
from scoring.speakers.mentions import fits
from scoring.speakers.people import People, Person
from scoring.speakers.phrases import (
    COURTESY,
    DETERMINERS,
    ELSEWHERE,
    INDEFINITE,
    NUMBERS,
    Phrase,
    is_listed,
    is_somebody,
    singular,
)
from scoring.speakers.ranking import NEVER, Candidate, Ranking, likeliest
from scoring.speakers.roles import ENDS, Role

HELD: Final = 0.5
UNSAID: Final = 0.8
"""The minimum probabilities of the person a description refers to: ``HELD`` for a person who holds
the role, ``UNSAID`` for one who is not said to. On articles left out of the fit, 95 in 100 of those
who hold the role were right (94 of 99), and 87 in 100 of the others (41 of 47)."""
LEAD: Final = 3
"""The number of paragraphs that can refer to a person who is named only later: the headline, the
subheading and the first paragraph."""
AHEAD: Final = 150
"""The most tokens from such a description to the person's name."""
SOON: Final = 60
"""The most tokens from a description in the lead to the full name of the person whom the next
sentences present. Set by hand: the labeled articles have only a few such leads."""
OPENING: Final = 4
"""The most tokens from the start of a paragraph to a name that opens it."""
BODY: Final = 8
"""The most tokens after a name within which the person's body is named."""
PRESENTED: Final = 2
"""The number of people named next among whom that person is looked for."""
SALIENT: Final = ("public_role", "an age")
"""The kinds of description that can refer to a person although the article never says so of anyone:
"the candidate", "the 46-year-old". Other kinds were wrong too often."""

DOCTOR: Final = Role("doctor", ())
"""What "Dr." before a name tells, which is no more than "Mr.": "an oncologist … Dr. Ana Ruiz"."""

CLUES: Final = load_templates("descriptions")
holds = CLUES.maker("holds", "fit")
does_not_hold = CLUES.fixed("does_not_hold")
holding_kind = CLUES.maker("holding_kind", "holding", "kind")
one_of = CLUES.maker("one_of", "fit", "holders")
others_hold = CLUES.maker("others_hold", "others")
another_office = CLUES.maker("another_office", "official", "kind")
words_said = CLUES.maker("words_said", "said")
nobodys = CLUES.fixed("nobody")
nobodys_kind = CLUES.maker("nobody_kind", "kind")
nobodys_words = CLUES.maker("nobody_words", "words")
nobodys_kind_words = CLUES.maker("nobody_kind_words", "kind", "words")
nobody_held = CLUES.maker("nobody_held", "best")
nobody_held_by = CLUES.maker("nobody_held_by", "held")
nobodys_noun = CLUES.maker("nobody_noun", "noun")
nobody_then = CLUES.maker("nobody_then", "then")
HOLDERS: Final = CLUES.most("holders")
OTHERS: Final = CLUES.most("others")
HELD_BY: Final = CLUES.most("held")


class Descriptions:
    """Finds the person in an article that a description refers to.

    ``entities`` are always the entity labels of the phrase's words. ``at`` is a token index.
    """

    def __init__(self, reading: Reading, people: People, ranking: Ranking) -> None:
        paragraphs = reading.tokens.paragraphs
        self._lead_ends = paragraphs[min(len(paragraphs), LEAD) - 1][1] if paragraphs else 0
        self._holders = Holders(people.all)
        self._people = people.all
        self._firsts = [person.mentions[0][0] for person in people.all]
        self._sentences = reading.sentences
        self._paragraphs = [start for start, _ in paragraphs]
        self._quoted = reading.quoted
        self._words = [word.lower() for word in reading.tokens.words]
        self._bodies = {one.start for one in reading.entities if one.label == "ORGANIZATION"}
        self._sources = [(s.start, s.end) for s in reading.roles if s.label == "SOURCE"]
        self._ranking = ranking
        self._trace = reading.trace

    def likeliest(
        self, phrase: Phrase, entities: Sequence[str | None], at: int, named: float = 0.0
    ) -> Person | None:
        """Return the person that a singular phrase refers to, if one is probable enough.

        An office is matched only to people the article says hold it. ``named`` is the log odds,
        from the source's type, that the phrase refers to a named person.
        """
        if not _is_one(phrase):
            return None
        asked = asked_in(phrase, entities)
        if only := self._only_holder(phrase, asked, at):
            self._trace.rule("speaker", "speaker.only_holder", only)
            return only
        candidates = self.candidates(phrase, entities, at)
        who, share = likeliest(candidates, "descriptions", named, self._trace)
        if not isinstance(who, Person):
            return None
        if who in self._holders.of(asked, [who]):
            return who if share >= HELD else None
        # "The inspector general of the State Department" needs a person linked to that body.
        if asked.owners and not self._holders.share(asked, who):
            return None
        return who if share >= UNSAID and _kind(asked, phrase) in SALIENT else None

    def introduced(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Person | None:
        """Return the person that the lead calls "a federal judge" and that is named later.

        The person must be the only one who holds the role and must not be named before. A role that
        withholds a name ("a senior official") does not refer to a named person.
        """
        asked = asked_in(phrase, entities)
        kind = _kind(asked, phrase)
        if not _is_one(phrase) or kind == "withheld_role" or at >= self._lead_ends:
            return None
        person = self._only_holder(phrase, asked, at)
        if person is None or not 0 < person.mentions[0][0] - at <= AHEAD:
            return None
        self._trace.rule("speaker", "speaker.named_later", person)
        return person

    def presented(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Person | None:
        """Return the person whom the lead describes and the next sentences present by name.

        "The firm's former finance chief has admitted fraud. Speaking in court, Ana Ruiz said …":
        nobody says that Ruiz was the chief. The person must be named in full for the first time,
        within ``SOON``, as a source or at the head of a paragraph and often quoted. Whoever has
        another role is somebody else, and so is whoever is named after a spokesperson or a source
        that asks not to be named.

        "A Tyre plumber says he was robbed. Ana Ruiz, who lives near the port, said …" needs more,
        because "a federal judge" and the lawyer who is named next are two people. The description
        must tell more than an office or a bystander, nobody else may be quoted in between, and
        gender must fit.
        """
        asked = asked_in(phrase, entities)
        noun = singular(phrase.noun)
        kind = _kind(asked, phrase)
        speaks_for = noun in load_terms("sources", "speaks_for")
        if not _is_one(phrase) or kind == "withheld_role" or speaks_for:
            return None
        if at >= self._lead_ends:
            return None
        is_definite = phrase.determiner not in INDEFINITE and is_listed(noun)
        if not is_definite and not self._introduces(phrase, asked, kind):
            return None
        female = by_noun(noun) if is_definite else self._female(phrase, at)
        begin = bisect_right(self._firsts, at)
        for person in self._people[begin : begin + PRESENTED]:
            first = person.mentions[0][0]
            if first > at + SOON:
                return None
            is_told = self._is_told_anew(person) and not is_definite
            is_other = not is_told and any(map(_tells, person.roles))
            if is_other and person not in self._held(asked, (), at):
                continue
            is_next = is_definite or (
                self._is_next_source(first, at) and not self._is_of_body(person)
            )
            if is_next and self._is_presented(person, at) and fits(person, female):
                self._trace.rule("speaker", "speaker.presented_next", person)
                return person
        return None

    def _introduces(self, phrase: Phrase, asked: Asked, kind: str) -> bool:
        """Return whether "a Tyre plumber" tells enough to be the subject of the article."""
        noun = singular(phrase.noun)
        if kind in ("an office", "public_role") or noun in load_terms("sources", "bystander"):
            return False
        tells = bool(asked.said or asked.owners) or phrase.head + 1 < len(phrase.words)
        return phrase.determiner in ("a", "an", "the") and tells

    def _female(self, phrase: Phrase, at: int) -> bool | None:
        """Return whether the description's noun, or the first pronoun after it, is female."""
        if (female := by_noun(singular(phrase.noun))) is not None:
            return female
        place = bisect_right(self._sentences, at)
        stop = self._sentences[place] if place < len(self._sentences) else len(self._words)
        return next((word in SHE for word in self._words[at:stop] if word in SINGULAR), None)

    def _is_next_source(self, first: int, at: int) -> bool:
        """Return whether nobody else is a source between the description and a name."""
        begin = bisect_right(self._sources, (at, len(self._quoted)))
        end = bisect_right(self._sources, (first, 0))
        between = self._sources[begin:end]
        return all(self._words[start] in SINGULAR for start, stop in between if stop <= first)

    def _is_told_anew(self, person: Person) -> bool:
        """Return whether a sentence opens with a noun, the name and an age.

        "Third-generation grower Ana Ruiz, 61, said …" says more of a person already described:
        officials and bystanders are seldom given ages.
        """
        first = person.mentions[0][0]
        sentence = self._sentences[bisect_right(self._sentences, first) - 1]
        return first - sentence <= OPENING + 1 and _has_age(person)

    def _is_of_body(self, person: Person) -> bool:
        """Return whether the first mention gives a body: "Ana Ruiz of the consumers' union"."""
        end = person.mentions[0][1]
        begin = end + (self._words[end : end + 1] == [","])
        if self._words[begin : begin + 1] not in (["of"], ["from"], ["at"], ["with"], ["for"]):
            return False
        phrase = [*takewhile(lambda i: self._words[i] not in ENDS, self._reach(begin))]
        bodies = load_terms("sources", "organisation")
        return any(i in self._bodies or self._words[i] in bodies for i in phrase)

    def _reach(self, begin: int) -> range:
        return range(begin, min(len(self._words), begin + BODY))

    def _is_presented(self, person: Person, at: int) -> bool:
        first = person.mentions[0][0]
        is_later = bisect_right(self._sentences, first) > bisect_right(self._sentences, at)
        if not is_later or len(person.names) == 1 or self._quoted[first]:
            return False
        if self._is_source(first):
            return True
        paragraph = self._paragraphs[bisect_right(self._paragraphs, first) - 1]
        sources = sum(self._is_source(start) for start, _ in person.mentions)
        sentence = self._sentences[bisect_right(self._sentences, first) - 1]
        opens = first - paragraph <= OPENING and sources > 1
        return opens or (first - sentence <= OPENING and _has_age(person))

    def _is_source(self, at: int) -> bool:
        place = bisect_right(self._sources, (at, len(self._quoted)))
        return place > 0 and at < self._sources[place - 1][1]

    def _only_holder(self, phrase: Phrase, asked: Asked, at: int) -> Person | None:
        """Return the only person to whom the article gives the role in the same words, if any.

        If several people fit "the minister" and none was named yet, return the one who is named
        first, provided that this is within ``AHEAD``.
        """
        held = self._held(asked, (), at)
        person = min(held, key=lambda one: one.mentions[0], default=None)
        if person is None or held[person] != FITS[0]:
            return None
        is_ahead = 0 < person.mentions[0][0] - at <= AHEAD
        if len(held) > 1 and not (is_ahead and phrase.determiner == "the"):
            return None
        return person if fits(person, by_noun(singular(phrase.noun))) else None

    def candidates(
        self, phrase: Phrase, entities: Sequence[str | None], at: int
    ) -> list[Candidate]:
        """Return the candidates for a singular phrase. The last one means no named person."""
        asked = asked_in(phrase, entities)
        female = by_noun(singular(phrase.noun))
        near = {
            one.who: one
            for one in self._ranking.candidates(at, female=female)
            if isinstance(one.who, Person)
        }
        held = {p: fit for p, fit in self._held(asked, near, at).items() if fits(p, female)}
        for person in held:
            near.setdefault(person, self._ranking.afar(person, at))
        kind = _kind(asked, phrase)
        found = [
            Candidate(who, one.at, (*one.clues, *self._clues(asked, kind, who, held)))
            for who, one in near.items()
        ]
        return [*found, Candidate(None, NEVER, (*_of_nobody(asked, kind, phrase, held),))]

    def _held(self, asked: Asked, near: Collection[Person], at: int) -> dict[Person, Fit]:
        """Return who holds a role. If none of them was named yet, synonyms of the role count too.

        For example, "the minister" in a lead can be a person the article later calls a secretary.
        """
        held = self._holders.of(asked, near)
        if held and all(person.mentions[0][0] > at for person in held):
            return {**self._holders.by_another_name(asked), **held}
        return held

    def _clues(
        self, asked: Asked, kind: str, person: Person, held: dict[Person, Fit]
    ) -> Iterator[str]:
        """Yield the clues from comparing a description with what is said about a person."""
        fit = held.get(person)
        holding = holds(fit) if fit else does_not_hold
        yield holding
        yield holding_kind(holding, kind)
        if fit:
            yield one_of(fit, min(len(held), HOLDERS))
        else:
            yield others_hold(min(len(held), OTHERS))
            is_official = any(_is_office(role.noun) for role in person.roles)
            yield another_office(is_official, kind)
        if asked.said or asked.owners:
            yield words_said(self._holders.share(asked, person))


def is_epithet(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether a phrase can be an epithet of a known person: "the tired candidate".

    An epithet tells something that the article need not have said before. ``entities`` are the
    entity labels of the phrase's words.
    """
    asked = asked_in(phrase, entities)
    has_words = bool(asked.said or asked.owners)
    return phrase.determiner in DETERMINERS and has_words and _kind(asked, phrase) in SALIENT


def _has_age(person: Person) -> bool:
    return any(role.noun.endswith("-year-old") for role in person.roles)


def _tells(role: Role) -> bool:
    """Return whether a role tells who somebody is. "Mr." and "father of two" do not."""
    kin = load_terms("sources", "female_noun") | load_terms("sources", "male_noun")
    if role.noun in COURTESY | NUMBERS or role == DOCTOR or (role.noun in kin and NUMBERS.issuperset(role.said)):
        return False
    return is_somebody(role.noun)


def _is_one(phrase: Phrase) -> bool:
    return not phrase.counted and singular(phrase.noun) == phrase.noun


def _of_nobody(asked: Asked, kind: str, phrase: Phrase, held: dict[Person, Fit]) -> Iterator[str]:
    """Yield the clues for the candidate that means no named person."""
    best = min(held.values(), default="nobody")
    bare = "with words" if asked.said or asked.owners else "bare"
    yield nobodys
    yield nobodys_kind(kind)
    yield nobodys_words(bare)
    yield nobodys_kind_words(kind, bare)
    yield nobody_held(best)
    yield nobody_held_by(min(len(held), HELD_BY))
    yield nobodys_noun(singular(asked.noun))
    after = phrase.words[phrase.head + 1 : phrase.head + 2]
    yield nobody_then("somebody" if after and after[0].lower() in ELSEWHERE else "nothing")


def _kind(asked: Asked, phrase: Phrase) -> str:
    """Return the kind of description: an age, an office, a group of roles, or another noun."""
    noun = singular(phrase.noun)
    if noun == "old":
        return "an age"
    if _is_office(asked.noun):
        return "an office"
    for group in ("withheld_role", "informant_role", "public_role"):
        if noun in load_terms("sources", group):
            return group
    return "another noun"


def _is_office(noun: str) -> bool:
    return noun in load_terms("epithets", "office")
