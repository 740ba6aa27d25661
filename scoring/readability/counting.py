"""Counts what the formulas need over an article's sentences."""

from collections.abc import Iterable, Iterator
from functools import cache

from scoring.lexicons.easy_words import easy_words
from scoring.readability.formulas import POLYSYLLABLE, Counts
from scoring.readability.syllables import count_syllables
from scoring.text.words import words_of

_Word = tuple[int, int, int, int, int]
"""What a word adds to the counts: its syllables and letters, and whether it has many syllables, is
unfamiliar, and both.
"""


class _Words(dict[str, _Word]):
    """The words of a text, each looked up once."""

    def __init__(self) -> None:
        super().__init__()
        self._easy = easy_counts()

    def __missing__(self, word: str) -> _Word:
        lower = word.lower()
        self[word] = found = self._easy.get(lower) or _look_up(word, lower)
        return found


@cache
def easy_counts() -> dict[str, _Word]:
    """Return what the easy words add to the counts. Half of an article's words are easy."""
    found: dict[str, _Word] = {}
    for word in easy_words():
        syllables, letters, is_long, _, _ = _look_up(word, word)
        found[word] = syllables, letters, is_long, 0, 0
    return found


def count(sentences: Iterable[str]) -> Counts:
    """Return the total counts of the sentences. Sentences without a word do not count."""
    return total(count_each(sentences))


def count_each(sentences: Iterable[str]) -> Iterator[Counts]:
    """Yield the counts of each sentence. Words are cached only until the end of the iteration."""
    known = _Words()
    for sentence in sentences:
        words = words_of(sentence)
        if not words:
            yield Counts()
            continue
        syllables, letters, polysyllables, unfamiliar, hard = map(
            sum, zip(*map(known.__getitem__, words), strict=True)
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


def _look_up(word: str, lower: str) -> _Word:
    """Return what a word that is not listed as easy adds to the counts."""
    syllables = count_syllables(lower)
    is_new = lower.isalpha() or not _is_easy(lower, easy_words())
    letters = len(word) if word.isalnum() else sum(map(str.isalnum, word))
    is_long = syllables >= POLYSYLLABLE
    return syllables, letters, is_long, is_new, is_new and is_long


def _is_easy(lower: str, easy: frozenset[str]) -> bool:
    """Return whether a word with other characters than letters is easy: "don’t", "school's"."""
    lower = lower.replace("’", "'")
    return lower in easy or lower.removesuffix("'s") in easy or not any(map(str.isalpha, lower))
