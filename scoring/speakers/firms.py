"""Find firms and bodies whose names look like people's: "Holt & Sons", "the Holt Foundation"."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from scoring.lexicons.easy_words import easy_words
from scoring.lexicons.lexicon import load_terms
from scoring.speakers.names import fold
from scoring.speakers.phrases import is_somebody, singular


def firm_tokens(words: Sequence[str]) -> frozenset[int]:
    """Return the tokens of such names in an article's words."""
    return frozenset((*_in_listed(words), *_beside_ampersands(words), *_beside_bodies(words)))


def _in_listed(words: Sequence[str]) -> Iterator[int]:
    listed = load_terms("sources", "firm_name")
    firsts = {name.split()[0] for name in listed}
    for at, (word, after) in enumerate(pairwise(words)):
        is_capital = word[:1].isupper() and after[:1].isupper()
        if is_capital and word.lower() in firsts and f"{word} {after}".lower() in listed:
            behind = words[at + 2] if at + 2 < len(words) else ""
            if not _is_surname(behind):
                yield from (at, at + 1)


def _is_surname(word: str) -> bool:
    """Return whether the word after a firm's name makes it a person's: "Morgan Stanley Evans"."""
    plain = fold(word)
    return word.istitle() and not (plain in easy_words() or is_somebody(singular(plain)))


def _beside_ampersands(words: Sequence[str]) -> Iterator[int]:
    """Yield the words that "&" joins. "Mr. & Mrs. Holt" are two people."""
    for at in range(1, len(words) - 1):
        beside = words[at - 1], words[at + 1]
        if words[at] != "&" or not all(word[:1].isupper() for word in beside):
            continue
        if not {fold(word) for word in beside} & load_terms("sources", "title"):
            yield from (at - 1, at, at + 1)


def _beside_bodies(words: Sequence[str]) -> Iterator[int]:
    """Yield the words that are a body's by the noun beside them: "Holt Foundation", "Hall of Fame".

    "Mr. Hall of Tyre" is a person.
    """
    called_after, called_for = load_terms("sources", "named_body"), load_terms("sources", "body_of")
    titles = load_terms("sources", "title")
    for at, word in enumerate(words):
        if not word.istitle() or word.lower() not in called_after | called_for:
            continue
        before, of, after = (words[at - 1] if at else "", *words[at + 1 : at + 3], "", "")[:3]
        if fold(before) in titles:
            continue
        if word.lower() in called_after and before.istitle() and before.isalpha():
            yield from (at - 1, at)
        elif word.lower() in called_for and of == "of" and after.istitle():
            yield from (at, at + 1, at + 2)
