"""The summary of a run: counted row by row, and rendered for the terminal.

Memory depends on the number of distinct scores, not on the number of rows.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from service import visible


class Scores:
    """Counts how often each score occurs, rounded to a tenth."""

    def __init__(self) -> None:
        self.counts: Counter[float] = Counter()

    def add(self, score: float) -> None:
        """Count one score."""
        self.counts[round(score, 1)] += 1

    @property
    def count(self) -> int:
        """The number of scores."""
        return self.counts.total()

    @property
    def mean(self) -> float | None:
        """The mean of the scores; ``None`` if there are none."""
        count = self.count
        return sum(score * n for score, n in self.counts.items()) / count if count else None

    def quantile(self, level: float) -> float | None:
        """Return the smallest score that at least this share of all scores do not exceed."""
        below, count = 0, self.count
        for score in sorted(self.counts):
            below += self.counts[score]
            if below >= level * count:
                return score
        return None


class Summary:
    """The summary of a run: rows, errors by name, and the scores of each scorer."""

    def __init__(self, scorers: Sequence[str]) -> None:
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


_DASH = "–"
_INSTANT = 0.001
"""Seconds that a run counts at least, so that it has a rate."""
_QUARTERS = (0.25, 0.5, 0.75)
"""Levels of the quartiles."""


def render(
    summary: Summary, *, files: Sequence[Path], scored: int, found: int, seconds: float
) -> str:
    """Return the table: a line for each scorer, then the speed and the errors.

    ``seconds``: the time in which ``scored`` rows were scored.
    """
    rows: list[Sequence[str]] = [("", "articles", "mean", "25%", "median", "75%")]
    rows += [(name, *_figures(scores)) for name, scores in summary.scores.items()]
    width = max(len(row[0]) for row in rows)
    lines = [f"{name:<{width}}" + "".join(f"{cell:>10}" for cell in cells) for name, *cells in rows]
    bad = summary.errors.total()
    lines += [
        "",
        f"{summary.rows} rows ({scored} scored now, {found} before), {summary.words} words, "
        f"{bad} {'error' if bad == 1 else 'errors'}",
        *(f"  {count:>8}  {name}" for name, count in summary.errors.most_common()),
        f"{seconds:,.1f} s, {scored / max(seconds, _INSTANT):,.1f} articles/s",
        f"written to {', '.join(map(visible.name, reversed(files)))}",
    ]
    return "\n".join(lines) + "\n"


def _figures(scores: Scores) -> list[str]:
    values = [scores.mean, *map(scores.quantile, _QUARTERS)]
    return [str(scores.count), *(_DASH if v is None else f"{v:.1f}" for v in values)]
