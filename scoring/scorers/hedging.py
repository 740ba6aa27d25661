"""Hedging: how often the article, or a source in it, weakens a claim."""

from typing import Final

from scoring.scorer import Evidence, Measurement, Metric, Number, only, share
from scoring.story import Story
from scoring.types import Direction, Hedge


class HedgingScorer:
    """Hedge cues per 100 words.

    A hedge cue is the shortest word or phrase that weakens the commitment to a statement being
    true or exact (Hyland 1998; Farkas et al. 2010). More is neither better nor worse journalism.
    """

    name: Final = "hedging"
    version: Final = "1"
    description: Final = "How often the article or its sources hold back from a plain claim."
    unit: Final = "hedge cues per 100 words"
    direction: Final[Direction] = "neutral"
    metrics: Final = (
        Metric(name="hedges", unit="count", description="hedge cues"),
        Metric(name="epistemic", unit="count", description="cues of possibility: may, perhaps"),
        Metric(name="evidential", unit="count", description="cues of hearsay: reportedly, alleged"),
        Metric(name="approximator", unit="count", description="cues of inexactness: about, nearly"),
        Metric(name="hedged_sentences_share", unit="share", description="sentences with a cue"),
        Metric(name="reporter_voice", unit="count", description="cues in the reporter's voice"),
        Metric(
            name="source_voice",
            unit="count",
            description="cues in attributed content or quotation marks",
        ),
    )

    def find(self, story: Story) -> Evidence:
        """Return the hedges."""
        return {"hedges": story.hedges}

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        """Return the figures; undefined for a text without words."""
        hedges = only(evidence, "hedges", Hedge)
        hedged, at = 0, 0
        for sentence in story.sentences:
            while at < len(hedges) and hedges[at].start < sentence.start_char:
                at += 1
            hedged += at < len(hedges) and hedges[at].start < sentence.end_char
        metrics: dict[str, Number] = {
            "hedges": len(hedges),
            "epistemic": sum(h.kind == "epistemic" for h in hedges),
            "evidential": sum(h.kind == "evidential" for h in hedges),
            "approximator": sum(h.kind == "approximator" for h in hedges),
            "hedged_sentences_share": share(hedged, len(story.sentences)),
            "reporter_voice": sum(h.voice == "reporter" for h in hedges),
            "source_voice": sum(h.voice == "source" for h in hedges),
        }
        if not story.words:
            return Measurement(value=None, metrics=metrics, reason="no words")
        return Measurement(value=100 * len(hedges) / story.words, metrics=metrics)
