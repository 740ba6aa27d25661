"""``copydesk score FILE``: score one article, without a server, and show it as a table."""

import os
import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from scoring.report.report import Report, Score
from scoring.report.request import ScoreRequest
from service.failure import Failure
from service.scheduling.service import load_engine
from service.settings import read_settings

_SHOWN = 10
_QUOTE = 68
_DASH = "–"


def render(report: Report) -> str:
    """Return the scores as a table, and below it the first of each list of evidence."""
    document = report.document
    lines = [
        f"{_count(document.words, 'word')}, {_count(document.sentences, 'sentence')}, "
        f"{_count(document.paragraphs, 'paragraph')}, language {report.language}",
        f"copydesk {report.engine.version}, model {report.engine.model}, "
        f"profile {report.engine.profile}",
        "",
        *_table(report.scores),
    ]
    lines += [f"warning: {warning.detail}" for warning in report.warnings]
    for name, items in report.evidence.items():
        lines += ["", f"{name} ({len(items)})", *_listing(items)]
    return "\n".join(lines) + "\n"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


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


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "score",
        help="score one article",
        description="Score one article and show the evidence.",
    )
    parser.add_argument("file", metavar="FILE", help="the article in UTF-8; - reads standard input")
    parser.add_argument(
        "--json", action="store_true", help="print the same report as POST /v1/score"
    )
    parser.add_argument("--html", action="store_true", help="the article is HTML")
    parser.add_argument(
        "--profile", default="default", help="calibration profile (default: default)"
    )
    parser.add_argument("--language", help="BCP 47 tag (default: detected)")
    parser.add_argument("--scorers", metavar="NAME[,NAME]", help="scorers (default: all)")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Score and print. Raises ``CopydeskError``, ``Failure`` or ``OSError``."""
    request = build_request(options, _read(options.file))
    report = load_engine(read_settings(os.environ)).score(request)
    if options.json:
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(report)).decode() + "\n")
    else:
        sys.stdout.write(render(report))
    return 0


def build_request(options: Namespace, content: str) -> ScoreRequest:
    """Return the request that the command line describes."""
    names = options.scorers.split(",") if options.scorers else None
    return ScoreRequest(
        text=None if options.html else content,
        html=content if options.html else None,
        language=options.language,
        scorers=None if names is None else [name.strip() for name in names],
        profile=options.profile,
    )


def _read(file: str) -> str:
    content = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = f"{file}: not UTF-8 at byte {error.start}"
    raise Failure(reason)
