"""``copydesk score FILE``: score one article, without a server."""

import os
import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction
from pathlib import Path

import msgspec

from scoring.report.request import ScoreRequest
from service.commands.failure import Failure
from service.engine import load_engine
from service.settings import read_settings
from service.table import render


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "score",
        help="score one article",
        description="Score one article and show the evidence.",
    )
    parser.add_argument("file", metavar="FILE", help="the article, UTF-8; - for standard input")
    parser.add_argument("--json", action="store_true", help="the same report as POST /v1/score")
    parser.add_argument("--html", action="store_true", help="the article is HTML")
    parser.add_argument("--profile", default="default", help="calibration profile")
    parser.add_argument("--language", help="BCP 47 tag; detected when absent")
    parser.add_argument(
        "--scorers", metavar="NAME[,NAME]", help="names of scorers between commas; default: all"
    )
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
