"""Evidence learned from labelled articles: a weight for each clue, in log odds.

A clue is a short string that says what stands in an article: "noun official", "before said". The
weights are those of a logistic regression on the labelled train articles (``training.evidence``);
what the encoder says is added by whoever asks.
"""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent


class Evidence:
    """Weights by clue, a row each; ``outcomes`` names the columns."""

    def __init__(
        self,
        outcomes: tuple[str, ...],
        base: NDArray[np.float32],
        rows: dict[str, NDArray[np.float32]],
    ) -> None:
        self.outcomes = outcomes
        self._base = base
        self._rows = rows

    def weigh(self, clues: Iterable[str]) -> NDArray[np.float32]:
        """Return the log odds of each outcome; a clue that was never learned says nothing."""
        total = self._base.copy()
        for clue in set(clues):
            if (row := self._rows.get(clue)) is not None:
                total += row
        return total


@cache
def load_evidence(name: str) -> Evidence:
    """Return the evidence in ``{name}.json``."""
    stored = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    rows = {clue: np.array(row, dtype=np.float32) for clue, row in stored["clues"].items()}
    return Evidence(tuple(stored["outcomes"]), np.array(stored["base"], dtype=np.float32), rows)
