"""The readability formulas: textstat's own code, run on the pipeline's counts.

textstat counts sentences with a regular expression, downloads a dictionary to count syllables
and keeps each text it is given in caches. Its formulas are sound, so each is taken from behind
its cache and the names by which it asks for a count are bound to readers of a ``Counts``: the
formula stays textstat's, and no text gets near it.
"""

from collections.abc import Callable
from functools import cache
from types import FunctionType
from typing import Any, Final

from textstat.backend import metrics
from textstat.backend.utils import get_lang_easy_words

from scoring.types import Value

LANGUAGE: Final = "en_US"
POLYSYLLABLE: Final = 3
"""Syllables from which a word counts as long: McLaughlin 1969 (SMOG), Gunning 1952 (Fog)."""

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction by adults: Brysbaert 2019, a meta-analysis of 190 studies.

textstat's 14.69 ms a character (Demberg and Keller 2008) comes to some 700 words a minute.
"""

SMOG_SENTENCES: Final = 30
"""McLaughlin 1969 normed SMOG on samples of 30 sentences; below that it says nothing."""


class Counts(Value, frozen=True, kw_only=True):
    """Counts of a text or of one sentence. A sentence without a word is not counted.

    ``letters``: letters and digits; ``characters``: all but white space. ``unfamiliar``: words
    that are not among the 2,940 that textstat takes from Dale and Chall's list, figures aside;
    ``complex``: those of them with three syllables or more.
    """

    sentences: int = 0
    words: int = 0
    syllables: int = 0
    letters: int = 0
    characters: int = 0
    polysyllables: int = 0
    unfamiliar: int = 0
    complex: int = 0
    longest_sentence: int = 0


@cache
def easy_words() -> frozenset[str]:
    """Return the words every fourth-grader knows: textstat's copy of Dale and Chall's list.

    Read past textstat's cache (``__wrapped__``), like everything else of textstat's.
    """
    return frozenset(get_lang_easy_words.__wrapped__(LANGUAGE))


def _unfamiliar(counts: Counts, language: str, syllable_threshold: int = 2) -> int:
    """Dale-Chall asks for unfamiliar words of any length, Gunning Fog for those of three up."""
    del language
    return {0: counts.unfamiliar, POLYSYLLABLE: counts.complex}[syllable_threshold]


READERS: Final[dict[str, Callable[..., float]]] = {
    "chars_per_word": lambda counts: counts.characters / counts.words,
    "count_difficult_words": _unfamiliar,
    "count_polysyllable_words": lambda counts, language: counts.polysyllables,  # noqa: ARG005
    "count_sentences": lambda counts: counts.sentences,
    "count_words": lambda counts: counts.words,
    "syllables_per_word": lambda counts, language: counts.syllables / counts.words,  # noqa: ARG005
    "words_per_sentence": lambda counts: counts.words / counts.sentences,
}
"""textstat's names for counts, and where a ``Counts`` has them."""


def on_counts(formula: Any) -> Callable[..., float]:  # noqa: ANN401  # textstat has no types
    """Return one of textstat's formulas as a function of ``Counts`` in place of a text."""
    plain = formula.__wrapped__
    return FunctionType(plain.__code__, {**plain.__globals__, **READERS}, plain.__name__)


_flesch_kincaid_grade = on_counts(metrics.flesch_kincaid_grade)
_flesch_reading_ease = on_counts(metrics.flesch_reading_ease)
_gunning_fog = on_counts(metrics.gunning_fog)
_smog_index = on_counts(metrics.smog_index)
_automated_readability_index = on_counts(metrics.automated_readability_index)
_dale_chall = on_counts(metrics.dale_chall_readability_score)


def flesch_kincaid_grade(counts: Counts) -> float:
    """US school grade: .39 words per sentence + 11.8 syllables per word - 15.59 (Kincaid 1975)."""
    return _flesch_kincaid_grade(counts, LANGUAGE)


def flesch_ease(counts: Counts) -> float:
    """Points, mostly 0 to 100, higher is easier (Flesch 1948)."""
    return _flesch_reading_ease(counts, LANGUAGE)


def gunning_fog(counts: Counts) -> float:
    """Years of schooling by words per sentence and complex words (Gunning 1952).

    As in textstat a complex word is one of three syllables or more that is not on Dale and
    Chall's list; names and inflected forms are not excepted.
    """
    return _gunning_fog(counts, LANGUAGE)


def smog(counts: Counts) -> float | None:
    """Years of schooling by polysyllables per sentence; ``None`` under 30 sentences."""
    if counts.sentences < SMOG_SENTENCES:
        return None
    return _smog_index(counts, LANGUAGE)


def automated_readability_index(counts: Counts) -> float:
    """US school grade by characters per word and words per sentence (Smith and Senter 1967)."""
    return _automated_readability_index(counts)


def coleman_liau(counts: Counts) -> float:
    """US school grade by letters and sentences per 100 words (Coleman and Liau 1975).

    Not textstat's, which cuts the paper's .0588 to .058 and so grades a third of a year too low.
    """
    per_100 = 100 / counts.words
    return 0.0588 * counts.letters * per_100 - 0.296 * counts.sentences * per_100 - 15.8


def dale_chall(counts: Counts) -> float:
    """Score by unfamiliar words and words per sentence, 4.9 (grade 4) to 10 (college) (1948).

    As in textstat names and inflected forms count as unfamiliar, so news scores high.
    """
    return _dale_chall(counts, LANGUAGE)


def reading_time_seconds(counts: Counts) -> float:
    """Seconds to read the text silently, at ``WORDS_PER_MINUTE``."""
    return 60 * counts.words / WORDS_PER_MINUTE
