"""Counts what the formulas need over an article's sentences."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from scoring.lexicons.easy_words import easy_words
from scoring.readability.formulas import POLYSYLLABLE, Counts
from scoring.readability.syllables import count_syllables, pronounced
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
    easy, spoken = easy_words(), pronounced()
    for sentence in sentences:
        words = words_of(sentence)
        if not words:
            yield Counts()
            continue
        for word in words:
            if word not in known:
                known[word] = _look_up(word, easy, spoken)
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


def _look_up(word: str, easy: frozenset[str], spoken: Mapping[str, int]) -> _Word:
    lower = word.lower()
    syllables = spoken.get(lower) or count_syllables(lower)
    is_new = lower not in easy and (lower.isalpha() or not _is_easy(lower, easy))
    return _Word(
        syllables,
        len(word) if word.isalnum() else sum(map(str.isalnum, word)),
        syllables >= POLYSYLLABLE,
        is_new,
        is_new and syllables >= POLYSYLLABLE,
    )


def _is_easy(lower: str, easy: frozenset[str]) -> bool:
    """Return whether a word with other characters than letters is easy: "don’t", "school's"."""
    lower = lower.replace("’", "'")
    return lower in easy or lower.removesuffix("'s") in easy or not any(map(str.isalpha, lower))
