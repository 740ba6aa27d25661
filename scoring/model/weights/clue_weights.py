"""Evidence learned from labelled articles: a weight for each clue, in log odds.

A clue is a short string that says what stands in an article: "noun official", "before said". The
weights are those of a logistic regression on the labelled train articles (``training.evidence``);
what the encoder says is added by whoever asks.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent


class Evidence:
    """Weights by clue, a row each; ``outcomes`` names the columns."""

    def __init__(
        self,
        outcomes: tuple[str, ...],
        base: Sequence[float],
        rows: Mapping[str, Sequence[float]],
    ) -> None:
        self.outcomes = outcomes
        self._base = base
        self._rows = rows

    def weigh(self, clues: Iterable[str]) -> list[float]:
        """Return the log odds of each outcome; a clue that was never learned says nothing."""
        # Added up in the clues' own order: a set's differs from process to process.
        rows = [self._rows[clue] for clue in dict.fromkeys(clues) if clue in self._rows]
        return [sum(column) for column in zip(self._base, *rows, strict=True)]


@cache
def load_evidence(name: str) -> Evidence:
    """Return the evidence in ``{name}.json``."""
    stored = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    rows = {clue: tuple(row) for clue, row in stored["clues"].items()}
    return Evidence(tuple(stored["outcomes"]), tuple(stored["base"]), rows)
