"""What an article says somebody is: "Judge Amy Cole", "Amy Cole, the mayor of Tyre"."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.speakers.names import HYPHENS, full_titles
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, singular

AGE: Final = "-year-old"
"""How the noun of an age ends."""
ARTICLES: Final = DETERMINERS | INDEFINITE
DEPUTIES: Final = load_terms("roles", "deputy")
"""Words that turn an office into a different one: a vice president is not a president."""


class Role(NamedTuple):
    """What a person is. ``said`` are the other words of the phrase, including the role's owner.

    ``places`` and ``bodies`` are those of them that name a place or its people, or a body.
    ``owners`` are common nouns for whoever has the role or is stood for: "the family's lawyer".
    """

    noun: str
    said: tuple[str, ...]
    places: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()


class Told(NamedTuple):
    """A role, its phrase's token range without the name, and the token of its noun.

    The range is empty where the article gives a party or an age instead of a title.
    """

    role: Role
    start: int
    end: int
    head: int


def of_places(told: Told, places: Collection[str]) -> Told:
    """Return a role of which more places are told."""
    if not places:
        return told
    role = told.role
    said, own = (tuple(sorted({*words, *places})) for words in (role.said, role.places))
    return told._replace(role=role._replace(said=said, places=own))


def role_noun(words: Sequence[str], head: int) -> str:
    """Return the noun of a role, with a word that makes it a different office: "vice president".

    ``words`` are in lower case, and ``head`` is the index of the noun. A hyphenated noun such as
    "co-author" or "front-runner" is one noun.
    """
    noun = words[head].rstrip(".")
    noun = full_titles().get(noun, noun)
    at = head
    while at > 1 and words[at - 1] in HYPHENS:
        at -= 2
        noun = f"{words[at]}-{noun}"
    before = words[at - 1].rstrip(".") if at else ""
    before = full_titles().get(before, before)
    noun = singular(noun)
    is_other = before in DEPUTIES and noun not in load_terms("titles", "address")
    return f"{before} {noun}" if is_other else noun
