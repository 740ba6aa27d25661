"""``copydesk score FILE…``: score articles without a server, and print them as tables."""

import os
import shutil
import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scoring.errors import CopydeskError
from scoring.report.options import is_of_option
from scoring.report.report import Report, Score
from service import visible
from service.articles import find_files, read_file
from service.cli.options import (
    add_options,
    add_rules,
    build_request,
    reason_of,
    settings_for,
)
from service.cli.score_formats import (
    DASH,
    Scored,
    sentence,
    to_csv,
    to_json,
    to_markdown,
    to_table,
    typical_score,
    typical_value,
)
from service.cli.terminal import Paint, count_of, painter, plain, wrap
from service.engine import load_engine

_SHOWN = 10
"""Number of items of each list that are shown without ``--all``."""
_WIDTH = 100
"""Width in columns if the output is not a terminal, such as a file."""
_BESIDE = 32
"""Columns of a line that are not available for a quotation."""
_LEAST = 24
"""Minimum columns for a quotation, also in a narrow terminal."""
_INDENT = 2
"""Columns before a line of evidence."""


def render(
    report: Report,
    *,
    most: int | None = _SHOWN,
    width: int = _WIDTH,
    paint: Paint = plain,
) -> str:
    """Return the scores as a table, followed by the first ``most`` items of each list of evidence.

    ``width``: width of the terminal in columns, to which quotations are shortened.
    """
    quoted = max(_LEAST, width - _BESIDE)
    document = report.document
    lines = [
        f"{count_of(document.words, 'word')}, {count_of(document.sentences, 'sentence')}, "
        f"{count_of(document.paragraphs, 'paragraph')}, language {report.language}",
        f"copydesk {report.engine.version}, model {report.engine.model}, "
        f"profile {report.engine.profile}",
        "",
        *_sentences(report.scores, width, paint),
        "",
        *_table(report.scores),
    ]
    lines += [paint("look", f"warning: {warning.detail}") for warning in report.warnings]
    for name, items in visible.within(report.evidence).items():
        listing = _listing(_sorted(name, items), most, quoted, paint)
        lines += ["", paint("heading", f"{name} ({len(items)})"), *listing]
    if report.prompts is not None:
        heading = paint("heading", f"prompts ({len(report.prompts)})")
        lines += ["", heading, *_prompts(visible.within(report.prompts), most, width)]
    return "\n".join(lines) + "\n"


def _prompts(prompts: Sequence[Mapping[str, Any]], most: int | None, width: int) -> Iterator[str]:
    for prompt in prompts[:most]:
        asked = f"{prompt['severity']} {prompt['rule']}: {prompt['message']}"
        yield from wrap(asked, width, "  ", "    ")
    if most is not None and len(prompts) > most:
        yield _more(len(prompts) - most)


def _more(number: int) -> str:
    return f"  … and {number} more: use --all"


def _sentences(scores: Mapping[str, Score], width: int, paint: Paint) -> Iterator[str]:
    names = max(map(len, scores))
    for name, score in scores.items():
        first, *more = wrap(sentence(score), width, " " * (names + 2))
        yield paint("heading", name.ljust(names)) + first[names:]
        yield from more


def _table(scores: Mapping[str, Score]) -> list[str]:
    rows = [("", "score", "typical", "percentile", "value", "typical", "")]
    rows += [
        (
            name,
            _number(score.score, 1),
            typical_score(score),
            _number(score.percentile, 1),
            _number(score.value, 2),
            typical_value(score),
            score.unit if score.reason is None else f"{score.unit}: {score.reason}",
        )
        for name, score in scores.items()
    ]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join((name.ljust(widths[0]), *map(str.rjust, numbers, widths[1:-1]), unit)).rstrip()
        for name, *numbers, unit in rows
    ]


def _number(value: float | None, digits: int) -> str:
    return DASH if value is None else f"{value:.{digits}f}"


def _sorted(name: str, items: Sequence[Mapping[str, Any]]) -> Sequence[Mapping[str, Any]]:
    """Return speakers with the unnamed first, then by number of attributions. Keep other
    lists as they are.
    """
    if name != "speakers":
        return items
    return sorted(items, key=lambda item: (not item.get("anonymous"), -item.get("attributions", 0)))


