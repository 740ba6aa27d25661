"""Finds sentence starts: the model proposes, paragraphs and quotation marks decide.

A paragraph always starts a sentence. A closing mark or an emoji belongs to the sentence it closes.
A lower-case word continues its sentence ("“Who knew?” she asked."), and so does the text after a
list number.
Names in lower case (eBay, al-Qaida, de Blasio), sums of money, and the text after an abbreviation
or a measure at the end of a sentence ("… in the U.S. The port paid.", "… by $40m. Banks paid.")
start a sentence whatever the model predicts.
"""

import re
from collections.abc import Container, Iterable, Sequence
from typing import Final
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

from scoring.lexicons.lexicon import load_groups, load_terms
from scoring.text.tokens import Tokens

CLOSING: Final = frozenset("”’»›)]}.,;:!?…")
FINAL: Final = frozenset(".!?…")
STOPS: Final = frozenset(".!?")
QUOTES: Final = frozenset("”\"’'")
HYPHENS: Final = frozenset("-–—$£€¥")
MIN_SENTENCE: Final = 4
"""A sentence that ends with a figure has at least this many tokens, a list number has not."""
CURRENCY: Final = frozenset("$€£¥₹")
BRAND: Final = re.compile(r"[a-z]{1,9}[A-Z]\w*")
"""Names of companies and products: "eBay", "iPhone", "easyJet"."""
MEASURE: Final = re.compile(r"\d([a-z]{1,3})$")
"""The end of a figure with its unit: "40m", "5km"."""
ENUMERATOR: Final = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]{1,2}|[-–—•*·]")


def starts(tokens: Tokens, proposed_starts: NDArray[np.bool_]) -> list[int]:
    """Return the tokens at which a sentence starts, in order.

    ``proposed_starts``: for each token, whether the model starts a sentence there.
    """
    words = tokens.words
    begins = {*tokens.paragraph_starts}
    found = set(begins)
    paragraph = 0
    proposed = {*np.flatnonzero(proposed_starts).tolist()}
    kinds = {*words}
    small = {word for word in kinds if word[0].islower()}
    plain = {word for word in small if word.islower() and "-" not in word}
    plain -= load_groups("sentences.particle", "sentences.brand")
    closing = _closing(kinds)
    names = _names(words) if load_terms("sentences", "country") & {w.lower() for w in kinds} else ()
    for i, word in enumerate(words):
        if i in begins:
            paragraph = i
        elif word in plain:
            continue
        elif word in small:
            if _opens_in_lower_case(words, i):
                found.add(i)
        elif (word in CURRENCY and _opens_in_lower_case(words, i)) or (
            (i in proposed or (words[i - 1] in closing and _after_closing(words, i, names)))
            and not _goes_on(words, paragraph, i)
        ):
            found.add(i)
    return sorted(found)


def _goes_on(words: Sequence[str], paragraph: int, i: int) -> bool:
    """Return whether the word, not in lower case, continues the sentence whatever the
    model predicts.
    """
    return (
        words[i][0] in CLOSING
        or (i > paragraph and _is_pictograph(words[i]) and words[i - 1][-1] in FINAL)
        or (i - paragraph <= 2 and ENUMERATOR.fullmatch("".join(words[paragraph:i])) is not None)
    )


def _closing(kinds: Iterable[str]) -> set[str]:
    """Return the words that can close a sentence whose end the model missed."""
    units = {f"{unit}." for unit in load_terms("sentences", "unit")}
    ends = load_terms("sentences", "ends") | units | {")", "."}
    return {word for word in kinds if word.lower() in ends or _is_pictograph(word)}


def _after_closing(words: Sequence[str], i: int, names: Container[str] = ()) -> bool:
    """Return whether a sentence ends before the word, whose predecessor can close one.

    ``names``: words that stand for somebody by themselves in the article.
    """
    return (
        _after_figure(words, i)
        or _after_measure(words, i)
        or _after_bracket(words, i)
        or _after_pictograph(words, i)
        or _after_abbreviation(words, i)
        or _after_country(words, i, names)
    )


def _after_figure(words: Sequence[str], i: int) -> bool:
    """Return whether a figure ends the sentence before a figure: "… by 6-5. 12 members left."."""
    return (
        words[i][0].isdigit()
        and MIN_SENTENCE <= i < len(words) - 1
        and words[i - 1] == "."
        and words[i - 2][-1].isdigit()
        and (words[i - 3][0].islower() or words[i - 3] in HYPHENS)
        and words[i - 3] not in load_terms("sentences", "not_final")
        and words[i + 1].islower()
    )


