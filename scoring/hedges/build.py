"""Build the article's hedges: each cue with whose voice it is in."""

from collections.abc import Sequence

from scoring.confidence import calibrated
from scoring.hedges.find import find_cues
from scoring.reading.reading import Reading, Scores
from scoring.values import Attribution, Hedge


def build(
    reading: Reading, attributions: Sequence[Attribution], table: Scores
) -> tuple[Hedge, ...]:
    """Return the hedges in order. Inside attributed content the voice is the source's.

    ``table``: the calibration of their confidence.
    """
    text, spans = reading.tokens.text, reading.tokens.spans
    voiced = [
        (piece.start, piece.end, a.id)
        for a in attributions
        if not a.interviewer
        for piece in a.content
    ]
    found = []
    for cue in find_cues(reading):
        start, end = spans[cue.start][0], spans[cue.end - 1][1]
        owner = next((number for s, e, number in voiced if s <= start and end <= e), None)
        found.append(
            Hedge(
                start=start,
                end=end,
                text=text[start:end],
                kind=cue.kind,
                voice="source" if owner else "reporter",
                attribution=owner,
                confidence=calibrated(cue.evidence, table),
            )
        )
    return tuple(found)
