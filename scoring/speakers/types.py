"""Decide a source's type from its own words: first names in it, then its head noun.

If the words do not decide, the model does.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_endings, load_terms
from scoring.speakers.apposition import apposed, listed
from scoring.speakers.phrases import (
    DETERMINERS,
    INDEFINITE,
    ONE,
    POSSESSIVE,
    Phrase,
    analyse,
    is_coded,
    is_demonym,
    is_ratio,
    singular,
)
from scoring.types import SourceType

WITHHELD: Final = "withheld_role"
INFORMANT: Final = "informant_role"
PUBLIC: Final = "public_role"
LEAKED: Final = "leaked"


CLAUSES: Final = frozenset(", ( – — who whose whom".split())
"""What opens a clause about a source that is already told: "another, who delivered eggs,"."""
TOLD: Final = 3
"""The fewest words of an apposition with its comma: ", a survey"."""
ACRONYM: Final = (2, 5)
"""The fewest and the most letters of a body's initials."""
IDEA: Final = 7
"""The fewest letters of an idea's name in "-ism": "Marxism", but not "Prism"."""
THINGS: Final[tuple[SourceType, ...]] = ("document", "named_organisation")


class GroupedType(NamedTuple):
    """A source type, and the lexicon group that gave it (``None`` if no group did).

    ``sure`` means that the words leave no doubt ("somebody", "one of them"), so that no other
    evidence is considered.
    """

    type: SourceType
    group: str | None = None
    sure: bool = False


def _in(noun: str, group: str) -> bool:
    return noun in load_terms("sources", group)


def type_by_words(phrase: Phrase, entities: Sequence[str | None]) -> GroupedType | None:
    """Return the type that the phrase's words give, or ``None`` if they do not decide.

    ``entities`` are the entity labels of the phrase's words.
    """
    noun, label = phrase.noun, _label(phrase, entities)
    if _in(noun, "somebody") or is_coded(phrase):
        return GroupedType("unnamed_person", WITHHELD, sure=True)
    if named := _thing_by_name(phrase):
        return named
    by_noun = _unnamed(phrase) or _by_noun(noun, phrase)
    lowercase = phrase.words[phrase.head][:1].islower()
    if label == "PERSON" and not (lowercase and by_noun):
        return GroupedType("named_person")
    if apposed(phrase, entities) is not None:
        return GroupedType("named_person", by_noun.group if by_noun else None)
    if listed(phrase, entities):
        return GroupedType("named_person", sure=True)
    if by_noun:
        return by_noun._replace(sure=True) if _is_body(phrase, entities) else by_noun
    if is_citizen(phrase):
        return GroupedType("unnamed_person", INFORMANT)
    if label == "LOCATION":
        # A place as a source means its government or its team.
        return GroupedType("named_organisation")
    if label == "ORGANIZATION":
        return GroupedType("named_organisation")
    if label == "MISC" and noun.endswith(("s", "men")):
        return GroupedType("collective")
    if label is None and _is_acronym(phrase):
        return GroupedType("named_organisation", sure=True)
    if phrase.counted or noun[:1].isdigit():
        return GroupedType("collective")
    return None


def is_citizen(phrase: Phrase) -> bool:
    """Return whether a phrase is nothing but "the" and one citizen: "the Brazilian"."""
    noun, is_alone = phrase.noun, len(phrase.words) == phrase.head + 1 == len(("the", "Brazilian"))
    is_one = noun.endswith(("an", "man", "woman")) and is_demonym(noun)
    return phrase.determiner == "the" and is_alone and is_one


def _thing_by_name(phrase: Phrase) -> GroupedType | None:
    """Return the type of what is no people, if the words name it beyond doubt, or ``None``."""
    whole = " ".join(phrase.words).lower().replace(" .", ".")
    if _is_biggest(phrase) or whole in load_terms("sources", "house"):
        return GroupedType("named_organisation", "organisation", sure=True)
    if len(phrase.words) == 1 and len(whole) >= IDEA and whole.endswith(("ism", "isms")):
        return GroupedType("collective", sure=True)  # "Stoicism teaches": whoever holds it
    return GroupedType("document", LEAKED, sure=True) if _is_leak(phrase) else None


def _is_biggest(phrase: Phrase) -> bool:
    """Return whether a phrase is of a firm by its size: "Britain's second-biggest grocer"."""
    size = ("biggest", "largest")
    is_trade = _in(phrase.noun, "trade_body") or phrase.noun.endswith(
        load_endings("sources", "trade_body")
    )
    words = (word.lower() for word in phrase.words[: phrase.head])
    return phrase.counted is None and is_trade and any(word.endswith(size) for word in words)


def _is_leak(phrase: Phrase) -> bool:
    """Return whether a phrase is the name of texts that have come to light: "the Panama Papers"."""
    words = phrase.words[: phrase.head + 1]
    is_name = len(words) > len(("the", "Papers")) and all(word.istitle() for word in words[1:])
    return is_name and phrase.determiner == "the" and _in(phrase.noun, LEAKED)