def _after_measure(words: Sequence[str], i: int) -> bool:
    """Return whether a figure with its unit ends the sentence: "… to $40m. Between 10 and 12 …".

    The tokens are "40" and "m.", or "2.3bn" and ".", or "5", "km" and ".".
    """
    if i <= MIN_SENTENCE or not words[i][0].isupper() or words[i - 1][-1] != ".":
        return False
    last = "".join(words[i - 3 : i - 1]) if words[i - 1] == "." else "".join(words[i - 2 : i])
    measure = MEASURE.search(last.removesuffix("."))
    return measure is not None and measure[1] in load_terms("sentences", "unit")


def _after_bracket(words: Sequence[str], i: int) -> bool:
    """Return whether a whole sentence in brackets ends before it: "(The pier was closed.)
    It opened …".
    """
    return i > 1 and words[i - 1] == ")" and words[i - 2][-1] in FINAL and words[i][0].isupper()


def _after_pictograph(words: Sequence[str], i: int) -> bool:
    """Return whether a sentence and an emoji end before the word: "It is open. 🎉 Crowds came."."""
    if not words[i][0].isupper():
        return False
    stop = i - 1
    while stop > 0 and _is_pictograph(words[stop]):
        stop -= 1
    return stop < i - 1 and words[stop][-1] in FINAL


def _is_pictograph(word: str) -> bool:
    return not word[0].isascii() and category(word[0]) == "So"


def _opens_in_lower_case(words: Sequence[str], i: int) -> bool:
    """Return whether a lower-case name or a sum of money starts a sentence: "… eBay paid.".

    After a question in quotation marks, it is the one who asks: "“Who knew?” al-Jazeera asked."
    """
    word = words[i]
    following = words[i + 1] if i + 1 < len(words) else ""
    if word in CURRENCY:
        opens = following[:1].isdigit()
    elif word in load_terms("sentences", "particle"):
        name = words[i + 2] if following == "-" and i + 2 < len(words) else following
        if following in load_terms("sentences", "particle"):  # "van der Meer"
            name = words[i + 2] if i + 2 < len(words) else ""
        opens = name[:1].isupper()
    else:
        joined = word.split("-")
        particle = len(joined) > 1 and joined[0] in load_terms("sentences", "particle")
        is_brand = BRAND.fullmatch(word) is not None or word in load_terms("sentences", "brand")
        opens = is_brand or (particle and joined[1][:1].isupper())
    return opens and _is_final(words, i - 1)


def _is_final(words: Sequence[str], i: int) -> bool:
    """Return whether this token ends a sentence: a question mark, or a period that is not
    part of an abbreviation.
    """
    quoted = i > 0 and words[i] in QUOTES
    stop = i - quoted
    if stop < 1 or words[stop] not in STOPS or (quoted and words[stop] != "."):
        return False
    return words[stop] != "." or words[stop - 1].lower() not in load_terms("sentences", "not_final")


def _after_abbreviation(words: Sequence[str], i: int) -> bool:
    """Return whether an abbreviation ends the sentence before this word.

    For example: "… in the U.S. The port paid."
    """
    before = words[i - 1].lower()
    if not words[i][0].isupper() or before not in load_terms("sentences", "ends"):
        return False
    lower = words[i].lower()
    if lower in load_terms("sentences", "opener") or lower in load_terms("sources", "plural_group"):
        return True  # in the middle of a sentence, "prosecutors" has no capital
    after = words[i + 1] if i + 1 < len(words) else ""
    goes_on = words[i].isupper() or not load_terms("sentences", "after_time").isdisjoint(
        (lower, after)
    )
    return before in load_terms("sentences", "time") and not goes_on and after.islower()


def _names(words: Sequence[str]) -> set[str]:
    """Return the words that are a subject by themselves somewhere: "Hale" in "Hale said".

    "the Senate is" is none, nor is "the U.S. Senate is".
    """
    verbs = load_terms("sentences", "finite")
    no_names = load_groups("sentences.country", "sentences.before_common")
    return {
        word
        for before, word, after in zip(("", *words), words, words[1:], strict=False)
        if after in verbs and word.istitle() and before.lower() not in no_names
    }


def _after_country(words: Sequence[str], i: int, names: Container[str]) -> bool:
    """Return whether "the U.S." ends the sentence before a name or a plural: "to enter the U.S.
    Conservatives oppose it.", "in the U.S. Hale said".

    "The U.S. Senate" and "the U.S. Marines" go on, and so does whatever has no verb after it.
    """
    if words[i - 1].lower() not in load_terms("sentences", "country") or i + 1 >= len(words):
        return False
    leads = load_terms("sentences", "before_country")
    is_closed = i > MIN_SENTENCE and words[i - 2] == "the" and words[i - 3] in leads
    word, after = words[i], words[i + 1]
    if not is_closed or not word.istitle() or word.lower() in load_terms("sentences", "body"):
        return False
    if word.lower() in load_terms("sentences", "people"):
        return after.islower() and after not in load_terms("sentences", "joint")
    is_one = word in names or (word.endswith("s") and not word.endswith("ss"))
    return is_one and after in load_terms("sentences", "finite")
