"""Pointers learned with the tags: which of some tokens each of others points to.

A query and a key per token, and a bias by distance; beyond ``POINTER_REACH_TOKENS`` nothing is
pointed to.
The table is made in parts, each of the columns in reach, so that an article with thousands of
cues takes memory by their number and not by its square.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.model.arrays import FloatArray

Places = NDArray[np.int64]

POINTER_REACH_TOKENS: Final = 254
"""How far a pointer reaches, in tokens: the longest window of training."""
WHOLE: Final = 512
"""Up to so many rows and columns the table is made in one part, as in training."""
ROWS: Final = 128
"""How many rows a part of a larger table has."""
NEVER: Final = np.float32(np.log(np.float32(1e-9)))
"""The log probability of what is out of reach."""


class Part(NamedTuple):
    """Rows from ``row`` on, columns from ``column`` on."""

    row: int
    column: int
    table: FloatArray


class Pointing(NamedTuple):
    """Who points (rows) and what may be pointed to (columns): vectors, and tokens in order."""

    queries: FloatArray
    keys: FloatArray
    rows: Places
    columns: Places

    def parts(self, bias: FloatArray, *, back: bool = False) -> Iterator[Part]:
        """Yield the scores. ``back``: distances run from the column to the row."""
        whole = len(self.rows) <= WHOLE and len(self.columns) <= WHOLE
        size = max(1, len(self.rows)) if whole else ROWS
        for row in range(0, len(self.rows), size):
            stop = min(row + size, len(self.rows))
            first, last = 0, len(self.columns)
            if not whole:
                first, last = self._in_reach(row, stop)
            away = self.columns[None, first:last] - self.rows[row:stop, None]
            table = self.queries[row:stop] @ self.keys[first:last].T
            scaled = table / np.float32(self.queries.shape[1] ** 0.5)
            scores: FloatArray = scaled + bias[_bucket(-away if back else away, len(bias))]
            yield Part(
                row, first, np.where(np.abs(away) <= POINTER_REACH_TOKENS, scores, np.float32(-1e4))
            )

    def _in_reach(self, row: int, stop: int) -> tuple[int, int]:
        """The columns that any of the rows reaches; one at least, if there are any."""
        first = int(np.searchsorted(self.columns, self.rows[row] - POINTER_REACH_TOKENS, "left"))
        last = int(
            np.searchsorted(self.columns, self.rows[stop - 1] + POINTER_REACH_TOKENS, "right")
        )
        first = max(0, min(first, len(self.columns) - 1))
        return first, max(last, min(first + 1, len(self.columns)))


class LogOdds:
    """Log probabilities, each row's columns against one another."""

    def __init__(self, parts: Iterator[Part]) -> None:
        self._parts = [
            Part(row, column, np.log(softmax(table) + np.float32(1e-9)))
            for row, column, table in parts
        ]
        self._rows = [part.row for part in self._parts]

    def best(self) -> list[int]:
        """Return each row's likeliest column."""
        return [
            part.column + place for part in self._parts for place in part.table.argmax(1).tolist()
        ]

    def __getitem__(self, place: tuple[int, int]) -> np.float32:
        """Return the log probability that the row points to the column."""
        row, column = place
        part = self._parts[bisect_right(self._rows, row) - 1]
        if not 0 <= column - part.column < part.table.shape[1]:
            return NEVER
        found: np.float32 = part.table[row - part.row, column - part.column]
        return found


def softmax(scores: FloatArray) -> FloatArray:
    """Return each row's scores as shares of one."""
    odds: FloatArray = np.exp(scores - scores.max(1, keepdims=True))
    shares: FloatArray = odds / odds.sum(1, keepdims=True)
    return shares


def _bucket(away: Places, count: int) -> Places:
    """The bucket of a signed distance in tokens, by its logarithm; as in training."""
    half = count // 2
    size = (np.log2(np.maximum(np.abs(away), 1)).astype(np.float32) * 1.5).astype(np.int64)
    size = np.minimum(size, half - 1)
    return np.where(away < 0, size, size + half)
