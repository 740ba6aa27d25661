"""Find the person whom the lead calls by a role only, and the next paragraph by name.

"A lifeguard has been praised for …" and then "Josh Perrin, 19, saw an arm above the waves.": nobody
says that Perrin is the lifeguard, but newspapers write so. It is certain enough only if the lead
has no other person and an age goes with one of the two.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.gender import by_noun
from scoring.speakers.phrases import BREAKS, HYPHENS, is_listed, is_somebody, singular
from scoring.speakers.roles import AGE, VERBS, Role

LEAD: Final = 3
"""The number of paragraphs that can be the lead: below a headline and a subheading."""
DESCRIBED: Final = 10
"""The most tokens from the article to the noun: "an 81-year-old retired primary school teacher"."""
SOON: Final = 60
"""The most tokens from the lead's role to the name."""
OPENING: Final = 3
"""The most tokens from the start of the paragraph to the name."""


NOBODY: Final = frozenset(("person", "people", "old", "or", "nor", "per"))
"""Words among those for people that introduce nobody: "an 81-year-old", "the youngest person"."""


class Named(NamedTuple):
    """What is known of a person named later: gender, and roles beside the name."""

    start: int
    in_full: bool
    female: bool | None
    roles: Sequence[Role]


def lead_role(reading: Reading, people: Sequence[Named]) -> tuple[int, Role] | None:
    """Return the index of the person whom the lead describes, and the role; ``None`` if unsure.

    ``people`` are sorted by their first mention. ``start`` is its first token.
    """
    words = [word.lower() for word in reading.tokens.words]
    paragraphs = reading.tokens.paragraphs
    for start, end in paragraphs[:LEAD]:
        noun = _role_at(reading, words, start, end)
        if noun is None:
            continue
        if any(_is_role(words[i]) for i in range(start, end) if i != noun):
            return None
        found = next((i for i, one in enumerate(people) if one.start > start), None)
        if found is None:
            return None
        person = people[found]
        role = Role(words[noun], tuple(sorted({w for w in words[start + 1 : noun] if w.isalpha()})))
        opens = next((s for s, e in paragraphs if s <= person.start < e), person.start)
        is_next = end <= person.start <= noun + SOON and person.start - opens <= OPENING
        has_age = any(one.noun.endswith(AGE) for one in person.roles) or _is_aged(words, noun)
        address = load_terms("titles", "address") | {role.noun}
        is_other = any(is_somebody(one.noun) and one.noun not in address for one in person.roles)
        fits = None in (person.female, by_noun(role.noun)) or person.female == by_noun(role.noun)
        if is_next and has_age and not is_other and fits and person.in_full:
            return found, role
        return None
    return None


def _role_at(reading: Reading, words: Sequence[str], start: int, end: int) -> int | None:
    """Return the token of the role that opens a paragraph: "A retired teacher has …"."""
    if words[start] not in ("a", "an") or reading.quoted[start]:
        return None
    for i in range(start + 1, min(end - 1, start + DESCRIBED)):
        goes_on = words[i + 1] in (BREAKS | VERBS) - HYPHENS or words[i + 1].endswith("ed")
        if goes_on:
            return i if _is_role(words[i]) else None
    return None


def _is_role(word: str) -> bool:
    single = singular(word)
    generic = load_terms("epithets", "generic")
    closed = BREAKS | VERBS | load_terms("sources", "function") | load_terms("titles", "no_role")
    if word in closed or word in NOBODY:
        return False
    return is_listed(single) or (is_somebody(single) and single not in generic)


def _is_aged(words: Sequence[str], noun: int) -> bool:
    """Return whether there is an age: "a schoolgirl of 14", "an 81-year-old grandmother"."""
    after = words[noun + 1 : noun + 3]
    follows = len(after) > 1 and after[0] in ("of", "aged", ",") and after[1].isdigit()
    return follows or "old" in words[max(0, noun - DESCRIBED) : noun]
