"""Scores a part in a worker process: each input row becomes an output row."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Final

import msgspec
from msgspec.structs import asdict

from scoring.errors import InvalidField
from scoring.report.options import read
from scoring.report.report import Report
from scoring.report.request import Options, ScoreRequest
from scoring.scorer import discover
from scoring.types import Value
from service.archive.inputs import open_source
from service.archive.parts import Parts
from service.archive.plan import output_columns
from service.archive.values import Bad, Cell, Column, Columns, Job, Part, Record, Row
from service.engine import ScoringEngine, load_engine
from service.problems import to_refusal

_ABSENT: Final = ("", None)


class RowScorer:
    """Scores rows with its own engine."""

    def __init__(self, job: Job, output: Sequence[Column]) -> None:
        """Load the engine. This takes a second or more."""
        self._engine: ScoringEngine = load_engine(job.settings)
        self._columns = job.columns
        self._options = job.options
        self._reduce = job.reduce
        self._empty: Row = dict.fromkeys(column.name for column in output)

    def score(self, number: int, record: Record) -> Row:
        """Return the output of a row. A row that cannot be scored has an ``error``."""
        row = {**self._empty, "row": number}
        if isinstance(record, Bad):
            if self._columns.id is not None:
                row["id"] = record.id
            return {**row, "error": record.name, "error_detail": record.detail}
        row |= kept(record, self._columns)
        request = to_request(record, self._columns, self._options)
        if isinstance(request, Bad):
            return {**row, "error": request.name, "error_detail": request.detail}
        try:
            report = self._engine.score(request)
        except Exception as error:  # noqa: BLE001  # a plugin's defect costs one row
            refusal = to_refusal(error)
            return {**row, "error": refusal.kind.name, "error_detail": refusal.detail}
        scored = row | figures(report, evidence=self._options.evidence)
        return scored if self._reduce is None else self._reduce(scored)


def kept(record: Mapping[str, object], columns: Columns) -> Row:
    """Return the cells that are copied from the input."""
    cells: Row = {name: as_text(record.get(name)) for name in columns.kept}
    if columns.id is not None:
        cells["id"] = as_text(record.get(columns.id))
    return cells


def as_text(value: object) -> str | None:
    """Return a cell as a string: dates in ISO 8601, numbers and lists as in JSON."""
    if value is None or isinstance(value, str):
        return value
    return msgspec.json.encode(value, enc_hook=str).decode().strip('"')


def to_request(
    record: Mapping[str, object], columns: Columns, options: Options
) -> ScoreRequest | Bad:
    """Return the request for a row. An empty cell counts as missing."""
    cells: dict[str, str | None] = {}
    for field in ("text", "html", "language"):
        column = getattr(columns, field)
        value = None if column is None else record.get(column)
        if value is not None and not isinstance(value, str):
            return Bad(name="invalid-field", detail=f"{field}: expected text")
        cells[field] = None if value in _ABSENT else value
    asked = {**asdict(options), **cells, "language": options.language or cells["language"]}
    try:
        return read(asked, ScoreRequest)
    except InvalidField as error:
        column = error.pointer.removeprefix("/")
        return Bad(name="invalid-field", detail=f"{column}: {error.detail}")


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
        cells[f"{name}_comparison"] = score.comparison
        cells[f"{name}_reason"] = score.reason
        for metric, value in score.metrics.items():
            cells[f"{name}_{metric}"] = value
    if document.sha256 is not None:
        cells["sha256"] = document.sha256
    if report.explanations is not None:
        cells["explanations"] = msgspec.json.encode(report.explanations).decode()
    if report.prompts is not None:
        cells["prompts"] = msgspec.json.encode(report.prompts).decode()
    if report.templates is not None:
        cells["templates"] = msgspec.json.encode(report.templates).decode()
    if evidence:
        found: dict[str, object] = dict(report.evidence)
        if document.text is not None:
            found["text"] = document.text
        cells["evidence"] = found
    return cells


class Done(Value, frozen=True, kw_only=True):
    """The result of a part: rows scored now, and rows scored by an earlier run."""

    scored: int
    found: int


class Worker:
    """Reads, scores and writes parts. There is one per process, with one model."""

    def __init__(self, job: Job) -> None:
        output = output_columns(discover(), job.columns, job.options)
        self._source = open_source(job.source, job.columns.read)
        self._scorer = RowScorer(job, output)
        self._parts = Parts(job.folder)

    def write(self, part: Part, *, stop: Callable[[], bool]) -> Done:
        """Score the rest of a part into the folder. ``stop`` is checked before each row."""
        with self._parts.write(part) as writer:
            if writer is None:
                return Done(scored=0, found=part.rows)
            for row in self._rows(part, writer.found):
                writer.add(row)
                if stop():
                    break
            return Done(scored=writer.count - writer.found, found=writer.found)

    def lines(self, part: Part) -> bytes:
        """Return a scored part as JSON lines."""
        return b"".join(msgspec.json.encode(row) + b"\n" for row in self._rows(part, 0))

    def _rows(self, part: Part, skip: int) -> Iterator[Row]:
        records = islice(self._source.read(part.place), skip, part.rows)
        for number, record in enumerate(records, part.first + skip):
            yield self._scorer.score(number, record)
