"""How the labelled sources say what they say, by gold."""

from collections.abc import Iterable, Sequence

from scoring.attributions.saying import saying
from scoring.evaluation.agreement import Roles, Span
from scoring.evaluation.corpus import Record, token_range
from scoring.reading.reading import Reading
from scoring.speakers.clues import Saying


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
