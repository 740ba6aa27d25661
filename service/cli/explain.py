"""``copydesk explain FILE [FINDING]``: explain what decided the findings in an article."""

import os
import shutil
import sys
from argparse import ArgumentParser as Parser
from argparse import ArgumentTypeError, Namespace, _SubParsersAction

import msgspec

from scoring.report.request import ScoreRequest
from service.articles import read_file
from service.cli.explain_page import Page
from service.failure import Failure
from service.scheduling.service import load_engine
from service.settings import read_settings

WIDTH = 100
"""Width in columns if the output is not a terminal, such as a file."""
NARROWEST = 60


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "explain",
        help="explain the findings in an article",
        description="Explain what decided a finding, by which clues, and which candidates lost. "
        "Without FINDING, list all findings with what decided them.",
    )
    parser.add_argument("file", metavar="FILE", help="an article; - reads standard input")
    parser.add_argument(
        "finding",
        metavar="FINDING",
        nargs="?",
        type=_finding,
        help="an attribution (a3), a speaker (s2) or a hedge (h5)",
    )
    parser.add_argument("--all", action="store_true", help="show all clues and candidates")
    parser.add_argument("--json", action="store_true", help="print the explanations as in the API")
    parser.add_argument("--html", action="store_true", help="treat the article as HTML")
    parser.add_argument("--language", help="BCP 47 tag (default: detected)")
    parser.set_defaults(run=run)


def run(options: Namespace) -> int:
    """Score and print. Raises ``CopydeskError``, ``Failure`` or ``OSError``."""
    article = read_file(options.file)
    is_html = options.html or article.is_html
    request = ScoreRequest(
        text=None if is_html else article.content,
        html=article.content if is_html else None,
        language=options.language,
        explain=True,
    )
    report = load_engine(read_settings(os.environ)).score(request)
    width = max(NARROWEST, shutil.get_terminal_size(fallback=(WIDTH, 24)).columns)
    text = article.content if report.document.text is None else report.document.text
    page = Page(report, text, width=width, all_of_it=options.all)
    if options.finding and options.finding not in page.findings:
        raise Failure(f"there is no {options.finding} in {options.file}: {page.there_are()}")
    if options.json:
        found = page.explanations(options.finding)
        sys.stdout.write(msgspec.json.format(msgspec.json.encode(found)).decode() + "\n")
        return 0
    sys.stdout.write(page.one(options.finding) if options.finding else page.whole())
    return 0


def _finding(argument: str) -> str:
    finding = argument.lower()
    if finding[:1] not in ("a", "s", "h") or not finding[1:].isdecimal():
        raise ArgumentTypeError(f"{argument!r} is not like a3, s2 or h5")
    return finding
