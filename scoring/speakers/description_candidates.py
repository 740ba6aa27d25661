"""Who can be meant by a description, and the clues to it.

The candidates are the people who hold the role and the people mentioned recently. The clues are
those for pronouns, and how well the description matches what the article says about each person.
"No named person" is also a candidate. The weights are learned from labeled descriptions
(``training/descriptions.py``).
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.model.decoding import Reading
from scoring.model.weights.clue_templates import load_templates
from scoring.speakers.description_kinds import kind_of, leads_state, opening
from scoring.speakers.focus import Focus
from scoring.speakers.gender import PRONOUNS, SHE, by_noun
from scoring.speakers.holders import (
    Asked,
    Fit,
    Holders,
    asked_in,
    is_of_another_age,
    is_of_another_party,
    is_office_noun,
)
from scoring.speakers.mentions import fits
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import ELSEWHERE, Phrase, singular
from scoring.speakers.ranking import NEVER, Candidate, Ranking, in_words

PRONOUN_REACH: Final = 25
"""The tokens from a description in which a pronoun of its sentence tells of its gender."""
KNOWN: Final = 2
"""The fewest mentions of a head of state whose office an article leaves out."""

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
owned_by = CLUES.maker("owned_by", "holding", "owned")
shared_words = CLUES.maker("shared_words", "holding", "shared")
said_elsewhere = CLUES.maker("said_elsewhere", "said", "elsewhere")
named_in_all = CLUES.maker("named_in_all", "times", "holding")
named_last = CLUES.maker("named_last", "last", "holding")
has_role = CLUES.maker("has_role", "trade", "kind")
pronoun_after = CLUES.maker("pronoun_after", "fits")
head_of_state = CLUES.maker("head_of_state", "holding", "often")
nobody_opens = CLUES.maker("nobody_opens", "opening", "kind")
nobody_owned = CLUES.maker("nobody_owned", "best", "opening")
HOLDERS: Final = CLUES.most("holders")
OTHERS: Final = CLUES.most("others")
HELD_BY: Final = CLUES.most("held")


class Candidates:
    """Finds who can be meant by an article's descriptions.

    ``entities`` are always the entity labels of the phrase's words. ``at`` is a token index.
    """

    def __init__(
        self, reading: Reading, people: People, holders: Holders, ranking: Ranking, focus: Focus
    ) -> None:
        self._people = people.all
        self._holders = holders
        self._ranking = ranking
        self._focus = focus
        self._words = reading.tokens.lower
        self._quoted = reading.quoted
        self._sentence_ends = [*reading.sentences[1:], len(reading.quoted)]

    def of(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> list[Candidate]:
        """Return the candidates for a singular phrase. The last one means no named person."""
        asked = asked_in(phrase, entities)
        female = by_noun(singular(phrase.noun))
        near = {
            one.who: one
            for one in self._ranking.candidates(at, female=female)
            if isinstance(one.who, Person)
            and not is_of_another_party(asked, one.who)
            and not is_of_another_age(phrase, one.who)
            and not self._holders.holds_another(asked, one.who)
        }
        held = {p: fit for p, fit in self._holders.held(asked, near, at).items() if fits(p, female)}
        held = {p: fit for p, fit in held.items() if not is_of_another_age(phrase, p)}
        for person in (*held, *self._known_heads(asked)):
            near.setdefault(person, self._ranking.afar(person, at))
        kind = kind_of(asked, phrase)
        found = [
            Candidate(who, one.at, (*one.clues, *self._clues(asked, kind, who, held, at)))
            for who, one in near.items()
        ]
        return [*found, Candidate(None, NEVER, (*_of_nobody(asked, kind, phrase, held),))]

    def _known_heads(self, asked: Asked) -> Iterator[Person]:
        """Yield who is named often enough to be "the president" of whom all know."""
        if leads_state(asked) and not asked.owners:
            yield from (one for one in self._people if len(one.mentions) > KNOWN)

    def _clues(
        self, asked: Asked, kind: str, person: Person, held: dict[Person, Fit], at: int
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
            is_official = any(is_office_noun(role.noun) for role in person.roles)
            yield another_office(is_official, kind)
        if asked.said or asked.owners:
            share = self._holders.share(asked, person)
            yield words_said(share)
            yield said_elsewhere(share, self._holders.are_shared(asked, person))
        yield owned_by(holding, self._holders.owned(asked, person))
        yield shared_words(holding, self._holders.shared(asked, person))
        yield named_in_all(in_words(len(person.mentions)), holding)
        yield named_last(self._focus.is_on(person, at), holding)
        yield has_role(self._holders.trade_of(asked, person), kind)
        if person.female is not None and (told := self._sex_told(at)) is not None:
            yield pronoun_after(told == person.female)
        if leads_state(asked):
            yield head_of_state(holding, in_words(len(person.mentions)))

    def _sex_told(self, at: int) -> bool | None:
        """Return whether the first "he" or "she" after a description, in its sentence, is female.

        A pronoun in quotation marks tells nothing.
        """
        words, quoted = self._words, self._quoted
        stop = self._sentence_ends[bisect_right(self._sentence_ends, at)]
        reach = (i for i in range(at, min(stop, at + PRONOUN_REACH)) if not quoted[i])
        return next((words[i] in SHE for i in reach if words[i] in PRONOUNS), None)


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
    opens = opening(phrase)
    yield nobody_opens(opens, kind)
    yield nobody_owned(best, opens)
    after = phrase.words[phrase.head + 1 : phrase.head + 2]
    yield nobody_then("somebody" if after and after[0].lower() in ELSEWHERE else "nothing")
