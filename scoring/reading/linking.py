"""Link tagged spans into attributions: each cue finds its source, each content its cue.

Both are pointers learned with the tags: a query and a key per token, and a bias by distance.
Beyond ``REACH`` tokens nothing is linked.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.reading.reading import Reading, Tagged

Scores = NDArray[np.float32]

REACH: Final = 254
"""The longest window that the pointers were trained in, in pieces; no token is under a piece."""


class Linked(NamedTuple):
    """One attribution by its tagged spans. ``certainty``: the links' mean probability."""

    cue: Tagged
    source: Tagged | None
    contents: tuple[Tagged, ...]
    certainty: float


def link(reading: Reading, tables: dict[str, Scores]) -> list[Linked]:
    """Return the attributions in the order of their cues. A cue without content is none."""
    cues = [t for t in reading.roles if t.label == "CUE"]
    sources = [t for t in reading.roles if t.label == "SOURCE"]
    contents = [t for t in reading.roles if t.label == "CONTENT"]
    if not cues:
        return []
    chosen_sources = _sources(reading, tables, cues, sources)
    chosen_cues = _cues(reading, tables, cues, contents)
    of_cue: dict[int, list[int]] = {}
    for content, (cue, _) in enumerate(chosen_cues):
        if cue is not None:
            of_cue.setdefault(cue, []).append(content)
    return [
        Linked(
            cue,
            None if chosen is None else sources[chosen],
            tuple(contents[c] for c in of_cue[number]),
            float(np.mean([certainty, *(chosen_cues[c][1] for c in of_cue[number])])),
        )
        for number, (cue, (chosen, certainty)) in enumerate(
            zip(cues, chosen_sources, strict=True)
        )
        if number in of_cue
    ]


def _sources(
    reading: Reading, tables: dict[str, Scores], cues: Sequence[Tagged], sources: Sequence[Tagged]
) -> list[tuple[int | None, float]]:
    """For each cue, its source (``None``: it has none) and the probability of the choice."""
    at = np.array([c.start for c in cues])
    to = np.array([s.start for s in sources], dtype=np.int64)
    query, key = reading.heads["source_query"][at], reading.heads["source_key"][to]
    table = _pointers(query, key, at, to, tables["source_distance"])
    none = np.repeat(tables["no_source"][None, :], len(cues), 0)
    odds = _softmax(np.concatenate([none, table], 1))
    best = odds.argmax(1)
    return [(int(b) - 1 if b else None, float(o[b])) for b, o in zip(best, odds, strict=True)]


def _cues(
    reading: Reading, tables: dict[str, Scores], cues: Sequence[Tagged], contents: Sequence[Tagged]
) -> list[tuple[int | None, float]]:
    """For each piece of content, its cue, or ``None`` if none is within reach."""
    if not contents:
        return []
    at = np.array([c.start for c in contents])
    to = np.array([c.start for c in cues])
    query, key = reading.heads["content_query"][at], reading.heads["content_key"][to]
    table = _pointers(query, key, to[None, :], at[:, None], tables["content_distance"])
    odds = _softmax(table)
    best = odds.argmax(1)
    near = np.abs(to[best] - at) <= REACH
    return [
        (int(b) if close else None, float(o[b]))
        for b, o, close in zip(best, odds, near, strict=True)
    ]


def _pointers(
    query: Scores, key: Scores, cue: NDArray[np.int64], other: NDArray[np.int64], bias: Scores
) -> Scores:
    if cue.ndim == 1:
        cue, other = cue[:, None], other[None, :]
    away = other - cue
    scores: Scores = query @ key.T / np.float32(query.shape[1] ** 0.5) + bias[_bucket(away, len(bias))]
    return np.where(np.abs(away) <= REACH, scores, np.float32(-1e4))


def _bucket(away: NDArray[np.int64], count: int) -> NDArray[np.int64]:
    """The bucket of a signed distance in tokens, by its logarithm; as in training."""
    half = count // 2
    size = (np.log2(np.maximum(np.abs(away), 1)).astype(np.float32) * 1.5).astype(np.int64)
    size = np.minimum(size, half - 1)
    return np.where(away < 0, size, size + half)


def _softmax(scores: Scores) -> Scores:
    odds: Scores = np.exp(scores - scores.max(1, keepdims=True))
    return odds / odds.sum(1, keepdims=True)
