"""The name beside a role: "Minister of Education Ana Ruiz", "the port's director, Omar Aziz".

In a close apposition the name follows the role and what belongs to it, in a loose one a comma
(Quirk et al. 1985, 17.65 ff.). A name after any other preposition is somebody else's: "a spokesman
for Ana Ruiz".
"""

from collections.abc import Sequence
from typing import Final

from scoring.lexicon import load_terms
from scoring.speakers.phrase import DETERMINERS, ONE, Phrase, singular

ROLES: Final = ("withheld_role", "informant_role", "public_role")
ELSEWHERE: Final = frozenset("for to with from by who whom whose that which".split())
"""What leads from a role to somebody else: "an aide to the governor of Ohio"."""
OF_AN_OFFICE: Final = frozenset(("for", "to"))
COURTESY: Final = frozenset("mr mrs ms miss dr".split())
HALF_ROLES: Final = frozenset((("of", "staff"), ("of", "state")))
"""Nouns that are half of a role's name: "chief of staff Lena Holt"."""
THINGS: Final = ("document", "collective")
COMMA: Final = ","


def apposed(phrase: Phrase, entities: Sequence[str | None]) -> int | None:
    """Return where the name stands that is in apposition to the phrase's head, if one is.

    ``entities`` are the entity labels of the phrase's words.
    """
    if entities[phrase.head] == "PERSON" or not _is_one(phrase):
        return None
    if any(phrase.noun in load_terms("sources", n) for n in THINGS):
        return None
    words = phrase.words
    body = _is_body(phrase, entities)
    for at in range(phrase.head + 2, len(words)):
        if entities[at] != "PERSON" or entities[at - 1] == "PERSON":
            continue
        comma = _comma_before(words, at)
        if body:
            # "The Tufts Student Union president Ana Ruiz": the body's name goes before the role.
            joined = words[at - 1].islower() and _is_role(words, at - 1)
        elif comma > phrase.head:
            joined = _closes(words, entities, at)
        else:
            joined = _is_title(phrase, entities, at)
        if joined and not (comma <= phrase.head and _leads_away(phrase, at)):
            return at
    return None


def _comma_before(words: Sequence[str], at: int) -> int:
    """Where the comma is that only a title parts from the name, -1 if there is none."""
    place = at - 1
    while place > 0 and (words[place].lower() in DETERMINERS or _is_role(words, place)):
        place -= 1
    return place if words[place] == COMMA else -1


def _is_one(phrase: Phrase) -> bool:
    return phrase.counted in ONE or singular(phrase.noun) == phrase.noun


def _is_body(phrase: Phrase, entities: Sequence[str | None]) -> bool:
    label = entities[phrase.head]
    return label in ("ORGANIZATION", "LOCATION") or phrase.noun in load_terms(
        "sources", "organisation"
    )


def _leads_away(phrase: Phrase, at: int) -> bool:
    """Is there a preposition to somebody else? An office has its own: "Ambassador to Chad"."""
    is_office = phrase.words[phrase.head][:1].isupper() and phrase.noun in load_terms(
        "sources", "public_role"
    )
    away = ELSEWHERE - OF_AN_OFFICE if is_office else ELSEWHERE
    return any(word.lower() in away for word in phrase.words[phrase.head + 1 : at])


def _closes(words: Sequence[str], entities: Sequence[str | None], at: int) -> bool:
    """Does the name end the phrase or its part? "Of Ruiz, Holt and Aziz" are others."""
    stop = at
    while stop < len(words) and entities[stop] == "PERSON":
        stop += 1
    return stop == len(words) or words[stop].lower() in (COMMA, "of", "from", "(")


def _is_title(phrase: Phrase, entities: Sequence[str | None], at: int) -> bool:
    """Is all from the head to the name one title: "Governor of Ohio"?"""
    words = phrase.words
    # "Undersecretary for Trade Mr. Aziz": a courtesy title may come last.
    end = at - 1 if words[at - 1].lower().rstrip(".") in COURTESY else at
    between = range(phrase.head + 1, end)
    if not between:
        return False
    if words[between[0]] == "and":
        # "Actor and activist Omar Aziz" is one man; "her aide and Senator Holt" are two people.
        return all(words[i].islower() for i in between) and _is_role(words, end - 1)
    if any(_is_role(words, i) for i in between):
        return False
    named = words[end - 1][:1].isupper() and entities[end - 1] != "MISC"
    return named or (words[end - 2].lower(), words[end - 1].lower()) in HALF_ROLES


def _is_role(words: Sequence[str], at: int) -> bool:
    word = words[at].lower().rstrip(".")
    if (words[at - 1].lower(), word) in HALF_ROLES:
        return False
    return word in load_terms("sources", "title") or any(
        singular(word) in load_terms("sources", group) for group in ROLES
    )
