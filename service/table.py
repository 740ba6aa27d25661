"""A report as a person reads it at a terminal."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scoring.report.report import Report, Score

_SHOWN = 10
_QUOTE = 68
_DASH = "–"


def render(report: Report) -> str:
    """Return the scores as a table, and below it the first of each list of evidence."""
    document = report.document
    lines = [
        f"{document.words} words, {document.sentences} sentences, "
        f"{document.paragraphs} paragraphs, language {report.language}",
        f"copydesk {report.engine.version}, model {report.engine.model}, "
        f"profile {report.engine.profile}",
        "",
        *_table(report.scores),
    ]
    lines += [f"warning: {warning.detail}" for warning in report.warnings]
    for name, items in report.evidence.items():
        lines += ["", f"{name} ({len(items)})", *_listing(items)]
    return "\n".join(lines) + "\n"


def _table(scores: Mapping[str, Score]) -> list[str]:
    rows = [("", "score", "percentile", "value", "")]
    rows += [
        (
            name,
            _number(score.score, 1),
            _number(score.percentile, 1),
            _number(score.value, 2),
            score.unit if score.reason is None else f"{score.unit}: {score.reason}",
        )
        for name, score in scores.items()
    ]
    width = max(len(row[0]) for row in rows)
    return [
        f"{name:<{width}}  {score:>6}  {percentile:>10}  {value:>7}  {unit}".rstrip()
        for name, score, percentile, value, unit in rows
    ]


def _number(value: float | None, digits: int) -> str:
    return _DASH if value is None else f"{value:.{digits}f}"


def _listing(items: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for item in items[:_SHOWN]:
        yield f"  {_item(item)}"
    if len(items) > _SHOWN:
        yield f"  … and {len(items) - _SHOWN} more: use --json"


def _item(item: Mapping[str, Any]) -> str:
    """Return a line for any kind of evidence, a guest scorer's too."""
    if "cue" in item:
        return _attribution(item)
    if "attributions" in item:
        who = item.get("name") or item.get("description") or "unnamed"
        return f"{item['attributions']:>3} × {_short(who)} ({item['type']})"
    parts = [_short(item["text"])] if "text" in item else [f"{item.get('start')}-{item.get('end')}"]
    parts += [str(item[key]) for key in ("kind", "voice", "words", "grade") if key in item]
    parts += item.get("flags", ())
    return "  ".join(parts)


def _attribution(item: Mapping[str, Any]) -> str:
    source = item.get("source")
    who = f"{_short(source['text'])} ({source['type']})" if source else "no source"
    content = " … ".join(piece["text"] for piece in item.get("content", ()))
    return f"{item['mode']}, {item['form']}: {who} | {item['cue']['text']} | {_short(content)}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…"
