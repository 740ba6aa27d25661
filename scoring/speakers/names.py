"""Parse and normalize a person's name as an article writes it: "Sen. Luis Peña Jr."

Spellings of one name can differ in accents, apostrophes, hyphens, case, titles, suffixes, initials
and nicknames. Normalization keeps the parts that the spellings share.
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
"""The Arabic article. A full name has it; later mentions may drop it together with its hyphen."""
FORMED: Final = ("ed", "ing", "ly")
ADJECTIVES: Final = frozenset("style era led like esque free type run only".split())
"""After a name and a hyphen, these form an adjective: "Holt-backed", "Holt-era"."""
OPENING: Final = frozenset("(\"“'‘")
UNMARKED: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i"}
    | dict.fromkeys("'’‘ʼ`´.")
)
"""Replacements for letters that Unicode does not decompose into a plain letter and a mark.
Apostrophes and periods are removed."""


class Name(NamedTuple):
    """A name's normalized parts, without title.

    ``begins`` is the number of title words before the name. ``nickname`` is the part in parentheses
    or quotation marks. ``suffix`` is a suffix such as "jr", or empty.
    """

    names: Names
    begins: int = 0
    nickname: str = ""
    suffix: str = ""


def fold(word: str) -> str:
    """Return a word in lower case, without accents, apostrophes and periods.

    It is not cached: a cache would keep the names in all articles.
    """
    if word.isascii() and word.isalpha():
        return word.lower()
    plain = word.lower().translate(UNMARKED)
    if plain.isascii():
        return plain
    apart = unicodedata.normalize("NFKD", plain)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


class Mention(NamedTuple):
    """A name and its token range, without a title."""

    start: int
    end: int
    name: Name


def parse(words: Sequence[str]) -> Name:
    """Return the parts of a name. There are none if the words are empty or only a title."""
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
            names += _apart(word, plain)
    return Name(tuple(names), begins, nickname, suffix)


def given_name_forms(name: str) -> frozenset[str]:
    """Return a given name and the full names it can be short for, or another spelling of: "bob" for
    "robert", "sergey" for "sergei".
    """
    return frozenset((name, *_full_forms().get(name, ())))


def title_before(words: Sequence[str], at: int) -> str:
    """Return the folded word before the name at token ``at``, which may be a title.

    A title's period can be a token of its own ("Sgt" and "."). Return an empty string if there is
    no word before the name, or if a period follows a word that is not an abbreviated title.
    """
    before = at - 2 if at > 1 and words[at - 1] == "." else at - 1
    if before < 0 or (before < at - 1 and fold(words[before]) not in full_titles()):
        return ""
    return fold(words[before])


def agree(names: Names, others: Names) -> bool:
    """Return whether two full names can be one name, by their middle names.

    Middle names must be equal or match as initials: "George W." and "George H. W." differ.
    """
    return all(
        one == other or (one[0] == other[0] and 1 in (len(one), len(other)))
        for one, other in zip(_middle(names), _middle(others), strict=False)
    )


def is_family_first(names: Names) -> bool:
    """Return whether a full name opens with the family name: "Xi Jinping", "Kim Jong-un"."""
    before = load_terms("given_names", "family_before_hyphen")
    is_before = "-" in names[-1] and names[0] in before
    return len(names) > 1 and (is_before or names[0] in load_terms("given_names", "family_name"))


def is_surname_part(word: str) -> bool:
    """Return whether a word is a particle inside a surname: "van", "de", "al"."""
    return word.lower() in load_terms("sources", "particle")


def is_name_part(word: str) -> bool:
    """Return whether a word behind a hyphen can be part of a name; none is in "Holt-backed"."""
    formed = word.islower() and (word.endswith(FORMED) or word in ADJECTIVES)
    return word.isalpha() and not formed


def _middle(names: Names) -> list[str]:
    return [name for name in names[1:-1] if not is_surname_part(name)]


def _title_words(words: Sequence[str]) -> int:
    """Count the words before the name: titles, or roles in lower case ("study author Ana")."""
    titles = load_terms("sources", "title")
    begins = 0
    for at, word in enumerate(words):
        if fold(word) in titles or (word[:1].islower() and not is_surname_part(word)):
            begins = at + 1
        elif word not in HYPHENS:
            break
    return begins


def _apart(word: str, plain: str) -> Iterable[str]:
    """Split initials written as one word ("J.R."), and an Arabic article from its name ("al-").

    ``plain`` is the folded word.
    """
    parts = [part for part in word.split(".") if part]
    if len(parts) > 1 and all(len(part) == 1 for part in parts):
        return map(fold, parts)
    article, _, rest = plain.partition("-")
    return (article, rest) if article in ARTICLES and rest else (plain,)


@cache
def full_titles() -> dict[str, str]:
    """Return the full titles by their short forms: "sen" is "senator"."""
    pairs = (line.partition(": ") for line in load_terms("sources", "full_title"))
    return {short: full for short, _, full in pairs}


@cache
def _full_forms() -> dict[str, list[str]]:
    forms: dict[str, list[str]] = {}
    listed = load_terms("nicknames", "given_name") | load_terms("nicknames", "spelling")
    for line in sorted(listed):
        full, *short = line.split()
        for name in short:
            forms.setdefault(name, []).append(full)
    return forms
