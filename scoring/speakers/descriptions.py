"""Find the person a description refers to: "the judge", "the Florida senator", "the 46-year-old".

The candidates are the people who hold the role and the people mentioned recently. The clues are
those for pronouns, and how well the description matches what the article says about each person.
"No named person" is also a candidate, because a wrong name is worse than none. The weights are
learned from labeled descriptions (``training/antecedents.py``).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.model.weights.clue_templates import load_templates
from scoring.speakers.description_kinds import (
    SALIENT,
    TELLING,
    has_complement,
    is_bare,
    is_counted,
    is_definite,
    is_one,
    is_plain,
    kind_of,
    leads_state,
    opening,
)
from scoring.speakers.gender import PRONOUNS, SHE, by_noun
from scoring.speakers.holders import (
    FITS,
    Asked,
    Fit,
    Holders,
    asked_in,
    is_of_another_age,
    is_of_another_party,
    is_office_noun,
)
from scoring.speakers.kin_descriptions import KinDescriptions
from scoring.speakers.kinship import Kinship
from scoring.speakers.mentions import fits
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import (
    ELSEWHERE,
    OWNED,
    POSSESSIVE,
    Phrase,
    singular,
)
from scoring.speakers.ranking import NEVER, Candidate, Ranking, in_words, likeliest

HELD: Final = 0.85
ONLY_HELD: Final = 0.6
UNSAID: Final = 0.9
"""The minimum probabilities of the person a description refers to: ``HELD`` for a person who holds
the role, ``ONLY_HELD`` for the only one who does, ``UNSAID`` for one who is not said to. On the
labeled news that is left out of the fit, 65 in 67 of all who were named were right; with 0.8, 0.5
and 0.9, 65 in 68."""
SURELY_NAMED: Final = 2.5
SURE_EPITHET: Final = 0.8
"""The minimum log odds that a definite description is of somebody named, and the minimum
probability of the person then: "the Romanian international", "the feminist writer". Chosen on a
handful of cases in the labeled news, of which one was wrong."""
LEAD: Final = 3
"""The number of paragraphs that can refer to a person who is named only later: the headline, the
subheading and the first paragraph."""
AHEAD: Final = 150
"""The most tokens from such a description to the person's name."""
NEAR: Final = 60
"""The tokens before a description in which nobody else may be named, if it tells of a body that is
not said of the person."""
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


