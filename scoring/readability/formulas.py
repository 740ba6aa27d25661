"""The readability formulas, as functions of counts.

Each has its published constants and their source. None of them gets a text:
``scoring.readability.counting`` counts words, sentences and syllables by copydesk's own
definitions. They require counts of at least one word. The tests compare them with textstat's
functions.
"""

from typing import Final

from scoring.types import Value

POLYSYLLABLE: Final = 3
"""Number of syllables from which a word counts as long: McLaughlin 1969 (SMOG), Gunning
1952 (Fog)."""

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction by adults: Brysbaert 2019, a meta-analysis of 190 studies.

textstat's 14.69 ms per character (Demberg and Keller 2008) amounts to some 700 words per minute.
"""

SMOG_SENTENCES: Final = 30
"""McLaughlin 1969 normed SMOG on samples of 30 sentences. It is undefined for shorter texts."""


UNFAMILIAR_PERCENT: Final = 5
"""Percentage of unfamiliar words above which Dale and Chall (1948) adjust their score."""


class Counts(Value, frozen=True, kw_only=True):
    """The counts of a text or of one sentence. A sentence without a word is not counted.

    ``letters``: letters and digits; ``characters``: everything except white space. ``unfamiliar``:
    words other than numbers that are not among the 2,941 words that textstat takes from Dale and
    Chall's list; ``complex``: those of them with three syllables or more.
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


def words_per_sentence(counts: Counts) -> float:
    """Return the mean length of a sentence in words."""
    return counts.words / counts.sentences


def syllables_per_word(counts: Counts) -> float:
    """Return the mean length of a word in syllables."""
    return counts.syllables / counts.words


def flesch_kincaid_grade(counts: Counts) -> float:
    """US school grade: 0.39 words per sentence + 11.8 syllables per word - 15.59.

    Kincaid, Fishburne, Rogers and Chissom 1975, Derivation of New Readability Formulas for Navy
    Enlisted Personnel.
    """
    return 0.39 * words_per_sentence(counts) + 11.8 * syllables_per_word(counts) - 15.59


def flesch_ease(counts: Counts) -> float:
    """Points, mostly 0 to 100, higher is easier: 206.835 - 1.015 (words per sentence) - 84.6
    (syllables per word).

    Flesch 1948, A New Readability Yardstick.
    """
    return 206.835 - 1.015 * words_per_sentence(counts) - 84.6 * syllables_per_word(counts)


def gunning_fog(counts: Counts) -> float:
    """Years of schooling: 0.4 (words per sentence + complex words per 100 words).

    Gunning 1952, The Technique of Clear Writing. As in textstat, a complex word has three syllables
    or more and is not on Dale and Chall's list; names and inflected forms are not excluded.
    """
    return 0.4 * (words_per_sentence(counts) + 100 * counts.complex / counts.words)


def smog(counts: Counts) -> float | None:
    """Years of schooling: 3.1291 + 1.043 sqrt(30 polysyllables per sentence).

    McLaughlin 1969, SMOG Grading: a New Readability Formula. ``None`` for fewer than 30 sentences.
    """
    if counts.sentences < SMOG_SENTENCES:
        return None
    per_sentence = counts.polysyllables / counts.sentences
    return float(1.043 * (SMOG_SENTENCES * per_sentence) ** 0.5 + 3.1291)


def automated_readability_index(counts: Counts) -> float:
    """US school grade: 4.71 characters per word + 0.5 words per sentence - 21.43.

    Smith and Senter 1967, Automated Readability Index (AMRL-TR-66-220).
    """
    per_word = counts.characters / counts.words
    return 4.71 * per_word + 0.5 * words_per_sentence(counts) - 21.43


def coleman_liau(counts: Counts) -> float:
    """US school grade: 0.0588 letters per 100 words - 0.296 sentences per 100 words - 15.8.

    Coleman and Liau 1975, A Computer Readability Formula Designed for Machine Scoring. textstat
    truncates the paper's 0.0588 to 0.058, so its grades are a third of a year too low.
    """
    per_100 = 100 / counts.words
    return 0.0588 * counts.letters * per_100 - 0.296 * counts.sentences * per_100 - 15.8


def dale_chall(counts: Counts) -> float:
    """Score, 4.9 (grade 4) to 10 (college): 0.1579 (% unfamiliar words) + 0.0496 words per
    sentence.

    3.6365 is added if more than 5% are unfamiliar. Dale and Chall 1948, A Formula for Predicting
    Readability. As in textstat, names and inflected forms count as unfamiliar, so news scores high.
    """
    unfamiliar = 100 * counts.unfamiliar / counts.words
    score = 0.1579 * unfamiliar + 0.0496 * words_per_sentence(counts)
    return score + 3.6365 if unfamiliar > UNFAMILIAR_PERCENT else score


def reading_time_seconds(counts: Counts) -> float:
    """Seconds to read the text silently, at ``WORDS_PER_MINUTE``."""
    return 60 * counts.words / WORDS_PER_MINUTE
