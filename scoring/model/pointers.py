"""Pointers, trained together with the tags: each row token selects a column token.

The score is the product of a query and a key, plus a bias by distance. Tokens farther away than
``POINTER_REACH_TOKENS`` cannot be selected. The table of scores is computed in blocks with only the
columns in reach, so memory grows with the number of cues and not with its square.
"""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from scoring.model.arrays import FloatArray

Places = NDArray[np.int64]

POINTER_REACH_TOKENS: Final = 254
"""How far a pointer reaches in tokens: the longest window in training."""
WHOLE: Final = 512
"""Up to this many rows and columns, the table is computed in one block, as in training."""
ROWS: Final = 128
"""The number of rows in a block of a larger table."""
NEVER: Final = np.float32(np.log(np.float32(1e-9)))
"""The log probability of a token out of reach."""


class Part(NamedTuple):
    """Rows from ``row`` on, columns from ``column`` on."""

    row: int
    column: int
    table: FloatArray


class Pointing(NamedTuple):
    """The tokens that point (rows) and the tokens that can be selected (columns), with
    their vectors.
    """

    queries: FloatArray
    keys: FloatArray
    rows: Places
    columns: Places

    def parts(self, bias: FloatArray, *, back: bool = False) -> Iterator[Part]:
        """Yield the scores. ``back``: distances are from the column to the row."""
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
        """Return the columns in reach of any of the rows; at least one, if there are any."""
        first = int(np.searchsorted(self.columns, self.rows[row] - POINTER_REACH_TOKENS, "left"))
        last = int(
            np.searchsorted(self.columns, self.rows[stop - 1] + POINTER_REACH_TOKENS, "right")
        )
        first = max(0, min(first, len(self.columns) - 1))
        return first, max(last, min(first + 1, len(self.columns)))


class LogOdds:
    """Log probabilities of each row's columns."""

    def __init__(self, parts: Iterator[Part]) -> None:
        self._parts = [
            Part(row, column, np.log(softmax(table) + np.float32(1e-9)))
            for row, column, table in parts
        ]
        self._rows = [part.row for part in self._parts]

    def best(self) -> list[int]:
        """Return the most likely column of each row."""
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
    """Return the softmax of each row's scores."""
    odds: FloatArray = np.exp(scores - scores.max(1, keepdims=True))
    shares: FloatArray = odds / odds.sum(1, keepdims=True)
    return shares


def _bucket(away: Places, count: int) -> Places:
    """Return the bucket of a signed distance in tokens, by its logarithm, as in training."""
    half = count // 2
    size = (np.log2(np.maximum(np.abs(away), 1)).astype(np.float32) * 1.5).astype(np.int64)
    size = np.minimum(size, half - 1)
    return np.where(away < 0, size, size + half)
