"""Find hedge cues: of what may be one, the spans whose clues and the model say so together."""

import math
from collections.abc import Iterator, Sequence
from functools import partial
from heapq import heappop, heappush
from typing import Final, NamedTuple

import numpy as np

from scoring.hedges.candidates import Candidate, Verdict, candidates
from scoring.hedges.clues import of_candidate
from scoring.model.arrays import FloatArray
from scoring.model.confidence import calibrated, log_odds
from scoring.model.decoding import Reading
from scoring.model.weights.clue_weights import load_evidence
from scoring.trace import Option
from scoring.types import Attribution, Hedge, HedgeKind

MODEL_WEIGHT: Final = 0.6
"""What the model's log odds count beside the clues'. Of .6 to 1, which were within .003 of F1 by
five parts of the labeled train articles (training/DECISIONS.md, 2.3)."""
THRESHOLD: Final = 0.36
"""The least probability of a cue. The best F1 is reached at half of itself (Lipton et al. 2014);
between .34 and .45 it did not differ on train articles left out of the fit."""
REFUSAL: Final = -3.0
"""The log odds that a guard's refusal adds to what its clues were learned to: labels are forgiving
of the guide's traps ("more likely to vote than men"). Of 1 to 4, by train articles left out and
the table of traps (training/DECISIONS.md, 2.1)."""
CERTAINTY: Final = 1.0
"""The log odds that a row of a certain guard adds where it says that the term hedges: "imply" and
passives in reduced clauses are rare in the labels, and the model knows them badly."""
MODEL_LIMIT: Final = 5.0
"""Log odds beyond which the model says no more, a probability of .993
(training/DECISIONS.md records no other value)."""


class Cue(NamedTuple):
    """A hedge cue by token range of the reading. ``evidence``: log odds of just this span."""

    start: int
    end: int
    kind: HedgeKind
    evidence: float
    candidate: Candidate


def find_cues(reading: Reading) -> list[Cue]:
    """Return the hedge cues in order, never overlapping.

    Of spans that overlap at most one is a cue ("believed", "are believed to"), so that there is a
    cue among them with the sum of their probabilities; if that is likely, it is the likeliest.
    """
    likeliest: dict[tuple[int, int], Cue] = {}
    model = model_log_odds(reading)
    for one in candidates(reading):
        cue = Cue(one.start, one.end, one.kind, cue_log_odds(reading, one, model), one)
        place = one.start, one.end
        if place not in likeliest or cue.evidence > likeliest[place].evidence:
            likeliest[place] = cue
    chosen: list[Cue] = []
    for group in _overlapping([likeliest[place] for place in sorted(likeliest)]):
        for cue, rivals in _choose(group):
            chosen.append(cue)
            options = partial(_options, reading, model, rivals)
            reading.trace.weigh("hedge", "table.hedges", options, (cue.start, cue.end))
    return sorted(chosen)


def _options(reading: Reading, model: Sequence[float], rivals: Sequence[Cue]) -> Iterator[Option]:
    """Yield the spans of which one is a cue, the likeliest first, and what that has to reach."""
    for cue in rivals:
        clues = [*_weights(reading, cue, model)]
        yield Option(cue.candidate.kind, cue.evidence, clues, (cue.start, cue.end))
    others = sum(_share(cue) for cue in rivals[1:])
    bar = log_odds(THRESHOLD - others)
    yield Option("no hedge", bar, [("threshold", bar)])


def _overlapping(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Yield runs of cues, in order of their starts, each of which overlaps one before it."""
    group: list[Cue] = []
    end = 0
    for cue in cues:
        if group and cue.start >= end:
            yield group
            group = []
        group.append(cue)
        end = max(end, cue.end)
    if group:
        yield group


def _choose(group: list[Cue]) -> Iterator[tuple[Cue, list[Cue]]]:
    """Yield the likeliest of a group, if there is likely one, and what does not overlap it.

    With each come it and its rivals, the likeliest first.
    """
    left = sorted(group, key=lambda cue: -cue.evidence)
    while left:
        best = left[0]
        rivals = [cue for cue in left if cue.start < best.end and best.start < cue.end]
        if sum(map(_share, rivals)) <= THRESHOLD:
            return
        yield best, rivals
        left = [cue for cue in left if cue not in rivals]


def _share(cue: Cue) -> float:
    return 1 / (1 + math.exp(-cue.evidence))


def cue_log_odds(reading: Reading, candidate: Candidate, model: Sequence[float]) -> float:
    """Return the log odds that a candidate is a cue, by its clues and the model.

    ``model``: ``model_log_odds`` of the reading.
    """
    clues = load_evidence("hedges").weigh(of_candidate(reading, candidate))
    span = mean_log_odds(model, candidate.start, candidate.end)
    return clues[0] + _guard(candidate) + MODEL_WEIGHT * span


def _guard(candidate: Candidate) -> float:
    """What a guard's word counts beyond its clues."""
    if candidate.verdict is Verdict.REFUSED:
        return REFUSAL
    return CERTAINTY if candidate.certain else 0.0


def _weights(reading: Reading, cue: Cue, model: Sequence[float]) -> Iterator[tuple[str, float]]:
    """Yield what adds up to a cue's log odds."""
    yield from load_evidence("hedges").weights(of_candidate(reading, cue.candidate))
    if guard := _guard(cue.candidate):
        yield f"guard {cue.candidate.verdict.value}", guard
    yield "model, hedge", MODEL_WEIGHT * mean_log_odds(model, cue.start, cue.end)


def model_log_odds(reading: Reading) -> list[float]:
    """Return the model's log odds that each token hedges."""
    scores = reading.heads["hedge"]
    odds: list[float] = (np.logaddexp.reduce(scores[:, 1:], axis=1) - scores[:, 0]).tolist()
    return odds


def mean_log_odds(model: Sequence[float], start: int, end: int) -> float:
    """Return the mean of a span's tokens, within ``MODEL_LIMIT`` of even."""
    mean = sum(model[start:end]) / (end - start)
    return min(MODEL_LIMIT, max(-MODEL_LIMIT, mean))


def find_hedges(
    reading: Reading, attributions: Sequence[Attribution], table: FloatArray
) -> tuple[Hedge, ...]:
    """Return the hedges in order.

    Inside attributed content the voice is the source's; inside quotation marks it is some source's,
    though nothing says whose.

    ``table``: the calibration of their confidence.
    """
    text, spans = reading.tokens.original, reading.tokens.spans
    cues = find_cues(reading)
    places = [(spans[cue.start][0], spans[cue.end - 1][1]) for cue in cues]
    found = []
    owners = _owners(places, attributions)
    for cue, (start, end), owner in zip(cues, places, owners, strict=True):
        quoted = all(reading.quoted[cue.start : cue.end])
        found.append(
            Hedge(
                start=start,
                end=end,
                text=text[start:end],
                kind=cue.kind,
                voice="source" if owner or quoted else "reporter",
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
        if attribution.counts
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
