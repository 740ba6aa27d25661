"""Build the article's hedges: each cue with whose voice it is in."""

from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

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
    cues = find_cues(reading)
    places = [(spans[cue.start][0], spans[cue.end - 1][1]) for cue in cues]
    found = []
    for cue, (start, end), owner in zip(cues, places, _owners(places, attributions), strict=True):
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


def _owners(
    places: Sequence[tuple[int, int]], attributions: Sequence[Attribution]
) -> Iterator[str | None]:
    """Yield the first attribution in whose content each place stands.

    ``places`` are in order and do not overlap, so that content which ends before one is done
    with.
    """
    voiced = sorted(
        (piece.start, number, piece.end)
        for number, attribution in enumerate(attributions)
        if not attribution.interviewer
        for piece in attribution.content
    )
    opened: list[tuple[int, int]] = []
    at = 0
    for start, end in places:
        while at < len(voiced) and voiced[at][0] <= start:
            heappush(opened, voiced[at][1:])
            at += 1
        while opened and opened[0][1] < end:
            heappop(opened)
        yield attributions[opened[0][0]].id if opened else None
