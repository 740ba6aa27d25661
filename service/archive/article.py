"""One row of the input becomes one row of the output, whatever is in it."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec

from scoring.report.report import Report
from scoring.report.request import ScoreRequest
from service.archive.values import Bad, Cell, Column, Columns, Job, Options, Record, Row
from service.engine import ScoringEngine, load_engine
from service.refusals import to_refusal

_ABSENT: Final = ("", None)


class Scorer:
    """Scores rows with an engine of its own."""

    def __init__(self, job: Job, output: Sequence[Column]) -> None:
        """Load the engine, which takes a second or more."""
        self._engine: ScoringEngine = load_engine(job.settings)
        self._columns = job.columns
        self._options = job.options
        self._empty: Row = dict.fromkeys(column.name for column in output)

    def score(self, number: int, record: Record) -> Row:
        """Return the output of a row; one that cannot be scored has an ``error``."""
        row = {**self._empty, "row": number}
        if isinstance(record, Bad):
            return {**row, "error": record.name, "error_detail": record.detail}
        row |= kept(record, self._columns)
        request = to_request(record, self._columns, self._options)
        if isinstance(request, Bad):
            return {**row, "error": request.name, "error_detail": request.detail}
        try:
            report = self._engine.score(request)
        except Exception as error:  # noqa: BLE001  # a guest scorer's defect costs one row
            refusal = to_refusal(error)
            return {**row, "error": refusal.kind.name, "error_detail": refusal.detail}
        return row | figures(report, evidence=self._options.evidence)


def kept(record: Mapping[str, object], columns: Columns) -> Row:
    """Return the cells that are copied from the input."""
    cells: Row = {name: as_text(record.get(name)) for name in columns.kept}
    if columns.id is not None:
        cells["id"] = as_text(record.get(columns.id))
    return cells


def as_text(value: object) -> str | None:
    """Return any cell as a string: a date in ISO 8601, a number or a list as JSON has it."""
    if value is None or isinstance(value, str):
        return value
    return msgspec.json.encode(value, enc_hook=str).decode().strip('"')


def to_request(
    record: Mapping[str, object], columns: Columns, options: Options
) -> ScoreRequest | Bad:
    """Return what is asked for a row. An empty cell is as good as none."""
    cells: dict[str, str | None] = {}
    for field in ("text", "html", "language"):
        column = getattr(columns, field)
        value = None if column is None else record.get(column)
        if value is not None and not isinstance(value, str):
            return Bad(name="invalid-field", detail=f"{field} is not a string")
        cells[field] = None if value in _ABSENT else value
    return ScoreRequest(
        text=cells["text"],
        html=cells["html"],
        language=options.language or cells["language"],
        scorers=list(options.scorers),
        profile=options.profile,
        evidence=options.evidence,
    )


def figures(report: Report, *, evidence: bool) -> Row:
    """Return a report as cells."""
    document = report.document
    cells: dict[str, Cell] = {
        "language": report.language,
        "characters": document.characters,
        "words": document.words,
        "sentences": document.sentences,
        "paragraphs": document.paragraphs,
        "warnings": ", ".join(warning.code for warning in report.warnings) or None,
        "copydesk": report.engine.version,
        "model": report.engine.model,
        "profile": report.engine.profile,
    }
    for name, score in report.scores.items():
        cells[f"{name}_score"] = score.score
        cells[f"{name}_percentile"] = score.percentile
        cells[f"{name}_value"] = score.value
        cells[f"{name}_reason"] = score.reason
        for metric, value in score.metrics.items():
            cells[f"{name}_{metric}"] = value
    if evidence:
        found: dict[str, object] = dict(report.evidence)
        if document.text is not None:
            found["text"] = document.text
        cells["evidence"] = found
    return cells
