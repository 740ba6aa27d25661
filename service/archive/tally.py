"""Counts of scores, kept as rows go by: their size depends on the scores' steps, not the rows."""

from collections import Counter
from collections.abc import Mapping


class Scores:
    """How often each score was given, to a tenth."""

    def __init__(self) -> None:
        self.counts: Counter[float] = Counter()

    def add(self, score: float) -> None:
        """Count one."""
        self.counts[round(score, 1)] += 1

    @property
    def count(self) -> int:
        """How many there are."""
        return self.counts.total()

    @property
    def mean(self) -> float | None:
        """Their mean; ``None`` of none."""
        count = self.count
        return sum(score * n for score, n in self.counts.items()) / count if count else None

    def quantile(self, level: float) -> float | None:
        """Return the smallest score that at least this share of all do not exceed."""
        below, count = 0, self.count
        for score in sorted(self.counts):
            below += self.counts[score]
            if below >= level * count:
                return score
        return None


class Summary:
    """What a run came to: rows, errors by name, and the scores of each scorer."""

    def __init__(self, scorers: tuple[str, ...]) -> None:
        self.rows = 0
        self.words = 0
        self.errors: Counter[str] = Counter()
        self.scores = {name: Scores() for name in scorers}

    def add(self, row: Mapping[str, object]) -> None:
        """Count a row of the output."""
        self.rows += 1
        if row.get("error") is not None:
            self.errors[str(row["error"])] += 1
            return
        if isinstance(words := row.get("words"), int):
            self.words += words
        for name, scores in self.scores.items():
            if isinstance(score := row.get(f"{name}_score"), int | float):
                scores.add(score)
