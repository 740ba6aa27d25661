"""Readability: how many years of schooling an article requires."""

from collections.abc import Sequence
from typing import Final

from scoring.doc_attributes import DocAttribute
from scoring.readability import formulas
from scoring.readability.counting import count_each, easy_counts, total
from scoring.readability.formulas import Counts
from scoring.readability.hardest import find_hardest
from scoring.scorer import Evidence, Measurement, Metric, Number, share
from scoring.story import Story
from scoring.types import Direction

COUNTS: Final = DocAttribute[tuple[Counts, ...]]("copydesk_sentence_counts")


class ReadabilityScorer:
    """The Flesch-Kincaid grade level (Kincaid et al. 1975), with other well-known formulas.

    Words and sentences are the pipeline's, so a headline or a label counts as a sentence. The other
    formulas are in ``scoring.readability.formulas``.
    """

    name: Final = "readability"
    version: Final = "1"
    description: Final = "How many years of school the article asks of its reader."
    unit: Final = "grade"
    direction: Final[Direction] = "lower_is_better"
    metrics: Final = (
        Metric(
            name="flesch_ease", unit="points", description="Flesch reading ease; higher is easier"
        ),
        Metric(name="gunning_fog", unit="grade", description="Gunning Fog index"),
        Metric(
            name="smog",
            unit="grade",
            description=f"SMOG grade; null below {formulas.SMOG_SENTENCES} sentences",
        ),
        Metric(
            name="automated_readability_index",
            unit="grade",
            description="automated readability index",
        ),
        Metric(name="coleman_liau", unit="grade", description="Coleman-Liau index"),
        Metric(
            name="dale_chall",
            unit="points",
            description="Dale-Chall score; names and inflected forms count as unfamiliar",
        ),
        Metric(name="words_per_sentence", unit="words", description="mean words per sentence"),
        Metric(
            name="syllables_per_word",
            unit="syllables",
            description="mean syllables per word",
        ),
        Metric(
            name="polysyllables_share",
            unit="share",
            description="words of three syllables or more",
        ),
        Metric(name="longest_sentence_words", unit="words", description="the longest sentence"),
        Metric(
            name="reading_time_seconds",
            unit="seconds",
            description=f"time to read silently at {formulas.WORDS_PER_MINUTE} words per minute",
        ),
    )

    def __init__(self) -> None:
        """Load the dictionary and the word list at startup, not in the first request."""
        easy_counts()

    def find(self, story: Story) -> Evidence:
        """Return the sentences that are hardest to read."""
        spans = [(s.start_char, s.end_char) for s in story.sentences]
        return {"sentences": find_hardest(story.article.text, spans, _counts(story))}

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        """Return the figures; undefined for a text without words."""
        del evidence
        counts = total(_counts(story))
        if not counts.words:
            names = (metric.name for metric in self.metrics)
            return Measurement(value=None, metrics=dict.fromkeys(names), reason="no words")
        metrics: dict[str, Number] = {
            "flesch_ease": formulas.flesch_ease(counts),
            "gunning_fog": formulas.gunning_fog(counts),
            "smog": formulas.smog(counts),
            "automated_readability_index": formulas.automated_readability_index(counts),
            "coleman_liau": formulas.coleman_liau(counts),
            "dale_chall": formulas.dale_chall(counts),
            "words_per_sentence": share(counts.words, counts.sentences),
            "syllables_per_word": share(counts.syllables, counts.words),
            "polysyllables_share": share(counts.polysyllables, counts.words),
            "longest_sentence_words": counts.longest_sentence,
            "reading_time_seconds": formulas.reading_time_seconds(counts),
        }
        return Measurement(value=formulas.flesch_kincaid_grade(counts), metrics=metrics)


def _counts(story: Story) -> Sequence[Counts]:
    """Return the counts of each sentence, computed once for an article's evidence and figures."""
    counts = COUNTS.find(story.doc)
    if counts is None:
        text = story.article.text
        counts = tuple(count_each(text[s.start_char : s.end_char] for s in story.sentences))
        COUNTS.set(story.doc, counts)
    return counts
