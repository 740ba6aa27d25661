"""Tell the kinds of descriptions apart: "the judge", "the 46-year-old", "the Swede", "the tired
candidate".
"""

from collections.abc import Sequence
from typing import Final

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.holders import Asked, asked_in, is_office_noun
from scoring.speakers.phrases import (
    BREAKS,
    DETERMINERS,
    ELSEWHERE,
    INDEFINITE,
    OWNED,
    POSSESSIVE,
    Phrase,
    is_demonym,
    singular,
)
from scoring.speakers.types import is_citizen

NAMED: Final = 2
"""The parts of a name that ends a phrase."""
SALIENT: Final = ("public_role", "an age")
"""The kinds of description that can refer to a person although the article never says so of anyone:
"the candidate", "the 46-year-old". Other kinds were wrong too often."""
TELLING: Final = (*SALIENT, "another noun")
"""The kinds of description that can if something besides the noun is told: "the Kent athlete". A
role alone cannot: "the judge", whom the article gives to nobody, stays unnamed."""

NEITHER: Final = frozenset(("neither", "either", "nearly", "almost"))
ORDINALS: Final = ("st", "nd", "rd", "th")
CLASS_ENDS: Final = POSSESSIVE | {",", "who"}
PLACED: Final = ("LOCATION", None)
"""What the model can take a listed demonym for. "The Oregonian" is a newspaper, and not listed."""


def is_epithet(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether a phrase can be an epithet of a known person: "the tired candidate".

    An epithet tells something that the article need not have said before. ``entities`` are the
    entity labels of the phrase's words.
    """
    asked = asked_in(phrase, entities)
    has_words = bool(asked.said or asked.owners)
    return phrase.determiner in DETERMINERS and has_words and kind_of(asked, phrase) in SALIENT


def leads_state(asked: Asked) -> bool:
    """Return whether an office is one of which a country has one: no "vice president"."""
    office = " ".join((*sorted(asked.said), asked.noun))
    return office in load_terms("epithets", "head_of_state")


def is_plain(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether a description opens with "the" and has no name or complement after its noun.

    "The president of the police union" and "the brother of Ruiz" tell too much to be of anyone.
    """
    is_bare = not has_complement(phrase)
    return phrase.determiner == "the" and is_bare and not any(entities[phrase.head + 1 :])


def has_complement(phrase: Phrase) -> bool:
    """Return whether a preposition or a relative clause follows: "the director of the agency"."""
    after = phrase.words[phrase.head + 1 : phrase.head + 2]
    return bool(after) and after[0].lower() in ELSEWHERE | {"of", "at", "in"}


def is_counted(asked: Asked) -> bool:
    """Return whether a description counts: "the 12th candidate" is not the one spoken of."""
    return any(word[0].isdigit() and word.endswith(ORDINALS) for word in asked.said)


def is_class(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether a phrase is a class that stands for somebody: "the Swede", "the striker".

    ``entities`` are the entity labels of the phrase's words.
    """
    noun, after = phrase.noun, phrase.words[phrase.head + 1 :]
    # "The striker, who was hurt": a clause tells more of whoever is known.
    is_last = not after or after[0].lower() in CLASS_ENDS
    if phrase.determiner != "the" or not is_last or not is_one(phrase):
        return False
    label = entities[phrase.head]
    if label == "MISC" and is_demonym(noun):
        return True
    is_people = label in PLACED and noun in load_terms("epithets", "demonym")
    if is_people or (label != "PERSON" and is_citizen(phrase)):
        return True
    if phrase.words[phrase.head][:1].isupper():
        return False  # "the Tyre Star" is a newspaper
    return noun.split("-")[-1] in load_terms("epithets", "class")


def _is_adjective(phrase: Phrase) -> bool:
    """Return whether a party's name stands alone, as in "Republican claims that …"."""
    return len(phrase.words) == 1 and phrase.noun in load_terms("epithets", "party")


def is_definite(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether a phrase can be of somebody known: not "a president", "the other officer"."""
    if phrase.words[0].lower() in INDEFINITE | NEITHER or _is_adjective(phrase):
        return False
    return not _tells_of_another(phrase, entities)


def is_bare(phrase: Phrase) -> bool:
    """Return whether a description has neither an article nor an owner, and is no title.

    "Economist says", outside a headline, is part of a line about another article.
    """
    return opening(phrase) == "bare" and phrase.words[0].islower()


def _tells_of_another(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether a phrase says that it is of somebody else, or ends in a name.

    "The other officer" and "the second officer" are not the one spoken of, and "the vice minister
    of trade Wang Li" is nobody else, even if the model takes the name for none.
    """
    new = load_terms("sources", "somebody_else")
    words = phrase.words
    if words[1:2] and words[1].lower() in new and words[2:3] != ("-",) and phrase.head > 1:
        return True
    last = range(len(words) - NAMED, len(words))
    return ends_in_name(phrase, entities) or (
        last.start > phrase.head + 1
        and all(words[i].istitle() and entities[i] in (None, "PERSON") for i in last)
        and words[last.start - 1].istitle()
    )


def ends_in_name(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    """Return whether a full name stands behind a noun at the end of a phrase: "the head of the
    harbor police Ana Ruiz", and not "a lawyer for Ana Ruiz".
    """
    first = len(phrase.words) - NAMED
    if first <= phrase.head + 1 or any(label != "PERSON" for label in entities[first:]):
        return False
    before = phrase.words[first - 1]
    return before.isalpha() and before.lower() not in BREAKS | load_terms("sources", "function")


def is_one(phrase: Phrase) -> bool:
    """Return whether a phrase is of one person, not counted from several, and no pair: "the mayor
    and the governor".
    """
    after = [word.lower() for word in phrase.words[phrase.head + 1 :]]
    opens = DETERMINERS | INDEFINITE | POSSESSIVE
    is_pair = after[:1] == ["and"] and not opens.isdisjoint(after)
    return not (phrase.counted or is_pair) and singular(phrase.noun) == phrase.noun


def opening(phrase: Phrase) -> str:
    """Return how a description opens: with "the", with an owner, or with neither."""
    if phrase.determiner in ("his", "her"):
        return "his"
    if phrase.determiner in OWNED:
        return "its"
    if not POSSESSIVE.isdisjoint(phrase.words[: phrase.head]):
        return "owner"
    if phrase.determiner in DETERMINERS:
        return "the"
    return "indefinite" if phrase.determiner in INDEFINITE else "bare"


def kind_of(asked: Asked, phrase: Phrase) -> str:
    """Return the kind of description: an age, an office, a group of roles, or another noun."""
    noun = singular(phrase.noun)
    if noun == "old":
        return "an age"
    if is_office_noun(asked.noun):
        return "an office"
    for group in ("withheld_role", "informant_role", "public_role"):
        if noun in load_terms("sources", group):
            return group
    return "another noun"
