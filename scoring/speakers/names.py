"""The parts of a person's name as an article writes it, made alike: "Sen. Luis Peña Jr."

Two writings of one name differ by accents, apostrophes, hyphens and case, by a title before and a
suffix after it, by initials and nicknames. What is left is what they share.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from scoring.lexicons.lexicon import load_terms

Names = tuple[str, ...]

SUFFIXES: Final = frozenset(("jr", "sr", "ii", "iii", "iv", "esq"))
HYPHENS: Final = frozenset(("-", "‑"))
POSSESSIVE: Final = frozenset(("'s", "’s", "'", "’"))
ARTICLES: Final = frozenset(("al", "el"))
"""The Arabic article: the name has it in full and may lose it afterwards, hyphen and all."""
OPENING: Final = frozenset("(\"“'‘")
UNMARKED: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
    | dict.fromkeys("'’‘ʼ`´.")
)
"""Letters that do not come apart into a plain one and a mark; apostrophes and full stops go."""


class Name(NamedTuple):
    """A name's parts, alike however they are written, without title.

    ``begins``: how many of its words are titles, which the name begins after. ``nickname``: what
    stands in brackets or quotation marks. ``suffix``: "jr", or nothing.
    """

    names: Names
    begins: int = 0
    nickname: str = ""
    suffix: str = ""


@cache
def fold(word: str) -> str:
    """Return a word without case, accents, apostrophes and full stops."""
    apart = unicodedata.normalize("NFKD", word.lower().translate(UNMARKED))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def parse(words: Sequence[str]) -> Name:
    """Return the parts of a name; it has none if the words are a title alone, or no words."""
    begins = _title_words(words)
    names: list[str] = []
    nickname = suffix = ""
    joins = in_brackets = False
    for word in words[begins:]:
        plain = fold(word)
        if word in OPENING:
            in_brackets = bool(names) and not in_brackets
        elif word in HYPHENS:
            joins = bool(names) and names[-1] not in ARTICLES
        elif not plain[:1].isalpha() or word.lower() in POSSESSIVE or plain == "s":
            in_brackets = False
        elif in_brackets:
            nickname = nickname or plain
        elif joins:
            names[-1] += f"-{plain}"
            joins = False
        elif plain in SUFFIXES and names:
            suffix = plain
        else:
            names += _apart(word)
    return Name(tuple(names), begins, nickname, suffix)


def given_names(name: str) -> frozenset[str]:
    """Return the given names of which this is one writing: "bob" is "robert"."""
    return frozenset((name, *_full_forms().get(name, ())))


def title_before(words: Sequence[str], at: int) -> str:
    """Return the word before a name, folded, if it may be a title: "Sgt" and "." may be two."""
    before = at - 2 if at > 1 and words[at - 1] == "." else at - 1
    if before < 0 or (before < at - 1 and fold(words[before]) not in full_titles()):
        return ""
    return fold(words[before])


def agree(names: Names, others: Names) -> bool:
    """Can these be one name in full? Middle names must not differ: "George W.", "George H. W."."""
    return all(
        one == other or (one[0] == other[0] and 1 in (len(one), len(other)))
        for one, other in zip(_middle(names), _middle(others), strict=False)
    )


def is_surname_part(word: str) -> bool:
    """Is this a particle inside a surname: "van", "de", "al"?"""
    return word.lower() in load_terms("sources", "particle")


def _middle(names: Names) -> list[str]:
    return [name for name in names[1:-1] if not is_surname_part(name)]


def _title_words(words: Sequence[str]) -> int:
    """How many words before the name are titles, or roles in lower case: "study author Ana"."""
    titles = load_terms("sources", "title")
    begins = 0
    for at, word in enumerate(words):
        if fold(word) in titles or (word[:1].islower() and not is_surname_part(word)):
            begins = at + 1
        elif word not in HYPHENS:
            break
    return begins


def _apart(word: str) -> Iterable[str]:
    """Initials written as one word, "J.R.", and what a hyphen joins to the Arabic article."""
    parts = [part for part in word.split(".") if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return map(fold, parts)
    article, _, rest = fold(word).partition("-")
    return (article, rest) if article in ARTICLES and rest else (fold(word),)


@cache
def full_titles() -> dict[str, str]:
    """Return the titles by their short forms: "sen" is "senator"."""
    pairs = (line.partition(": ") for line in load_terms("sources", "full_title"))
    return {short: full for short, _, full in pairs}


@cache
def _full_forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    for line in sorted(load_terms("nicknames", "given_name")):
        full, *short = line.split()
        for name in short:
            forms.setdefault(name, []).append(full)
    return forms
