"""Finds the most probable tag sequences of linear chains (Viterbi 1967), many at a time."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from scoring.model.arrays import FloatArray


def decode(
    emissions: Sequence[FloatArray], transitions: FloatArray, start: FloatArray
) -> list[NDArray[np.int64]]:
    """Return the best tags of each sequence.

    ``emissions[k]`` is ``(length, tags)``, ``transitions[i, j]`` scores tag ``j`` after ``i``,
    ``start`` scores the first tag. All sequences advance together, so the number of Python steps is
    the length of the longest one.
    """
    if not emissions:
        return []
    order = sorted(range(len(emissions)), key=lambda k: -len(emissions[k]))
    lengths = np.array([len(emissions[k]) for k in order])
    # Step by step, the rows of the sequences that are still running, the longest ones first.
    active = np.searchsorted(-lengths, -np.arange(lengths[0]), side="left")
    offsets = np.concatenate([[0], np.cumsum(active)])
    ranks = np.empty(len(order), dtype=np.int64)
    ranks[order] = np.arange(len(order))
    rows = [offsets[: len(one)] + rank for one, rank in zip(emissions, ranks, strict=True)]
    best = np.empty((offsets[-1], len(start)), dtype=np.float32)
    best[np.concatenate(rows)] = np.concatenate(emissions)
    best[: active[0]] += start
    bounds = offsets.tolist()
    for begin, low, high in zip(bounds, bounds[1:], bounds[2:], strict=False):
        moved = best[begin : begin + high - low, :, None] + transitions
        best[low:high] += np.maximum.reduce(moved, axis=1)
    out: list[NDArray[np.int64]] = []
    for places in rows:
        scores = best[places]
        pointers = (scores[:-1, :, None] + transitions).argmax(1).tolist()
        tags = [int(scores[-1].argmax())]
        for pointer in reversed(pointers):
            tags.append(pointer[tags[-1]])
        out.append(np.array(tags[::-1], dtype=np.int64))
    return out
