"""Find hedge cues: the candidates that the clues and the model together make probable enough."""

import math
from collections.abc import Collection, Iterator, Sequence
from functools import partial
from heapq import heappop, heappush
from typing import Final, NamedTuple

import numpy as np

from scoring.hedges.candidates import Candidate, Verdict, candidates
from scoring.hedges.clues import of_candidate
from scoring.lexicons.lexicon import load_terms
from scoring.model.arrays import FloatArray
from scoring.model.confidence import calibrated, log_odds
from scoring.model.decoding import Reading
from scoring.model.weights.clue_weights import load_evidence
from scoring.trace import Option
from scoring.types import Attribution, Hedge, HedgeKind

MODEL_WEIGHT: Final = 0.6
"""The weight of the model's log odds relative to the clues'. Values from 0.6 to 1 were within 0.003
of each other in F1, in five-fold cross-validation on the labeled training articles
(training/DECISIONS.md, 2.3)."""
THRESHOLD: Final = 0.5
"""The minimum probability of a cue. From 0.36 to 0.54, F1 of exact spans differs by less than 0.01
on every labeled set. On news articles that were not used for the fit, 0.5 has 0.02 more precision
than 0.36 and 0.01 less recall."""
REFUSAL: Final = -3.0
"""The log odds that a guard's refusal adds to its clues' learned weights. It is needed because the
labels are lenient about the guide's traps ("more likely to vote than men"). Its size was chosen
from 1 to 4, on training articles left out of the fit and the table of traps (training/DECISIONS.md,
2.1)."""
CERTAINTY: Final = 1.9
"""The log odds that a certain row of a guard adds if it says that the term hedges. It is needed
because "imply" and passives in reduced clauses are rare in the labels and the model finds them
poorly. With 1.0, "the prince, said to be unwell" is missed."""
MODEL_LIMIT: Final = 5.0
"""The limit of the model's log odds in either direction: a probability of 0.993
(training/DECISIONS.md records no other value)."""


SPEAKERS: Final = frozenset(("named_person", "unnamed_person", "unnamed_group"))
"""The types of sources that say what they imply, so that the verb is their cue and no hedge."""


class Cue(NamedTuple):
    """A hedge cue.

    ``start`` and ``end`` (exclusive) are token indices of the reading. ``evidence`` is the log odds
    that exactly this span is a cue.
    """

    start: int
    end: int
    kind: HedgeKind
    evidence: float
    candidate: Candidate


def find_cues(reading: Reading) -> list[Cue]:
    """Return the hedge cues in order. They never overlap.

    At most one of several overlapping spans is a cue ("believed", "are believed to"). So the
    probability that there is a cue among them is the sum of their probabilities. If the sum exceeds
    ``THRESHOLD``, the most probable span is the cue.
    """
    likeliest: dict[tuple[int, int], Cue] = {}
    found = candidates(reading)
    model = model_log_odds(reading, {at for one in found for at in range(one.start, one.end)})
    for one in found:
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
    """Yield the rival spans as options, the most probable first, then the bar they must exceed."""
    for cue in rivals:
        clues = [*_weights(reading, cue, model)]
        yield Option(cue.candidate.kind, cue.evidence, clues, (cue.start, cue.end))
    others = sum(_share(cue) for cue in rivals[1:])
    bar = log_odds(THRESHOLD - others)
    yield Option("no hedge", bar, [("threshold", bar)])


def _overlapping(cues: Sequence[Cue]) -> Iterator[list[Cue]]:
    """Yield groups of cues in which each cue overlaps an earlier one. ``cues`` are sorted."""
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
    """Yield the most probable cue of a group, then repeat with the cues that do not overlap it.

    Stop when a cue and its rivals are together not probable enough. Each cue comes with a list of
    itself and its rivals, the most probable first.
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

    ``model`` is the result of ``model_log_odds`` for the reading.
    """
    clues = load_evidence("hedges").weigh(of_candidate(reading, candidate))
    span = mean_log_odds(model, candidate.start, candidate.end)
    return clues[0] + _guard(candidate) + MODEL_WEIGHT * span


def _guard(candidate: Candidate) -> float:
    """Return the log odds that a guard's verdict adds to its clues."""
    if candidate.verdict is Verdict.REFUSED:
        return REFUSAL
    return CERTAINTY if candidate.certain else 0.0


def _weights(reading: Reading, cue: Cue, model: Sequence[float]) -> Iterator[tuple[str, float]]:
    """Yield the names and weights that add up to a cue's log odds."""
    yield from load_evidence("hedges").weights(of_candidate(reading, cue.candidate))
    if guard := _guard(cue.candidate):
        yield f"guard {cue.candidate.verdict.value}", guard
    yield "model, hedge", MODEL_WEIGHT * mean_log_odds(model, cue.start, cue.end)


def model_log_odds(reading: Reading, tokens: Collection[int] | None = None) -> list[float]:
    """Return the model's log odds that each token hedges, one number per token.

    ``tokens``: the only tokens whose log odds are needed (by default all); those of others are 0.
    """
    scores = reading.heads["hedge"]
    odds = np.zeros(len(scores), dtype=np.float32)
    chosen = slice(None) if tokens is None else [*tokens]
    odds[chosen] = np.logaddexp.reduce(scores[chosen, 1:], axis=1) - scores[chosen, 0]
    listed: list[float] = odds.tolist()
    return listed


def mean_log_odds(model: Sequence[float], start: int, end: int) -> float:
    """Return the mean log odds of tokens ``start`` to ``end`` (exclusive).

    The result is limited to between ``-MODEL_LIMIT`` and ``MODEL_LIMIT``.
    """
    mean = sum(model[start:end]) / (end - start)
    return min(MODEL_LIMIT, max(-MODEL_LIMIT, mean))


def find_hedges(
    reading: Reading, attributions: Sequence[Attribution], table: FloatArray
) -> tuple[Hedge, ...]:
    """Return the hedges in order, with offsets in code points of the original text.

    The voice is the source's inside attributed content. It is a source's inside quotation marks
    too, even if no attribution says whose.

    ``table`` is the calibration table for the confidence.
    """
    text, spans = reading.tokens.original, reading.tokens.spans
    said = {
        (one.cue.start, one.cue.end)
        for one in attributions
        if one.source and one.source.type in SPEAKERS and not _is_utterance(one.source.text)
    }
    cues = [
        cue
        for cue in find_cues(reading)
        if cue.candidate.term not in load_terms("hedges", "spoken")
        or (spans[cue.start][0], spans[cue.end - 1][1]) not in said
    ]
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


def _is_utterance(source: str) -> bool:
    """Return whether a source is somebody's words, which can imply something: "his remarks"."""
    words = load_terms("sources", "utterance")
    return any(word.removesuffix("s") in words for word in source.lower().split())


def _owners(
    places: Sequence[tuple[int, int]], attributions: Sequence[Attribution]
) -> Iterator[str | None]:
    """Yield, for each place, the id of the first attribution whose content contains it, if any.

    ``places`` are sorted and do not overlap, so content that ends before a place can be dropped.
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