def _listing(
    items: Sequence[Mapping[str, Any]], most: int | None, quoted: int, paint: Paint
) -> Iterator[str]:
    for item in items[:most]:
        line = _item(item, quoted)
        yield f"  {paint('look', line) if item.get('anonymous') else line}"
    if most is not None and len(items) > most:
        yield _more(len(items) - most)


def _item(item: Mapping[str, Any], quoted: int) -> str:
    """Return one line for any kind of evidence, including that of plugins."""
    if "cue" in item:
        return _attribution(item, quoted)
    if "attributions" in item:
        who = item.get("name") or item.get("description") or "unnamed"
        return f"{item['attributions']:>3} × {_short(who, quoted)} ({_spelled(item['type'])})"
    parts = (
        [_short(item["text"], quoted)]
        if "text" in item
        else [f"{item.get('start')}-{item.get('end')}"]
    )
    parts += [str(item[key]) for key in ("kind", "voice", "words", "grade") if key in item]
    parts += map(_spelled, item.get("flags", ()))
    return "  ".join(parts)


def _attribution(item: Mapping[str, Any], quoted: int) -> str:
    source = item.get("source")
    who = "no source"
    if source:
        who = f"{_short(source['text'], quoted)} ({_spelled(source['type'])})"
    content = " … ".join(piece["text"] for piece in item.get("content", ()))
    head = f"{item['mode']}, {item['form']}: {who} | {item['cue']['text']} | "
    return head + _short(content, max(_LEAST, quoted + _BESIDE - _INDENT - len(head)))


def _spelled(name: str) -> str:
    """Return a name of the API as words: "unnamed person", "named organization"."""
    return name.replace("_", " ").replace("organisation", "organization")


def _short(text: str, most: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1] + "…"


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "score",
        help="score articles",
        description="Score an article and show the evidence, or score several and compare them.",
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="an article, a folder (its .txt and .html files) or a pattern; - reads standard "
        "input. Text is UTF-8 unless a byte order mark or the page says otherwise; HTML is "
        "recognized by its suffix or its first tag",
    )
    parser.add_argument(
        "--format",
        choices=("table", *FORMATS),
        default="table",
        help="default: table, with the evidence if there is one article. json prints the same "
        "report as POST /v1/score, or one line per article if there are several",
    )
    parser.add_argument(
        "--json", action="store_const", const="json", dest="format", help="same as --format json"
    )
    parser.add_argument(
        "--all", action="store_true", help="show all evidence, also if there are several articles"
    )
    parser.add_argument("--html", action="store_true", help="treat all articles as HTML")
    add_options(parser)
    add_rules(parser)
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Score and print. Raises ``CopydeskError``, ``Failure`` or ``OSError``.

    If one of several articles cannot be scored, it is reported, the others are scored, and the exit
    status is 1.
    """
    names = find_files(options.files)
    if len(names) == 1:
        request = build_request(options, read_file(names[0]))
        report = load_engine(settings_for(options, os.environ)).score(request)
        _show(options, [(visible.name(names[0]), report)])
        return 0
    engine = load_engine(settings_for(options, os.environ))
    scored: list[Scored] = []
    for name in names:
        try:
            report = engine.score(build_request(options, read_file(name)))
            scored.append((visible.name(name), report))
        except (CopydeskError, OSError) as error:
            if is_of_option(error):
                raise  # the same for every article
            reason = visible.text(reason_of(error, name))
            sys.stderr.write(f"copydesk: {visible.name(name)}: {reason}\n")
    if scored:
        _show(options, scored)
    return int(len(scored) < len(names))


FORMATS: Final = {"json": to_json, "csv": to_csv, "markdown": to_markdown}


def _show(options: Namespace, scored: Sequence[Scored]) -> None:
    if options.format in FORMATS:
        sys.stdout.write(FORMATS[options.format](scored))
        return
    width = shutil.get_terminal_size(fallback=(_WIDTH, 24)).columns
    paint = painter(sys.stdout, os.environ)
    most = None if options.all else _SHOWN
    if len(scored) == 1:
        sys.stdout.write(render(scored[0][1], most=most, width=width, paint=paint))
        return
    sys.stdout.write(to_table(scored))
    for name, report in scored if options.all else ():
        sys.stdout.write(f"\n{paint('heading', name)}\n")
        sys.stdout.write(render(report, most=None, width=width, paint=paint))
