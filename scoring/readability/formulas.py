"""The readability formulas, as functions of counts.

Each has its published constants and their source. None is given a text: words, sentences and
syllables are counted by ``scoring.readability.counting``, by copydesk's own definitions. They ask
for counts of one word at least. textstat's functions, which count for themselves, are the oracle of
the tests.
"""

from typing import Final

from scoring.types import Value

POLYSYLLABLE: Final = 3
"""Syllables from which a word counts as long: McLaughlin 1969 (SMOG), Gunning 1952 (Fog)."""

WORDS_PER_MINUTE: Final = 238
"""Silent reading of English non-fiction by adults: Brysbaert 2019, a meta-analysis of 190 studies.

textstat's 14.69 ms a character (Demberg and Keller 2008) comes to some 700 words a minute.
"""

SMOG_SENTENCES: Final = 30
"""McLaughlin 1969 normed SMOG on samples of 30 sentences; below that it says nothing."""


UNFAMILIAR_PERCENT: Final = 5
"""Share of unfamiliar words, in per cent, above which Dale and Chall (1948) adjust their score."""


class Counts(Value, frozen=True, kw_only=True):
    """Counts of a text or of one sentence. A sentence without a word is not counted.

    ``letters``: letters and digits; ``characters``: all but white space. ``unfamiliar``: words
    that are not among the 2,941 that textstat takes from Dale and Chall's list, figures aside;
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


def words_per_sentence(counts: Counts) -> float:
    """Return the mean length of a sentence in words."""
    return counts.words / counts.sentences


def syllables_per_word(counts: Counts) -> float:
    """Return the mean length of a word in syllables."""
    return counts.syllables / counts.words


def flesch_kincaid_grade(counts: Counts) -> float:
    """US school grade: .39 words per sentence + 11.8 syllables per word - 15.59.

    Kincaid, Fishburne, Rogers and Chissom 1975, Derivation of New Readability Formulas for Navy
    Enlisted Personnel.
    """
    return 0.39 * words_per_sentence(counts) + 11.8 * syllables_per_word(counts) - 15.59


def flesch_ease(counts: Counts) -> float:
    """Points, mostly 0 to 100, higher is easier: 206.835 less 1.015 per word and 84.6 per syllable.

    By words per sentence and syllables per word: Flesch 1948, A New Readability Yardstick.
    """
    return 206.835 - 1.015 * words_per_sentence(counts) - 84.6 * syllables_per_word(counts)


def gunning_fog(counts: Counts) -> float:
    """Years of schooling: .4 (words per sentence + complex words per 100 words).

    Gunning 1952, The Technique of Clear Writing. As in textstat a complex word is one of three
    syllables or more that is not on Dale and Chall's list; names and inflected forms are not
    excepted.
    """
    return 0.4 * (words_per_sentence(counts) + 100 * counts.complex / counts.words)


def smog(counts: Counts) -> float | None:
    """Years of schooling: 3.1291 + 1.043 sqrt(30 polysyllables per sentence).

    McLaughlin 1969, SMOG Grading: a New Readability Formula. ``None`` under 30 sentences.
    """
    if counts.sentences < SMOG_SENTENCES:
        return None
    per_sentence = counts.polysyllables / counts.sentences
    return float(1.043 * (SMOG_SENTENCES * per_sentence) ** 0.5 + 3.1291)


def automated_readability_index(counts: Counts) -> float:
    """US school grade: 4.71 characters per word + .5 words per sentence - 21.43.

    Smith and Senter 1967, Automated Readability Index (AMRL-TR-66-220).
    """
    per_word = counts.characters / counts.words
    return 4.71 * per_word + 0.5 * words_per_sentence(counts) - 21.43


def coleman_liau(counts: Counts) -> float:
    """US school grade: .0588 letters per 100 words - .296 sentences per 100 words - 15.8.

    Coleman and Liau 1975, A Computer Readability Formula Designed for Machine Scoring. textstat
    cuts the paper's .0588 to .058 and so grades a third of a year too low.
    """
    per_100 = 100 / counts.words
    return 0.0588 * counts.letters * per_100 - 0.296 * counts.sentences * per_100 - 15.8


def dale_chall(counts: Counts) -> float:
    """Score, 4.9 (grade 4) to 10 (college): .1579 % of words unfamiliar + .0496 words per sentence.

    3.6365 more where over 5 % are unfamiliar. Dale and Chall 1948, A Formula for Predicting
    Readability. As in textstat names and inflected forms count as unfamiliar, so news scores high.
    """
    unfamiliar = 100 * counts.unfamiliar / counts.words
    score = 0.1579 * unfamiliar + 0.0496 * words_per_sentence(counts)
    return score + 3.6365 if unfamiliar > UNFAMILIAR_PERCENT else score


def reading_time_seconds(counts: Counts) -> float:
    """Seconds to read the text silently, at ``WORDS_PER_MINUTE``."""
    return 60 * counts.words / WORDS_PER_MINUTE
