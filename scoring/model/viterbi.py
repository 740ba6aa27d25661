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
    padded = np.zeros((lengths[0], len(order), len(start)), dtype=np.float32)
    for row, k in enumerate(order):
        padded[: len(emissions[k]), row] = emissions[k]
    pointers = np.zeros(padded.shape, dtype=np.int64)
    best = start + padded[0]
    finals = best.copy()
    for step in range(1, lengths[0]):
        active = int(np.searchsorted(-lengths, -step, side="left"))
        moved = best[:active, :, None] + transitions
        pointers[step, :active] = moved.argmax(1)
        best = moved.max(1) + padded[step, :active]
        finals[:active] = best
    out: list[NDArray[np.int64]] = [np.empty(0, dtype=np.int64)] * len(order)
    for row, k in enumerate(order):
        tags = np.empty(lengths[row], dtype=np.int64)
        tags[-1] = tag = int(finals[row].argmax())
        for step in range(lengths[row] - 1, 0, -1):
            tags[step - 1] = tag = int(pointers[step, row, tag])
        out[k] = tags
    return out
