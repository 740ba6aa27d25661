"""Decide whether "he" or "she" can refer to a person, by title, given name and nearby pronouns.

This is used to find antecedents and is never reported.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeVar

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading
from scoring.speakers.names import is_family_first

H = TypeVar("H", bound=Hashable)

FEMALE: Final = load_terms("sources", "female_title") | load_terms("sources", "she")
MALE: Final = load_terms("sources", "male_title") | load_terms("sources", "he")
SHE: Final = load_terms("sources", "she") | {"herself"}
HE: Final = load_terms("sources", "he") | {"himself"}
PRONOUNS: Final = SHE | HE
OBJECTS: Final = frozenset(("her", "him"))
WOMAN: Final = ("woman", "women")
MAN: Final = ("man", "men")
"""Noun endings that tell the gender. ``WOMAN`` is checked first, because "woman" ends in "man"."""
MIN_PRONOUNS: Final = 2
"""The fewest pronouns that decide a gender."""
MIN_RATIO: Final = 2
"""There must be more than this many times the pronouns of the other gender."""


def by_words(words: Iterable[str]) -> bool | None:
    """Return whether a title or role is a woman's; ``None`` if no word tells."""
    told = [word in FEMALE for word in words if word in FEMALE or word in MALE]
    return any(told) if told else None


def by_noun(noun: str) -> bool | None:
    """Return whether a noun for a role or relative is a woman's; ``None`` if it does not tell."""
    if noun.endswith(WOMAN) or noun in load_terms("sources", "female_noun"):
        return True
    if noun in load_terms("sources", "male_noun"):
        return False
    tells = noun.endswith(MAN) and noun not in load_terms("sources", "neither_noun")
    return False if tells else None


def by_given_name(names: Sequence[str], degree: str = "") -> bool | None:
    """Return whether a full name, in lower case, is a woman's; ``None`` if it does not tell.

    With ``degree="mostly_"``, use the names that the other gender sometimes has too.
    """
    if len(names) < 2 or is_family_first((*names,)):
        return None
    degrees = (degree,) if degree else ("", "elsewhere_")
    for female, group in ((True, "female"), (False, "male")):
        if any(names[0] in load_terms("given_names", f"{one}{group}") for one in degrees):
            return female
    return None


def by_first_name(name: str) -> bool | None:
    """Return whether a given name alone is a woman's; ``None`` if it does not tell."""
    for female, group in ((True, "female"), (False, "male")):
        if any(name in load_terms("given_names", f"{one}{group}") for one in ("", "elsewhere_")):
            return female
    return None


def by_pronouns(reading: Reading, at: Mapping[int, H]) -> dict[H, bool]:
    """Return whether each person is a woman, by the pronouns in sentences that name nobody else.

    The pronoun that opens the next sentence of the paragraph counts too, if that sentence names
    nobody and another pronoun agrees with it: "Umaga said he was ready. He told …". ``at`` maps
    tokens to people. People for whom the pronouns do not decide are left out. Pronouns in quotation
    marks do not count, because they are the speaker's words, and neither do those of whom the
    person asks or tells something. "Maja Nordin and her partner" decides
    by itself, because nobody else can be meant.
    """
    she, he = Counter[H](), Counter[H]()
    lower = reading.tokens.lower
    for i, person in at.items():
        if lower[i + 1 : i + 2] == ["and"] and lower[i + 2 : i + 3] in (["her"], ["his"]):
            (she if lower[i + 2] in SHE else he)[person] += MIN_PRONOUNS
    starts = [*reading.start_places, len(lower)]
    paragraphs = {*reading.tokens.paragraph_starts}
    opened = Counter[tuple[H, bool]]()
    last: H | None = None
    for start, stop in pairwise(starts):
        named = [i for i in range(start, stop) if i in at]
        if not named and last is not None and start not in paragraphs and not reading.quoted[start]:
            opened[last, lower[start] in SHE] += lower[start] in PRONOUNS
        last = None
        if not named or any(at[i] is not at[named[0]] for i in named):
            continue
        last = at[named[0]]
        for i in range(named[0] + 1, stop):
            word = lower[i]
            if word in OBJECTS and lower[i - 1] in load_terms("cues", "who_is_told"):
                break  # "Holt asked her whether she …" tells of another
            if word in PRONOUNS and not reading.quoted[i]:
                (she if word in SHE else he)[at[named[0]]] += 1
    told = {}
    for person in {*she, *he}:
        women, men = she[person], he[person]
        women += opened[person, True] if women else 0
        men += opened[person, False] if men else 0
        more, less = max(women, men), min(women, men)
        if more >= MIN_PRONOUNS and more > MIN_RATIO * less:
            told[person] = women > men
    return told
