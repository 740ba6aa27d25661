"""How many numbers a reader has to take in: a scorer for copydesk."""

from typing import Final

from copydesk import Direction, Evidence, Measurement, Metric, Number, Offset, Story, Value


class NumberFound(Value, frozen=True, kw_only=True):
    """One number in the article; end exclusive."""

    start: Offset
    end: Offset
    text: str
    kind: str
    """``digits`` ("11,000") or ``words`` ("eleven")."""


class NumbersScorer:
    """Numbers per 100 words. Readers lose track where a sentence holds several."""

    name: Final = "numbers"
    version: Final = "1"
    description: Final = "How many numbers the reader has to take in."
    unit: Final = "numbers per 100 words"
    direction: Final[Direction] = "lower_is_better"
    metrics: Final = (
        Metric(name="numbers", unit="count", description="numbers, in digits or in words"),
        Metric(name="in_digits", unit="count", description="numbers in digits"),
    )

    def find(self, story: Story) -> Evidence:
        """Return the numbers, one for each token that spaCy calls like a number."""
        return {
            "numbers": [
                NumberFound(
                    start=token.idx,
                    end=token.idx + len(token),
                    text=token.text,
                    kind="digits" if any(c.isdigit() for c in token.text) else "words",
                )
                for token in story.doc
                if token.like_num
            ]
        }

    def measure(self, story: Story, evidence: Evidence) -> Measurement:
        """Return the figures; undefined for a text without words."""
        found = [item for item in evidence["numbers"] if isinstance(item, NumberFound)]
        metrics: dict[str, Number] = {
            "numbers": len(found),
            "in_digits": sum(item.kind == "digits" for item in found),
        }
        if not story.words:
            return Measurement(value=None, metrics=metrics, reason="no words")
        return Measurement(value=100 * len(found) / story.words, metrics=metrics)