class Descriptions:
    """Finds the person in an article that a description refers to.

    ``entities`` are always the entity labels of the phrase's words. ``at`` is a token index.
    """

    def __init__(
        self, reading: Reading, people: People, holders: Holders, ranking: Ranking
    ) -> None:
        self._lead_end = lead_end(reading)
        self._people = people.all
        self._named = sorted(
            (
                (start, one)
                for one in people.all
                for start, _ in one.mentions
                if not reading.quoted[start]
            ),
            key=itemgetter(0),
        )
        """Where people are named outside quotation marks, in order, and who they are."""
        self._places = [start for start, _ in self._named]
        self._holders = holders
        self._ranking = ranking
        self._kin = KinDescriptions(Kinship(reading, people), people.all, ranking)
        self._words = reading.tokens.lower
        self._quoted = reading.quoted
        self._sentence_ends = [*reading.sentences[1:], len(reading.quoted)]
        self._trace = reading.trace

    def likeliest(
        self, phrase: Phrase, entities: Sequence[str | None], at: int, named: float = 0.0
    ) -> Person | None:
        """Return the person that a singular phrase refers to, if one is probable enough.

        An office is matched only to people the article says hold it. ``named`` is the log odds,
        from the source's type, that the phrase refers to a named person.
        """
        if not is_one(phrase) or not is_definite(phrase, entities):
            return None
        asked = asked_in(phrase, entities)
        if relative := self._kin.meant(asked, at):
            self._trace.rule("speaker", "speaker.relative", relative)
            return relative
        if at >= self._lead_end and is_bare(phrase) and kind_of(asked, phrase) != "an office":
            return None
        candidates = self._rivals(asked, self.candidates(phrase, entities, at), at)
        candidates = self._owned(asked, candidates)
        another = self._kin.of_another(asked, at)
        candidates = [one for one in candidates if one.who not in another]
        who, share = likeliest(candidates, "descriptions", named, self._trace)
        if not isinstance(who, Person):
            return None
        if fit := self._holders.of(asked, [who]).get(who):
            is_told = self._is_told(phrase, asked, entities, who, fit)
            return who if is_told and share >= self._least(asked, who, fit) else None
        if phrase.determiner in OWNED and asked.noun in load_terms("epithets", "kin"):
            return None  # "her brother" is none of those who are not said to be one
        if named and share >= UNSAID and self._is_head_of_state(asked, who):
            return who
        if not self._is_in_focus(who, at):
            return None
        # "The inspector general of the State Department" needs a person linked to that body, or
        # nobody else to be meant.
        tells_more = has_complement(phrase) or is_counted(asked)
        is_owned = not POSSESSIVE.isdisjoint(phrase.words[: phrase.head])
        is_alone = not is_owned and self._is_alone(who, at)
        is_of_body = "ORGANIZATION" in entities  # "the Herald anchor" is not whoever is near
        is_another = tells_more or is_of_body or (bool(asked.owners) and not is_alone)
        if is_another and not self._holders.share(asked, who):
            return None
        is_telling = kind_of(asked, phrase) in TELLING and bool(asked.said or asked.owners)
        is_sure = named >= SURELY_NAMED and share >= SURE_EPITHET
        if is_sure and is_telling and is_plain(phrase, entities):
            return who
        return who if share >= UNSAID and kind_of(asked, phrase) in SALIENT else None

    def _rivals(self, asked: Asked, candidates: list[Candidate], at: int) -> list[Candidate]:
        """Return the candidates between whom the weights decide: of an office, those who hold it.

        Whoever is said to hold none can only be the head of a state. If no holder was named of
        late, somebody else whose office the article leaves out may be meant, and nobody is safer.
        """
        if not is_office_noun(asked.noun) or leads_state(asked):
            return candidates
        people = [one.who for one in candidates if isinstance(one.who, Person)]
        held = self._holders.of(asked, people)
        holding = [one for one in candidates if one.who is None or one.who in held]
        is_near = any(one.at != NEVER and at - one.at <= NEAR for one in holding if one.who)
        return holding if is_near else candidates

    def _owned(self, asked: Asked, candidates: list[Candidate]) -> list[Candidate]:
        """Return the candidates without those who preside over something else.

        "The bank's president" is not the country's if somebody is president of a bank, and "the
        president" is not the bank's, in passing, if somebody is president and no more is said.
        """
        people = [one.who for one in candidates if isinstance(one.who, Person)]
        held = self._holders.of(asked, people)
        others: set[Person] = set()
        if asked.said | asked.owners - OWNED and FITS[0] in held.values():
            sharing = {one for one in held if self._holders.share(asked, one)}
            others = {*held} - sharing if sharing else others
        elif leads_state(asked) and not asked.owners:
            bodys = {one for one in held if self._holders.is_a_bodys(asked, one)}
            in_passing = {one for one in bodys if len(one.mentions) < KNOWN}
            others = in_passing if len(bodys) < len(held) else others
        return [one for one in candidates if one.who not in others]

    def _is_told(
        self,
        phrase: Phrase,
        asked: Asked,
        entities: Sequence[str | None],
        who: Person,
        fit: Fit,
    ) -> bool:
        """Return whether nothing speaks against a person who holds the role of a description."""
        if asked.noun in load_terms("epithets", "leads") and self._is_untold(asked, who, fit):
            return False
        is_bodys = self._holders.owned(asked, who) == "unsaid, a body's"
        if leads_state(asked) and is_bodys and len(who.mentions) < KNOWN:
            return False  # "the president" is not whoever presides over an institute in passing
        if fit != FITS[-1]:
            return True
        owned = (i for i, word in enumerate(phrase.words) if word in POSSESSIVE)
        return not (
            self._is_shared(asked, who)  # "the Danish minister" is not the Swedish one
            or any(entities[i - 1] == "PERSON" for i in owned)  # "Ruiz's secretary" is no other's
            or self._holders.leads_another(asked, who, entities)
            or self._holders.is_of_another(asked, who, entities)
        )

    def _least(self, asked: Asked, who: Person, fit: Fit) -> float:
        """Return how probable somebody who holds a role must be.

        Less is asked of the only one to whom the article gives it by this noun, unless it is some
        body's: "the president" is not the president of a think tank. Less is also asked of the
        only person in an article.
        """
        is_class = asked.noun in load_terms("epithets", "class")  # "the teenager", a schoolgirl
        is_called = fit == FITS[0] and (is_class or self._holders.is_called(asked, who))
        is_bodys = self._holders.owned(asked, who) == "unsaid, a body's"
        is_alone = len(self._people) == 1
        is_only = is_alone or (is_called and len(self._holders.of(asked, self._people)) == 1)
        return ONLY_HELD if is_only and not is_bodys else HELD

    def _is_in_focus(self, person: Person, at: int) -> bool:
        """Return whether nobody else was named since the person was, outside quotation marks.

        An epithet that says something new is of whom the text is about just then.
        """
        place = bisect_left(self._places, at)
        return not place or self._named[place - 1][1] is person

    def _is_alone(self, person: Person, at: int) -> bool:
        """Return whether nobody else was named within ``NEAR`` tokens before, outside quotation
        marks.
        """
        first, last = (bisect_left(self._places, place) for place in (at - NEAR, at))
        return all(one is person for _, one in self._named[first:last])

    def _is_untold(self, asked: Asked, person: Person, fit: Fit) -> bool:
        """Return whether a description by another noun tells what is not said of the person.

        "The prime minister" is not a secretary, though a minister can be one, and "the gloomy media
        executive" is not just any president.
        """
        if self._holders.is_called(asked, person):
            return False
        told = asked.said - load_terms("sources", "vague_owner")
        return fit != FITS[0] or (bool(told) and not self._holders.share(asked, person))

    def _is_head_of_state(self, asked: Asked, person: Person) -> bool:
        """Return whether a person can be "the president" of whom the article need not say so.

        Nobody in the article is given that office, nor another one to the person, whom it names
        again and again as one whom all know.
        """
        if not leads_state(asked) or len(person.mentions) < KNOWN:
            return False
        held = self._holders.of(asked, [person])
        return not held and not any(is_office_noun(role.noun) for role in person.roles)

    def _known_heads(self, asked: Asked) -> Iterator[Person]:
        """Yield who is named often enough to be "the president" of whom all know."""
        if leads_state(asked) and not asked.owners:
            yield from (one for one in self._people if len(one.mentions) > KNOWN)

    def _is_shared(self, asked: Asked, person: Person) -> bool:
        """Return whether the role's owner is said of somebody else, and not of the person."""
        owned = Asked(asked.noun, frozenset(), asked.owners)
        if not asked.owners or self._holders.share(owned, person):
            return False
        return self._holders.are_shared(owned, person)

    def introduced(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Person | None:
        """Return the person that the lead calls "a federal judge" and that is named later.

        The person must be the only one who holds the role and must not be named before. A role that
        withholds a name ("a senior official") does not refer to a named person. But an organization
        has one voice: "a port spokesman", anywhere, is the port's spokesman named soon after.
        """
        asked = asked_in(phrase, entities)
        kind = kind_of(asked, phrase)
        speaks_for = singular(phrase.noun) in load_terms("sources", "speaks_for")
        in_lead = kind != "withheld_role" and at < self._lead_end
        if not is_one(phrase) or not (in_lead or speaks_for):
            return None
        owner = (asked.said | asked.owners) - load_terms("sources", "vague_owner")
        person = self._only_holder(phrase, asked, at)
        if person is None or not 0 < person.mentions[0][0] - at <= AHEAD:
            return None
        if speaks_for and not (self._holders.share(asked, person) if owner else in_lead):
            return None
        return person

    def named_ahead(self, phrase: Phrase, entities: Sequence[str | None], at: int) -> Person | None:
        """Return whom "the minister", not named before, stands for: who soon is said to be one."""
        asked = asked_in(phrase, entities)
        if phrase.determiner != "the" or not is_one(phrase) or not is_office_noun(asked.noun):
            return None
        person = self._only_holder(phrase, asked, at)
        return person if person and 0 < person.mentions[0][0] - at <= AHEAD else None

    def _only_holder(self, phrase: Phrase, asked: Asked, at: int) -> Person | None:
        """Return the only person to whom the article gives the role in the same words, if any.

        If several people fit "the minister" and none was named yet, return the one who is named
        first, provided that this is within ``AHEAD``.
        """
        held = self._holders.held(asked, (), at)
        person = min(held, key=lambda one: one.mentions[0], default=None)
        if person is None or held[person] != FITS[0]:
            return None
        if self._is_untold(asked, person, held[person]) or _leads_others(asked, person):
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
            and not is_of_another_party(asked, one.who)
            and not is_of_another_age(phrase, one.who)
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
        yield named_last(self._is_in_focus(person, at), holding)
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


def lead_end(reading: Reading) -> int:
    """Return the token after the lead: the first ``LEAD`` paragraphs."""
    paragraphs = reading.tokens.paragraphs
    return paragraphs[min(len(paragraphs), LEAD) - 1][1] if paragraphs else 0


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


def _leads_others(asked: Asked, person: Person) -> bool:
    """Return whether a person heads those of whom a phrase tells: a teacher's head teacher."""
    leading = load_terms("roles", "leading") - asked.said
    roles = [role for role in person.roles if role.noun == asked.noun]
    return bool(roles) and all(leading.intersection(role.said) for role in roles)
