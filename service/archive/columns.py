"""Which columns of the input are read, and which the output has."""

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from service.archive.values import Column, Columns, Kind, Options
from service.commands.failure import Failure

if TYPE_CHECKING:
    from scoring.scorer import Registered

TEXT: Final = "text"
HTML: Final = "html"
ID: Final = "id"
LANGUAGE: Final = "language"

KEPT: Final = (
    *("title", "outlet", "publication", "section", "author", "byline", "url"),
    *("date", "published", "published_at", "date_published", "datePublished"),
)
"""Columns that are copied to the output unless others are named: what a report can group by."""

_FIRST: Final[Mapping[str, Kind]] = {"row": "integer", "id": "string"}
_DOCUMENT: Final[Mapping[str, Kind]] = {
    "language": "string",
    "characters": "integer",
    "words": "integer",
    "sentences": "integer",
    "paragraphs": "integer",
}
_SCORE: Final[Mapping[str, Kind]] = {
    "score": "number",
    "percentile": "number",
    "value": "number",
    "reason": "string",
}
_LAST: Final[Mapping[str, Kind]] = {
    "warnings": "string",
    "error": "string",
    "error_detail": "string",
    "copydesk": "string",
    "model": "string",
    "profile": "string",
}


def choose(
    available: Collection[str],
    *,
    text: str | None,
    html: str | None,
    id_: str | None,
    keep: Sequence[str] | None,
) -> Columns:
    """Return the columns to read. ``None`` stands for the usual name, if there is such a column.

    Where one of ``text`` and ``html`` is named, the other is read only if it is named too.

    Raises ``Failure`` for a column that is named but not there, or if there is nothing to score.
    """
    if text is None and html is None:
        text, html = _usual(TEXT, available), _usual(HTML, available)
    named = [name for name in (text, html, id_, *(keep or ())) if name is not None]
    missing = [name for name in named if name not in available]
    there_are = f"there are {', '.join(sorted(available)) or 'none'}"
    if missing:
        raise Failure(f"the input has no column {', '.join(missing)}; {there_are}")
    if text is None and html is None:
        raise Failure(
            f"the input has no column text or html: name it with --text-column or --html-column; "
            f"{there_are}"
        )
    return Columns(
        text=text,
        html=html,
        id=id_ or _usual(ID, available),
        language=_usual(LANGUAGE, available),
        kept=tuple(keep if keep is not None else (name for name in KEPT if name in available)),
    )


def output_columns(
    scorers: "Mapping[str, Registered]", columns: Columns, options: Options
) -> list[Column]:
    """Return the output's columns: each scorer's score, and its metrics, under its name.

    Raises ``Failure`` if a kept column has the name of another.
    """
    kinds: dict[str, Kind] = {**_FIRST, **_DOCUMENT}
    for name in options.scorers:
        kinds |= {f"{name}_{part}": kind for part, kind in _SCORE.items()}
        metrics = scorers[name].scorer.metrics
        kinds |= {f"{name}_{metric.name}": "number" for metric in metrics}
    kinds |= _LAST
    if options.evidence:
        kinds["evidence"] = "evidence"
    taken = [name for name in columns.kept if name in kinds]
    if taken:
        raise Failure(f"the output has a column {', '.join(taken)} of its own: it cannot be kept")
    names = [*_FIRST, *columns.kept, *(name for name in kinds if name not in _FIRST)]
    return [Column(name=name, kind=kinds.get(name, "string")) for name in names]


def _usual(name: str, available: Collection[str]) -> str | None:
    return name if name in available else None
