"""The types that a phrase's words give, where they are surer than the evidence."""

from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.model.decoding import Reading
from scoring.speakers.draft import Draft
from scoring.speakers.people import People
from scoring.speakers.phrases import (
    BREAKS,
    DETERMINERS,
    NUMBERS,
    POSSESSIVE,
    Phrase,
    is_in_office,
    is_masthead,
    is_somebody,
    is_surely_person,
    is_surely_somebody,
    singular,
)
from scoring.speakers.pronouns import ORGANISATION
from scoring.speakers.token_labels import organization_tokens
from scoring.speakers.types import (
    WITHHELD,
    GroupedType,
    is_citizen,
    is_several_bodies,
    type_by_words,
)
from scoring.types import ANONYMOUS, SourceType

NAMES: Final = frozenset(("PERSON", "ORGANIZATION", "LOCATION", "MISC"))
"""The labels of entities that are names, not numbers or dates."""
COUNTED: Final = NUMBERS - frozenset("several many few dozens".split())
MODAL: Final = 2
"""The tokens behind a source among which its verb is: "has | shown"."""
NO_ONE: Final = frozenset(("document", "other", "author", "collective", "unnamed_group"))
"""Types that one person cannot have."""


class PhraseKinds:
    """Types the phrases of an article's sources by their words."""

    def __init__(self, reading: Reading, people: People, labels: Sequence[str | None]) -> None:
        """``labels`` are those of the article's tokens (``token_labels``)."""
        self._trace = reading.trace
        self._lower = reading.tokens.lower
        self._people = people
        self._labels = labels
        self._bodies = organization_tokens(reading, people.firms)
        """The tokens that the model takes for an organization's name."""

    def ruled(self, phrase: Phrase, start: int, end: int) -> GroupedType | None:
        """Return the type that a phrase's words give; a firm's name is sure."""
        if is_masthead(phrase):
            return GroupedType(ORGANISATION, sure=True)
        ruled = type_by_words(phrase, self._labels[start:end])
        if ruled and ruled.sure and self._is_class(phrase, ruled, start, end):
            return ruled._replace(type="collective")
        if ruled and ruled.type == ORGANISATION and start + phrase.head in self._people.firms:
            return ruled._replace(sure=True)
        return ruled

    def people_instead(
        self,
        weighed: SourceType,
        ruled: GroupedType | None,
        phrase: Phrase,
        place: tuple[int, int],
        *,
        is_told: bool,
    ) -> GroupedType | None:
        """Return the type of people that the evidence takes for an organization or a thing, and of
        organizations that it takes for people.

        "The federation's president" is somebody, whatever the article says elsewhere, and "two
        charities" are nobody. ``is_told``: it is a statement, not a view that many hold.
        """
        if (
            weighed in (*ANONYMOUS, ORGANISATION)
            and ruled
            and self._is_class(phrase, ruled, *place)
        ):
            self._trace.rule("source_type", "type.class_of_bodies", "collective")
            return GroupedType("collective", ruled.group)
        if weighed == "named_organisation":
            return self._no_body(phrase, *place)
        is_text = ruled is not None and ruled.type == "document" and len(phrase.words) == 1
        if weighed == "author" and is_text:  # "Study: …"
            self._trace.rule("source_type", "type.sure_words", "document")
            return ruled
        is_person = is_surely_person(phrase) or _is_partisan(phrase)
        is_person = is_person or self._is_figure(phrase, place[1])
        if weighed in NO_ONE and is_person and _is_told_of_one(phrase):
            self._trace.rule("source_type", "type.role_without_name", "unnamed_person")
            return GroupedType("unnamed_person", WITHHELD)
        if weighed == "collective" and (_is_few(phrase) or (is_told and _were_there(phrase))):
            self._trace.rule("source_type", "type.role_without_name", "unnamed_group")
            return GroupedType("unnamed_group", WITHHELD)
        if weighed in ANONYMOUS and ruled and is_several_bodies(phrase, ruled):
            self._trace.rule("source_type", "type.several_bodies", ruled.type)
            return ruled
        is_people = ruled is not None and ruled.type in ANONYMOUS and ruled.group is not None
        if weighed != "other" or not is_people:
            return None
        self._trace.rule("source_type", "type.role_without_name", ruled and ruled.type)
        return ruled

    def _is_class(self, phrase: Phrase, ruled: GroupedType, start: int, end: int) -> bool:
        """Return whether a phrase is of bodies without a name, and of none told of before: "health
        boards", "two charities", "other firms which".
        """
        is_definite = phrase.determiner in DETERMINERS | {"both", "all"}
        before = phrase.words[: phrase.head]
        is_owned = not POSSESSIVE.isdisjoint(before)
        is_lower = phrase.words[phrase.head].islower() or phrase.head == 0
        is_named = not NAMES.isdisjoint(self._labels[start:end])
        is_free = not (is_definite or is_owned or is_named) and is_lower
        return is_free and is_several_bodies(phrase, ruled)

    def people_by_words(self, phrase: Phrase, start: int, end: int) -> GroupedType | None:
        """Return the type of a phrase that no organization is called by, or ``None``.

        "The council's surveyor" and "two former brewers" are people, even if the article seems to
        speak of a body.
        """
        is_person = is_surely_person(phrase) or _is_office_in_capitals(phrase)
        is_person = is_person or _is_partisan(phrase) or self._is_figure(phrase, end)
        if is_person or is_citizen(phrase) or _is_who(phrase):
            return GroupedType("unnamed_person", WITHHELD)
        is_several = phrase.determiner in NUMBERS and is_somebody(singular(phrase.noun))
        if is_several and NAMES.isdisjoint(self._labels[start:end]):
            return GroupedType("unnamed_group", WITHHELD)
        return None

    def _is_figure(self, phrase: Phrase, end: int) -> bool:
        """Return whether a phrase is of somebody of weight: "a leading industry figure said".

        "The leading figure showed" is a number.
        """
        before = {word.lower() for word in phrase.words[: phrase.head]}
        weight = load_terms("sources", "of_weight")
        shows = load_terms("sources", "shown_by_numbers")
        told = self._lower[end : end + MODAL]
        return phrase.noun == "figure" and bool(before & weight) and shows.isdisjoint(told)

    def _no_body(self, phrase: Phrase, start: int, end: int) -> GroupedType | None:
        """Return the type of people whose phrase seems to be an organization, or ``None``."""
        head = start + phrase.head
        person = self._people.at.get(head)
        if person and len(person.names) > 1 and head not in self._bodies:
            self._trace.rule("source_type", "type.named_in_full", "named_person")
            return GroupedType("named_person")
        people = self.people_by_words(phrase, start, end)
        single = singular(phrase.noun)
        is_plural = single != phrase.noun and phrase.words[phrase.head].islower()
        if people is None and (
            _are_several(phrase) or (is_plural and is_surely_somebody(single))
        ):  # "the heads of both firms"
            people = GroupedType("unnamed_group")
        if people:
            self._trace.rule("source_type", "type.role_without_name", people.type)
        return people


