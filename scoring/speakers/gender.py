"""Whether "he" or "she" can stand for a person: by title, by given name, by the pronouns nearby.

It serves to find antecedents and is never reported.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final, TypeVar

import numpy as np

from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading

H = TypeVar("H", bound=Hashable)

FEMALE: Final = frozenset(
    "mrs ms miss lady queen princess sister she her hers congresswoman spokeswoman "
    "chairwoman".split()
)
MALE: Final = frozenset("mr sir lord king prince father he him his congressman spokesman".split())
SHE: Final = frozenset("she her hers herself".split())
HE: Final = frozenset("he him his himself".split())
PRONOUNS: Final = SHE | HE
WOMAN: Final = ("woman", "women")
MAN: Final = ("man", "men")
"""Ends of nouns that tell; the women's are looked at first: "woman" ends on "man" too."""
MIN_PRONOUNS: Final = 2
"""Pronouns it takes to tell by them, and how many times as many as of the other gender."""


def by_words(words: Iterable[str]) -> bool | None:
    """Return whether a title or role tells of a woman, ``None`` if none of the words tells."""
    told = [word in FEMALE for word in words if word in FEMALE or word in MALE]
    return any(told) if told else None


def by_noun(noun: str) -> bool | None:
    """Return whether a role or kinship is a woman's, ``None`` if it does not tell."""
    if noun.endswith(WOMAN) or noun in load_terms("sources", "female_noun"):
        return True
    if noun in load_terms("sources", "male_noun"):
        return False
    tells = noun.endswith(MAN) and noun not in load_terms("sources", "neither_noun")
    return False if tells else None


def by_given_name(names: Sequence[str], degree: str = "") -> bool | None:
    """Return whether a full name, in lower case, is a woman's; ``None`` if it does not tell.

    ``degree``: "mostly_" for names that the other gender bears now and then.
    """
    if len(names) > 1:
        for female, group in ((True, f"{degree}female"), (False, f"{degree}male")):
            if names[0] in load_terms("given_names", group):
                return female
    return None


def by_pronouns(reading: Reading, at: Mapping[int, H]) -> dict[H, bool]:
    """Return who is a woman by the pronouns in sentences that name nobody else.

    ``at``: the people by token. Pronouns in quotation marks are the speaker's, and do not count.
    """
    she, he = Counter[H](), Counter[H]()
    starts = [*np.flatnonzero(reading.starts).tolist(), len(reading.tokens.words)]
    for start, stop in pairwise(starts):
        named = [i for i in range(start, stop) if i in at]
        if not named or any(at[i] is not at[named[0]] for i in named):
            continue
        for i in range(named[0] + 1, stop):
            word = reading.tokens.words[i].lower()
            if word in PRONOUNS and not reading.quoted[i]:
                (she if word in SHE else he)[at[named[0]]] += 1
    told = {}
    for person in {*she, *he}:
        more, less = max(she[person], he[person]), min(she[person], he[person])
        if more >= MIN_PRONOUNS * max(1, less):
            told[person] = she[person] > he[person]
    return told
