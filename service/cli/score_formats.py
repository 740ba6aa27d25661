"""The scores of several articles as JSON, CSV, Markdown or a plain table."""

import csv
import io
from collections.abc import Sequence

import msgspec

from scoring.report.report import Report

DASH = "–"
NUMBERS = ("score", "percentile", "value")
COLUMNS = ("file", "words", "scorer", *NUMBERS, "unit", "reason")

Scored = tuple[str, Report]
"""A file's name and its report."""


def to_json(scored: Sequence[Scored]) -> str:
    """Return the API's report for one article, or one line per article with its file for
    several.
    """
    if len(scored) == 1:
        return msgspec.json.format(msgspec.json.encode(scored[0][1])).decode() + "\n"
    lines = (
        msgspec.json.encode({"file": name, "report": report}).decode() for name, report in scored
    )
    return "\n".join(lines) + "\n"


def to_csv(scored: Sequence[Scored]) -> str:
    """Return a row for each score of each article (RFC 4180)."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    writer.writerows(
        (
            name,
            report.document.words,
            scorer,
            *(getattr(score, number) for number in NUMBERS),
            score.unit,
            score.reason,
        )
        for name, report in scored
        for scorer, score in report.scores.items()
    )
    return out.getvalue()


def to_markdown(scored: Sequence[Scored]) -> str:
    """Return a table with a row for each article."""
    rows = _rows(scored)
    rule = ["---", *("---:" for _ in rows[0][1:])]
    cells = ([cell.replace("|", "\\|") for cell in row] for row in (rows[0], rule, *rows[1:]))
    return "".join(f"| {' | '.join(row)} |\n" for row in cells)


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


def _rows(scored: Sequence[Scored]) -> list[list[str]]:
    names = list(scored[0][1].scores)
    return [["file", "words", *names]] + [
        [name, str(report.document.words), *(_score(report, scorer) for scorer in names)]
        for name, report in scored
    ]


def _score(report: Report, scorer: str) -> str:
    score = report.scores[scorer].score
    return DASH if score is None else f"{score:.1f}"
