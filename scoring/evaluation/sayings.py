"""How the labelled sources say what they say, by gold."""

from collections.abc import Iterable, Sequence

from scoring.attributions.saying import saying
from scoring.evaluation.agreement import Roles, Span
from scoring.evaluation.corpus import Record
from scoring.reading.reading import Reading
from scoring.speakers.clues import Saying


def token_range(reading: Reading, start: int, end: int) -> tuple[int, int]:
    """Return the tokens that share a character with a range of the text."""
    inside = [i for i, (s, e) in enumerate(reading.tokens.spans) if s < end and e > start]
    return inside[0], inside[-1] + 1


def gold_sayings(
    reading: Reading, gold: Sequence[Roles], labels: Iterable[Record]
) -> dict[tuple[int, int], Saying]:
    """Return how each labelled source, by its tokens, says it first; none without a cue."""
    found: dict[tuple[int, int], Saying] = {}
    for label in labels:
        roles = gold[label["attribution"]]
        if label["source"] and roles["cue"]:
            place = token_range(reading, *label["source"])
            cue = token_range(reading, *roles["cue"][0])
            found.setdefault(place, saying(reading, cue, _ranges(reading, roles["content"])))
    return found


def _ranges(reading: Reading, spans: Iterable[Span]) -> list[tuple[int, int]]:
    return [token_range(reading, *span) for span in spans]
