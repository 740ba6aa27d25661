"""Counts what the formulas need over an article's sentences."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from scoring.lexicons.easy_words import easy_words
from scoring.readability.formulas import POLYSYLLABLE, Counts
from scoring.readability.syllables import count_syllables
from scoring.text.words import words_of


class _Word(NamedTuple):
    """What a word adds to the counts."""

    syllables: int
    letters: int
    polysyllables: int
    unfamiliar: int
    complex: int


def count(sentences: Iterable[str]) -> Counts:
    """Return the total counts of the sentences. Sentences without a word do not count."""
    return total(count_each(sentences))


def count_each(sentences: Iterable[str]) -> Iterator[Counts]:
    """Yield the counts of each sentence. Words are cached only until the end of the iteration."""
    known: dict[str, _Word] = {}
    easy = easy_words()
    for sentence in sentences:
        words = words_of(sentence)
        if not words:
            yield Counts()
            continue
        for word in words:
            if word not in known:
                known[word] = _look_up(word, easy)
        syllables, letters, polysyllables, unfamiliar, hard = map(
            sum, zip(*[known[word] for word in words], strict=True)
        )
        yield Counts(
            sentences=1,
            words=len(words),
            syllables=syllables,
            letters=letters,
            characters=sum(map(len, sentence.split())),
            polysyllables=polysyllables,
            unfamiliar=unfamiliar,
            complex=hard,
            longest_sentence=len(words),
        )


def total(counts: Iterable[Counts]) -> Counts:
    """Return the counts of a text from those of its sentences."""
    every = list(counts)
    added = {name: sum(getattr(one, name) for one in every) for name in Counts.__struct_fields__}
    longest = max((one.longest_sentence for one in every), default=0)
    return Counts(**{**added, "longest_sentence": longest})


def _look_up(word: str, easy: frozenset[str]) -> _Word:
    syllables, is_new = count_syllables(word), not _is_easy(word, easy)
    return _Word(
        syllables,
        len(word) if word.isalnum() else sum(map(str.isalnum, word)),
        syllables >= POLYSYLLABLE,
        is_new,
        is_new and syllables >= POLYSYLLABLE,
    )


def _is_easy(word: str, easy: frozenset[str]) -> bool:
    lower = word.lower().replace("’", "'")
    return lower in easy or lower.removesuffix("'s") in easy or not any(map(str.isalpha, lower))
