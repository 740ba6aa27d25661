"""Count what the formulas need, over an article's sentences."""

from collections.abc import Iterable

from scoring.readability.formulas import POLYSYLLABLE, Counts, easy_words
from scoring.readability.syllables import count_syllables
from scoring.words import find_words


def count(sentences: Iterable[str]) -> Counts:
    """Return the counts of the sentences; one without a word counts for nothing."""
    easy = easy_words()
    counted = words = syllables = letters = characters = 0
    polysyllables = unfamiliar = long_and_unfamiliar = longest = 0
    for sentence in sentences:
        spans = find_words(sentence)
        if not spans:
            continue
        counted += 1
        words += len(spans)
        longest = max(longest, len(spans))
        characters += sum(map(len, sentence.split()))
        for start, end in spans:
            word = sentence[start:end]
            number = count_syllables(word)
            new = not _is_easy(word, easy)
            syllables += number
            letters += sum(map(str.isalnum, word))
            polysyllables += number >= POLYSYLLABLE
            unfamiliar += new
            long_and_unfamiliar += new and number >= POLYSYLLABLE
    return Counts(
        sentences=counted,
        words=words,
        syllables=syllables,
        letters=letters,
        characters=characters,
        polysyllables=polysyllables,
        unfamiliar=unfamiliar,
        complex=long_and_unfamiliar,
        longest_sentence=longest,
    )


def _is_easy(word: str, easy: frozenset[str]) -> bool:
    lower = word.lower().replace("’", "'")
    return lower in easy or lower.removesuffix("'s") in easy or not any(map(str.isalpha, lower))
