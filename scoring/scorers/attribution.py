"""Attribution density: how much of an article is attributed to a source."""

from collections import Counter
from typing import Final

from scoring.attributions.cues import quoted_characters
from scoring.scorer import Evidence, Measurement, Metric, Number, only, share
from scoring.story import Story
from scoring.text.words import count_words
from scoring.types import Attribution, Direction, Piece


class AttributionScorer:
    """Attributed statements per 100 words.

    An attribution reports what a source said, wrote, thinks or wants (Newell, Margolin and Ruths
    2018). A statement is communicated, and an attitude is held in mind. The density counts
    statements, because that is what editors mean by attribution. Refusals to comment are evidence
    and are counted separately.
    """

    name: Final = "attribution"
    version: Final = "1"
    description: Final = "How much of the article is attributed, and to how many voices."
    unit: Final = "statements per 100 words"
    direction: Final[Direction] = "higher_is_better"
    metrics: Final = (
        Metric(name="statements", unit="count", description="attributed statements"),
        Metric(name="attitudes", unit="count", description="attributed beliefs, wishes, plans"),
        Metric(name="attributions", unit="count", description="statements and attitudes"),
        Metric(
            name="attributions_per_100_words",
            unit="attributions per 100 words",
            description="the density including attitudes",
        ),
        Metric(
            name="attributed_words_share",
            unit="share",
            description="words inside attributed content",
        ),
        Metric(
            name="attributed_sentences_share",
            unit="share",
            description="sentences that have attributed content",
        ),
        Metric(
            name="direct_quotation_share",
            unit="share",
            description="letters of attributed content in quotation marks or in a turn",
        ),
        Metric(name="speakers", unit="count", description="distinct speakers"),
        Metric(
            name="top_speaker_share",
            unit="share",
            description="the most frequent speaker's share of attributions with a speaker",
        ),
        Metric(name="unsourced_share", unit="share", description="attributions without a source"),
        Metric(
            name="refusals",
            unit="count",
            description="sources that declined to comment; excluded from all other figures",
        ),
    )

    def find(self, story: Story) -> Evidence:
        """Return the speakers and all attributions, including interviewers' turns and refusals."""
        return {"attributions": story.attributions, "speakers": story.speakers}

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        """Return the figures; undefined for a text without words."""
        found = only(evidence, "attributions", Attribution)
        counted = [a for a in found if a.counts]
        if not story.words:
            return Measurement(
                value=None, metrics=dict.fromkeys(_names(self.metrics)), reason="no words"
            )
        statements = sum(a.mode == "statement" for a in counted)
        sourced = [a.source.speaker for a in counted if a.source]
        speakers = Counter(sourced)
        content = _merged([piece for a in counted for piece in a.content])
        metrics: dict[str, Number] = {
            "statements": statements,
            "attitudes": len(counted) - statements,
            "attributions": len(counted),
            "attributions_per_100_words": 100 * len(counted) / story.words,
            "attributed_words_share": share(_words(story, content), story.words),
            "attributed_sentences_share": share(
                _sentences_touched(story, content), len(story.sentences)
            ),
            "direct_quotation_share": _direct_share(story, counted),
            "speakers": len(speakers),
            "top_speaker_share": share(max(speakers.values(), default=0), len(sourced)),
            "unsourced_share": share(len(counted) - len(sourced), len(counted)),
            "refusals": sum(a.mode == "refusal" for a in found),
        }
        return Measurement(value=100 * statements / story.words, metrics=metrics)


def _names(metrics: tuple[Metric, ...]) -> list[str]:
    return [metric.name for metric in metrics]


def _merged(pieces: list[Piece]) -> list[tuple[int, int]]:
    """Return the offsets of the pieces in order, with overlapping ones merged."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted((p.start, p.end) for p in pieces):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _words(story: Story, content: list[tuple[int, int]]) -> int:
    counted = sum(count_words(story.article.text[s:e]) for s, e in content)
    return min(counted, story.words)


def _sentences_touched(story: Story, content: list[tuple[int, int]]) -> int:
    touched, at = 0, 0
    for sentence in story.sentences:
        while at < len(content) and content[at][1] <= sentence.start_char:
            at += 1
        touched += at < len(content) and content[at][0] < sentence.end_char
    return touched


def _direct_share(story: Story, counted: list[Attribution]) -> float | None:
    text = story.article.text
    whole = quoted = 0
    for attribution in counted:
        for piece in attribution.content:
            letters = sum(map(str.isalnum, piece.text))
            whole += letters
            quoted += (
                letters
                if attribution.form == "turn"
                else quoted_characters(text, piece.start, piece.end, story.quotations)
            )
    return share(quoted, whole)