def _is_partisan(phrase: Phrase) -> bool:
    """Return whether a phrase is of one member of a party: "a Republican briefed on the calls"."""
    after = phrase.words[phrase.head + 1 : phrase.head + 2]
    is_told = not after or after[0].lower() in BREAKS
    is_party = phrase.noun in load_terms("epithets", "party") and phrase.determiner in ("a", "an")
    return is_party and is_told and phrase.words[phrase.head][:1].isupper()


def _is_few(phrase: Phrase) -> bool:
    """Return whether a phrase counts people on two hands, whom somebody has asked: "the article's
    two authors". "The two parties' voters" are more.
    """
    single = singular(phrase.noun)
    counts = {word.lower() for word in phrase.words[: phrase.head]} & COUNTED
    is_owned = not POSSESSIVE.isdisjoint(phrase.words[: phrase.head])
    is_last = phrase.head > 0 and phrase.words[phrase.head - 1].lower() in COUNTED
    is_few = is_last if is_owned else bool(counts)
    return is_few and phrase.counted is None and single != phrase.noun and is_somebody(single)


def _are_several(phrase: Phrase) -> bool:
    """Return whether a noun without a plural is of several people: "the ferry's crew"."""
    noun = phrase.noun
    return singular(noun) == noun and noun in load_terms("sources", "plural_group")


def _were_there(phrase: Phrase) -> bool:
    """Return whether somebody has asked some of the people: "residents said", "the miners said"."""
    single = singular(phrase.noun)
    classes = load_terms("sources", "collective")
    is_class = single in classes or phrase.noun in classes  # "supporters"
    is_many = any(word.lower() in ("many", "most", "all") for word in phrase.words[: phrase.head])
    is_many = is_many or phrase.counted is not None
    is_certain = phrase.determiner == "the" and is_surely_somebody(single)
    is_near = is_certain or single in load_terms("sources", "bystander")
    return single != phrase.noun and is_near and not (is_class or is_many)


def _is_who(phrase: Phrase) -> bool:
    """Return whether a clause tells who somebody is: "the dealer who sold it"."""
    is_one = singular(phrase.noun) == phrase.noun and is_somebody(phrase.noun)
    is_one = is_one and phrase.words[phrase.head].islower()
    return is_one and phrase.words[phrase.head + 1 : phrase.head + 2] == ("who",)


def _is_told_of_one(phrase: Phrase) -> bool:
    return phrase.counted is None and phrase.determiner in DETERMINERS | {"a", "an"}


def _is_office_in_capitals(phrase: Phrase) -> bool:
    """Return whether a phrase has nothing but "the" and words of offices: "the Lord Advocate",
    "the Duke of Kent".
    """
    words = [word.lower() for word in phrase.words[1 : phrase.head + 1]]
    if phrase.determiner != "the" or not words or phrase.counted is not None:
        return False
    if len(words) == 1:
        return words[0] in load_groups("epithets.ruler", "epithets.churchman")
    return all(map(is_in_office, words)) and is_somebody(words[-1])


def as_before(weighed: SourceType, known: Draft | None, phrase: Phrase) -> SourceType:
    """Return a person's type for an organization that was one: "a medic … the medic"."""
    is_person = known is not None and known.type == "unnamed_person" and known.head == phrase.noun
    return "unnamed_person" if is_person and weighed == ORGANISATION else weighed
