"""What a run came to, as a person reads it at a terminal."""

from collections.abc import Sequence
from pathlib import Path

from service.archive.tally import Scores, Summary

_DASH = "–"
_QUARTERS = (0.25, 0.5, 0.75)


def render(summary: Summary, *, out: Path, scored: int, found: int) -> str:
    """Return the table: a line for each scorer, then what went wrong."""
    rows: list[Sequence[str]] = [("", "articles", "mean", "25 %", "median", "75 %")]
    rows += [(name, *_figures(scores)) for name, scores in summary.scores.items()]
    width = max(len(row[0]) for row in rows)
    lines = [f"{name:<{width}}" + "".join(f"{cell:>10}" for cell in cells) for name, *cells in rows]
    bad = summary.errors.total()
    lines += [
        "",
        f"{summary.rows} rows ({scored} scored now, {found} before), {summary.words} words, "
        f"{bad} with an error",
        *(f"  {count:>8}  {name}" for name, count in summary.errors.most_common()),
        f"written to {out}",
    ]
    return "\n".join(lines) + "\n"


def _figures(scores: Scores) -> list[str]:
    values = [scores.mean, *map(scores.quantile, _QUARTERS)]
    return [str(scores.count), *(_DASH if v is None else f"{v:.1f}" for v in values)]