def _is_body(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether people cannot be meant: "several media outlets", "Ruiz's team"."""
    if singular(phrase.noun) in load_terms("sources", "outlet"):
        return True
    owner = phrase.head - 2
    is_owned = owner >= 0 and phrase.words[phrase.head - 1] in POSSESSIVE
    return is_owned and phrase.noun == "team" and entities[owner] == "PERSON"


def is_several_bodies(phrase: Phrase, ruled: GroupedType) -> bool:
    """Return whether a phrase is of several bodies, not of people: "two charities", "unions".

    "Authorities" are officials, and "some of the firms" can be their spokespeople.
    """
    single = singular(phrase.noun)
    is_body = ruled.type == "named_organisation" and ruled.group == "organisation"
    is_people = _in(phrase.noun, "plural_group") or phrase.noun == "police"
    is_joined = "and" in phrase.words[phrase.head :]  # "companies and farmers"
    is_several = single != phrase.noun and phrase.counted is None
    return is_body and is_several and not (is_people or is_joined)


def _is_acronym(phrase: Phrase) -> bool:
    """Return whether the phrase is only a short word in capitals, as a body's initials: "IDS"."""
    word = phrase.words[phrase.head]
    rest = [w for w in phrase.words[: phrase.head] if w.lower() != "the"]
    is_short = ACRONYM[0] <= len(word) <= ACRONYM[1] and word.isalpha() and word.isupper()
    is_short = is_short and word.lower() not in load_terms("sources", "written_occupation")
    return is_short and not rest and phrase.head + 1 == len(phrase.words)


def _unnamed(phrase: Phrase) -> GroupedType | None:
    """Return the type of a phrase that cannot name anyone, such as "several people"."""
    lower = [word.lower() for word in phrase.words]
    noun, first = phrase.noun, lower[: phrase.head]
    if is_ratio(phrase.words):
        return GroupedType("collective", sure=True)
    if _in(noun, "spokespeople"):
        return GroupedType("unnamed_group", WITHHELD, sure=True)
    is_last = phrase.head + 1 == len(lower) or lower[phrase.head + 1] in CLAUSES
    alone = phrase.counted is None and is_last and phrase.head <= 1
    if alone and _in(noun, "ordinal") and (not first or first[0] in ("a", "the", "yet")):
        return GroupedType("unnamed_person", WITHHELD, sure=True)
    people = noun in ("people", "them", "these", "those", "us") or _in(noun, "several")
    if phrase.counted in ONE and people:
        # "One of them, a survey of farmers": what follows says what it is.
        return _told_after(phrase) or GroupedType("unnamed_person", WITHHELD, sure=True)
    if noun == "people" and (
        any(_in(word, "several") for word in first)
        or (phrase.counted is not None and _in(phrase.counted, "several"))
    ):
        return GroupedType("unnamed_group", WITHHELD)
    return None


def _told_after(phrase: Phrase) -> GroupedType | None:
    """Return the type of a text or a body that a noun after a comma tells, or ``None``."""
    after = phrase.words[phrase.head + 1 :]
    if len(after) < TOLD or after[0] != "," or after[1].lower() not in INDEFINITE | DETERMINERS:
        return None
    told = analyse(after[1:])
    kind = _by_noun(told.noun, told)
    return kind if kind and kind.type in THINGS else None


def _label(phrase: Phrase, entities: Sequence[str | None]) -> str | None:
    """Return the head's entity label.

    A capitalized head that follows the first part of a name, and perhaps particles, is the last
    part of that name.
    """
    label = entities[phrase.head]
    before = zip(phrase.words[: phrase.head], entities, strict=False)
    capital = phrase.words[phrase.head][:1].isupper()
    if label is None and capital and phrase.head and entities[0] == "PERSON":
        particles = load_terms("sources", "particle")
        if all(entity == "PERSON" or word in particles for word, entity in before):
            return "PERSON"
    return label


def _by_noun(noun: str, phrase: Phrase) -> GroupedType | None:
    single = singular(noun)
    plural = single != noun or noun in ("people", "police")
    if noun in ("people", "those"):
        familiar = load_terms("sources", "familiar") & {w.lower() for w in phrase.words}
        if familiar:
            return GroupedType("unnamed_group", WITHHELD)
    if noun == "people":
        return GroupedType("collective")
    role = next((group for group in (WITHHELD, INFORMANT, PUBLIC) if _in(single, group)), None)
    if phrase.counted in ONE and role:
        return GroupedType("unnamed_person", WITHHELD)
    if _in(noun, "plural_group"):
        return GroupedType("unnamed_group", role)
    if plural and _in(noun, "collective"):
        return GroupedType("collective")
    if _in(single, "document") and not _in(noun, "organisation"):
        return GroupedType("document")
    if _in(noun, "organisation"):
        return GroupedType("named_organisation", "organisation")
    if plural and _in(single, "organisation"):
        return GroupedType("named_organisation", "organisation")
    return _by_role(noun, single, phrase, plural=plural)


def _by_role(noun: str, single: str, phrase: Phrase, *, plural: bool) -> GroupedType | None:
    """Return the type of people by their role: officials, critics, senators, voters."""
    if not plural:
        indefinite = phrase.determiner in INDEFINITE
        for group in (PUBLIC, WITHHELD, INFORMANT):
            if _in(noun, group):
                return GroupedType("unnamed_person", group)
        if not _in(noun, "collective"):
            return None
        # "An Iowa voter" is one person; "the public" is a group at large.
        return GroupedType("unnamed_person" if indefinite else "collective")
    if _in(single, WITHHELD) or _in(single, INFORMANT):
        group = WITHHELD if _in(single, WITHHELD) else INFORMANT
        return GroupedType("unnamed_group", group)
    if _in(single, "collective") or _in(single, PUBLIC):
        return GroupedType("collective")
    return None
