"""The type of a source by its own words: names in it, then its head noun, then the model."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.lexicon import load_terms
from scoring.speakers.phrase import DETERMINERS, INDEFINITE, Phrase, singular
from scoring.values import SourceType

WITHHELD: Final = "withheld_role"
INFORMANT: Final = "informant_role"
PUBLIC: Final = "public_role"


CERTAIN: Final = 5.6
SURE: Final = 3.5
LIKELY: Final = 2.1
FAIR: Final = 1.4
SLIGHT: Final = 0.7
"""What a verdict adds to the model's log odds. First set on train articles that the model tried
had not seen; then changed, and scaled, after dev's errors had been counted by kind, so that dev's
figures for source types are optimistic. See training/README.md."""


class Kind(NamedTuple):
    """A type, the lexicon's group that gave it (``None``: a name, or nothing), and its weight."""

    type: SourceType
    group: str | None
    weight: float


def _in(noun: str, group: str) -> bool:
    return noun in load_terms("sources", group)


def kind_by_words(phrase: Phrase, entities: Sequence[str | None]) -> Kind | None:
    """Return the type that the phrase's words give, or ``None`` if they give none.

    ``entities`` are the entity labels of the phrase's words.
    """
    noun, label = phrase.noun, entities[phrase.head]
    by_noun = _by_noun(noun, phrase)
    lowercase = phrase.words[phrase.head][:1].islower()
    if label == "PERSON" and not (lowercase and by_noun):
        return Kind("named_person", None, SURE)
    if by_noun:
        if by_noun.type == "unnamed_person" and _person_after(phrase, entities):
            return Kind("named_person", by_noun.group, SURE)
        return by_noun
    if label == "LOCATION":
        # A place that speaks is its government or its team.
        return Kind("named_organisation", None, LIKELY)
    if label == "ORGANIZATION":
        return Kind("named_organisation", None, SLIGHT)
    if label == "MISC" and noun.endswith(("s", "men")):
        return Kind("collective", None, FAIR)
    if phrase.counted or noun[:1].isdigit():
        return Kind("collective", None, FAIR)
    return None


def _person_after(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Is the role apposed to a name: "the director, James Comey"?"""
    after = list(entities[phrase.head + 1 : phrase.head + 8])
    comma = phrase.head + 1 < len(phrase.words) and phrase.words[phrase.head + 1] == ","
    return comma and "PERSON" in after[:3]


def _by_noun(noun: str, phrase: Phrase) -> Kind | None:
    single = singular(noun)
    plural = single != noun or noun in ("people", "police")
    if noun == "people":
        familiar = load_terms("sources", "familiar") & {w.lower() for w in phrase.words}
        if familiar:
            return Kind("unnamed_group", WITHHELD, SURE)
        return Kind("collective", None, LIKELY)
    role = next((group for group in (WITHHELD, INFORMANT, PUBLIC) if _in(single, group)), None)
    if phrase.counted in ("one", "1") and role:
        return Kind("unnamed_person", WITHHELD, SURE)
    if _in(noun, "plural_group"):
        return Kind("unnamed_group", role, SURE)
    if plural and _in(noun, "collective"):
        return Kind("collective", None, FAIR)
    if _in(single, "document") and not _in(noun, "organisation"):
        return Kind("document", None, LIKELY)
    if _in(noun, "organisation"):
        return Kind("named_organisation", "organisation", LIKELY)
    if plural and _in(single, "organisation"):
        return Kind("named_organisation", "organisation", SLIGHT)
    return _by_role(noun, single, phrase, plural=plural)


def _by_role(noun: str, single: str, phrase: Phrase, *, plural: bool) -> Kind | None:
    """The type of a person or people by what they are: officials, critics, senators, voters."""
    if not plural:
        indefinite = phrase.determiner in INDEFINITE
        for group in (PUBLIC, WITHHELD, INFORMANT):
            if _in(noun, group):
                introduced = phrase.determiner not in DETERMINERS and group != PUBLIC
                weight = SURE if introduced else FAIR if indefinite else SLIGHT
                return Kind("unnamed_person", group, weight)
        if not _in(noun, "collective"):
            return None
        # "An Iowa voter" is one person, "the public" a class.
        return Kind("unnamed_person" if indefinite else "collective", None, FAIR)
    if _in(single, WITHHELD) or _in(single, INFORMANT):
        group = WITHHELD if _in(single, WITHHELD) else INFORMANT
        return Kind("unnamed_group", group, LIKELY)
    if _in(single, "collective") or _in(single, PUBLIC):
        return Kind("collective", None, FAIR)
    return None
