"""Find the person a description refers to: "the judge", "the Florida senator", "the 46-year-old".

Who can be meant, and the clues to it, are those of ``description_candidates``. What is asked of the
likeliest is decided here, because a wrong name is worse than none.
"""

from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.description_candidates import KNOWN, Candidates
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
)
from scoring.speakers.focus import NEAR, Focus
from scoring.speakers.gender import by_noun
from scoring.speakers.holders import FITS, Asked, Fit, Holders, asked_in, is_office_noun
from scoring.speakers.kin_descriptions import KinDescriptions
from scoring.speakers.kinship import Kinship
from scoring.speakers.mentions import fits
from scoring.speakers.people import People
from scoring.speakers.person import Person
from scoring.speakers.phrases import OWNED, POSSESSIVE, Phrase, singular
from scoring.speakers.ranking import NEVER, Candidate, Ranking, likeliest

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


OWNED_REACH: Final = 60
"""The most tokens from a country's name to "its president"."""
WHERE: Final = frozenset("in at near from to of around across through outside".split())
"""Before a place, these tell where something is."""


class Descriptions:
    """Finds the person in an article that a description refers to.

    ``entities`` are always the entity labels of the phrase's words. ``at`` is a token index.
    """

    def __init__(
        self, reading: Reading, people: People, holders: Holders, ranking: Ranking
    ) -> None:
        self._lead_end = lead_end(reading)
        self._people = people.all
        self._holders = holders
        self._kin = KinDescriptions(Kinship(reading, people), people.all, ranking)
        self._focus = Focus(reading, people)
        self.candidates = Candidates(reading, people, holders, ranking, self._focus)
        self._trace = reading.trace
        self._reading = reading
        self._places = [False] * len(reading.tokens.words)
        """Whether a token is of a place's name."""
        for one in reading.entities:
            if one.label == "LOCATION":
                self._places[one.start : one.end] = [True] * (one.end - one.start)

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
        candidates = self._rivals(asked, self.candidates.of(phrase, entities, at), at)
        candidates = self._owned(asked, candidates)
        another = self._kin.of_another(asked, at)
        candidates = [one for one in candidates if one.who not in another]
        who, share = likeliest(candidates, "descriptions", named, self._trace)
        if not isinstance(who, Person) or self._is_anothers(phrase, asked, who, at):
            return None
        if fit := self._holders.of(asked, [who]).get(who):
            is_told = self._is_told(phrase, asked, entities, who, fit)
            return who if is_told and share >= self._least(asked, who, fit) else None
        if phrase.determiner in OWNED and asked.noun in load_terms("epithets", "kin"):
            return None  # "her brother" is none of those who are not said to be one
        if named and share >= UNSAID and self._is_head_of_state(asked, who):
            return who
        if not self._focus.is_on(who, at):
            return None
        # "The inspector general of the State Department" needs a person linked to that body, or
        # nobody else to be meant.
        tells_more = has_complement(phrase) or is_counted(asked)
        is_owned = not POSSESSIVE.isdisjoint(phrase.words[: phrase.head])
        is_alone = not is_owned and self._focus.is_alone(who, at)
        is_of_body = "ORGANIZATION" in entities  # "the Herald anchor" is not whoever is near
        is_another = tells_more or is_of_body or (bool(asked.owners) and not is_alone)
        if is_another and not self._holders.share(asked, who):
            return None
        is_telling = kind_of(asked, phrase) in TELLING and bool(asked.said or asked.owners)
        is_sure = named >= SURELY_NAMED and share >= SURE_EPITHET
        if is_sure and is_telling and is_plain(phrase, entities):
            return who
        return who if share >= UNSAID and kind_of(asked, phrase) in SALIENT else None

    def _is_anothers(self, phrase: Phrase, asked: Asked, who: Person, at: int) -> bool:
        """Return whether "its president" is that of a country which is not said of a person.

        The country is the first one that the sentence names before: "Iran … but its president".
        """
        if phrase.determiner != "its" or not is_office_noun(asked.noun):
            return False
        start = max(self._reading.sentence_at(at)[0], at - OWNED_REACH)
        lower = self._reading.tokens.lower
        named = next((i for i in range(start, at) if self._places[i]), None)
        if named is None or lower[max(0, named - 1)] in WHERE:
            return False  # "The firm closed its shop in Leeds, and its chairman …"
        place = frozenset((lower[named],))
        return not self._holders.share(Asked(asked.noun, frozenset(), place), who)

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
        if self._holders.stands_for_another(asked, who):
            return False
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
        is_only = is_alone or (is_called and self._holders.is_only(asked, who))
        return ONLY_HELD if is_only and not is_bodys else HELD

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


def lead_end(reading: Reading) -> int:
    """Return the token after the lead: the first ``LEAD`` paragraphs."""
    paragraphs = reading.tokens.paragraphs
    return paragraphs[min(len(paragraphs), LEAD) - 1][1] if paragraphs else 0


def _leads_others(asked: Asked, person: Person) -> bool:
    """Return whether a person heads those of whom a phrase tells: a teacher's head teacher."""
    leading = load_terms("roles", "leading") - asked.said
    roles = [role for role in person.roles if role.noun == asked.noun]
    return bool(roles) and all(leading.intersection(role.said) for role in roles)
