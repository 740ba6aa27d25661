"""The type of a source by its own words: names in it, then its head noun, then the model."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.lexicon import load_terms
from scoring.speakers.phrase import Phrase, singular
from scoring.values import SourceType

WITHHELD: Final = "withheld_role"
INFORMANT: Final = "informant_role"
PUBLIC: Final = "public_role"


class Kind(NamedTuple):
    """A type, and the lexicon's group that gave it (``None``: a name, or nothing)."""

    type: SourceType
    group: str | None


def _in(noun: str, group: str) -> bool:
    return noun in load_terms("sources", group)


def kind_by_words(phrase: Phrase, entities: Sequence[str | None]) -> Kind | None:
    """Return the type that the phrase's words give, or ``None`` if they give none.

    ``entities`` are the entity labels of the phrase's words.
    """
    noun, label = phrase.noun, entities[phrase.head]
    lowercase = phrase.words[phrase.head][:1].islower()
    if label == "PERSON" and not (lowercase and _by_noun(noun, phrase)):
        return Kind("named_person", None)
    by_noun = _by_noun(noun, phrase)
    if by_noun:
        apposed = _person_after(phrase, entities)
        if apposed and by_noun.type == "unnamed_person":
            return Kind("named_person", by_noun.group)
        return by_noun
    if label in ("ORGANIZATION", "LOCATION"):
        return Kind("named_organisation", None)
    if label == "MISC" and noun.endswith(("s", "men")):
        return Kind("collective", None)
    if phrase.counted or noun[:1].isdigit():
        return Kind("collective", None)
    return None


def _person_after(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Is the role apposed to a name: "the director, James Comey"?"""
    after = list(entities[phrase.head + 1 : phrase.head + 8])
    comma = phrase.head + 1 < len(phrase.words) and phrase.words[phrase.head + 1] == ","
    return comma and "PERSON" in after[:3]


def _by_noun(noun: str, phrase: Phrase) -> Kind | None:
    single = singular(noun)
    plural = single != noun or noun in ("people", "police")
    familiar = load_terms("sources", "familiar") & {w.lower() for w in phrase.words}
    if noun == "people":
        return Kind("unnamed_group", WITHHELD) if familiar else Kind("collective", None)
    if phrase.counted in ("one", "1") and (_in(single, WITHHELD) or _in(single, INFORMANT)):
        return Kind("unnamed_person", WITHHELD)
    if _in(noun, "plural_group"):
        return Kind("unnamed_group", WITHHELD if _in(single, WITHHELD) else INFORMANT)
    if plural and _in(noun, "collective"):
        return Kind("collective", None)
    if _in(single, "document") and not _in(noun, "organisation"):
        return Kind("document", None)
    if _in(noun, "organisation") or (plural and _in(single, "organisation")):
        return Kind("named_organisation", "organisation")
    if not plural:
        for group in (PUBLIC, WITHHELD, INFORMANT):
            if _in(noun, group):
                return Kind("unnamed_person", group)
        return Kind("collective", None) if _in(noun, "collective") else None
    if _in(single, WITHHELD) or _in(single, INFORMANT):
        return Kind("unnamed_group", WITHHELD if _in(single, WITHHELD) else INFORMANT)
    if _in(single, "collective") or _in(single, PUBLIC):
        return Kind("collective", None)
    return None
