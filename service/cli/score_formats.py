"""The scores of several articles as JSON, CSV, Markdown or a plain table."""

import csv
import io
import re
from collections.abc import Sequence
from typing import Final

import msgspec

from scoring.report.report import Report, Score
from service import visible
from service.archive.text_formats import escape

DASH = "–"
NUMBERS = ("score", "percentile", "value")
TYPICAL = ("score_low", "score_high", "value_low", "value_high")
COLUMNS = (
    *("file", "words", "scorer", "comparison", *NUMBERS, "unit"),
    *(f"typical_{end}" for end in TYPICAL),
    *("advice", "reason"),
)

_MARKUP: Final = re.compile(r"[|<\[`]")
"""What would be a cell, HTML, a link or code in Markdown."""

Scored = tuple[str, Report]
"""A file's name and its report."""


def to_json(scored: Sequence[Scored]) -> str:
    """Return the API's report for one article, or one line per article with its file for
    several.
    """
    if len(scored) == 1:
        return visible.json(msgspec.json.format(msgspec.json.encode(scored[0][1])).decode()) + "\n"
    lines = (
        msgspec.json.encode({"file": name, "report": report}).decode() for name, report in scored
    )
    return visible.json("\n".join(lines)) + "\n"


def to_csv(scored: Sequence[Scored]) -> str:
    """Return a row for each score of each article (RFC 4180), safe to open in a spreadsheet."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(
        (
            escape(name),
            report.document.words,
            scorer,
            score.comparison,
            *(getattr(score, number) for number in NUMBERS),
            score.unit,
            *_ends(score),
            score.advice,
            score.reason and escape(score.reason),
        )
        for name, report in scored
        for scorer, score in report.scores.items()
    )
    return out.getvalue()


def to_markdown(scored: Sequence[Scored]) -> str:
    """Return a table with a row for each article. A single article has its sentences above it."""
    rows = _rows(scored)
    rule = ["---", *("---:" for _ in rows[0][1:])]
    cells = ([_MARKUP.sub(r"\\\g<0>", cell) for cell in row] for row in (rows[0], rule, *rows[1:]))
    table = "".join(f"| {' | '.join(row)} |\n" for row in cells)
    if len(scored) > 1:
        return table
    scores = scored[0][1].scores
    return "".join(f"- **{name}**: {sentence(scores[name])}\n" for name in scores) + f"\n{table}"


def to_table(scored: Sequence[Scored]) -> str:
    """Return a plain table with one row per article."""
    rows = _rows(scored)
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(
            cell.rjust(width) if number else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )
    return "\n".join(lines) + "\n"


def sentence(score: Score) -> str:
    """Return how a score compares and what to look at, or why there is no score."""
    if score.comparison is None:
        return f"Not scored: {score.reason or 'no reason given'}."
    return score.comparison if score.advice is None else f"{score.comparison} {score.advice}"


def typical_score(score: Score) -> str:
    """Return the typical band on the scale from 0 to 100."""
    typical = score.typical
    return DASH if typical is None else f"{typical.score.low:.0f}{DASH}{typical.score.high:.0f}"


def typical_value(score: Score) -> str:
    """Return the typical band in the scorer's unit."""
    typical = score.typical
    return DASH if typical is None else f"{typical.value.low:.2f}{DASH}{typical.value.high:.2f}"


def _ends(score: Score) -> Sequence[float | None]:
    typical = score.typical
    if typical is None:
        return (None,) * len(TYPICAL)
    return (typical.score.low, typical.score.high, typical.value.low, typical.value.high)


def _rows(scored: Sequence[Scored]) -> list[list[str]]:
    """Return the header, a row for each article, and the typical band of each score."""
    first = scored[0][1].scores
    typical = ["typical", "", *map(typical_score, first.values())]
    articles = [
        [name, str(report.document.words), *(_score(report, scorer) for scorer in first)]
        for name, report in scored
    ]
    return [["file", "words", *first], *articles, typical]


def _score(report: Report, scorer: str) -> str:
    score = report.scores[scorer].score
    return DASH if score is None else f"{score:.1f}"
