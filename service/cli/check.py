"""``copydesk check FILE…``: check articles against the house rules and print prompts like a linter.

Exit status: 0 no prompt is as severe as ``--fail-on``, 1 one is, 2 wrong usage, invalid rules, or
an article that cannot be read.
"""

import os
import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

import msgspec

from scoring.errors import CopydeskError
from scoring.report.options import is_of_option
from scoring.report.prompt import SEVERITIES, Prompt
from service import visible
from service.articles import find_files, read_file
from service.cli.check_formats import (
    Checked,
    Found,
    Places,
    Unused,
    to_github,
    to_json,
    to_sarif,
    to_text,
)
from service.cli.options import (
    add_options,
    add_rules,
    build_request,
    reason_of,
    settings_for,
)
from service.cli.terminal import count_of
from service.documents import DOCUMENTS
from service.engine import load_engine
from service.settings import Settings

if TYPE_CHECKING:
    from scoring.engine import Engine
    from scoring.rules.rule_book import RuleBook

FORMATS: Final = ("text", "json", "sarif", "github")
OPTIONS: Final = ("language", "profile", "min_confidence")
"""The options of a request that apply to rules."""
FOUND: Final = 1
WRONG: Final = 2
"""Exit statuses."""


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "check",
        help="check articles against the house rules",
        description="Check articles against the house rules and print what an editor should look "
        "at: file, line, column, severity, rule, message. Prompts are not grades. Exit status: 0 "
        "if no prompt is as severe as --fail-on, 1 if one is, 2 for wrong usage, invalid rules, or "
        "an article that cannot be read.",
    )
    parser.add_argument(
        "files",
        metavar="FILE",
        nargs="*",
        help="an article, a folder (its .txt and .html files) or a pattern; - reads standard input",
    )
    parser.add_argument(
        "--format",
        choices=FORMATS,
        default="text",
        help="text: a line for each prompt (default); json; sarif: SARIF 2.1.0; github: workflow "
        "commands for GitHub annotations",
    )
    parser.add_argument(
        "--fail-on",
        choices=tuple(reversed(SEVERITIES)),
        default="warning",
        help="the least severity for which the exit status is 1 (default: warning)",
    )
    parser.add_argument(
        "--list-rules", action="store_true", help="print the rules and their settings, and exit"
    )
    parser.add_argument("--html", action="store_true", help="treat all articles as HTML")
    add_options(parser, only=OPTIONS)
    add_rules(parser)
    parser.set_defaults(run=run, usage=parser.error)


def run(arguments: Namespace) -> int:
    """Check and print. Articles that cannot be read are reported, and the status is 2."""
    try:
        settings = settings_for(arguments, os.environ)
        if arguments.list_rules:
            return _list_rules(settings, arguments.profile)
        if not arguments.files:
            arguments.usage("the following arguments are required: FILE")
        return _check(arguments, settings)
    except CopydeskError as error:
        return _complain(str(error))
    except BrokenPipeError:
        raise
    except OSError as error:
        return _complain(f"{visible.name(error.filename or 'file')}: {error.strerror}")


def _complain(message: str) -> int:
    for line in visible.text(message).splitlines():
        sys.stderr.write(f"copydesk: {line}\n")
    return WRONG


def _check(arguments: Namespace, settings: Settings) -> int:
    names = find_files(arguments.files)
    engine = load_engine(settings)
    checked: list[Checked] = []
    used: set[int] = set()
    status = 0
    for name in names:
        try:
            one, dismissing = _ask(engine, arguments, name)
        except (CopydeskError, OSError) as error:
            if is_of_option(error):
                raise  # the same for every article
            status = _complain(f"{visible.name(name)}: {reason_of(error, name)}")
            continue
        checked.append(one)
        used |= dismissing
    unused = _unused(engine.rules, used)
    _print(arguments, engine.rules, checked, unused)
    _tell(arguments, checked, unused, str(settings.rules))
    severe = SEVERITIES[: SEVERITIES.index(arguments.fail_on) + 1]
    found = any(one.prompt.severity in severe for each in checked for one in each.shown)
    return status or (FOUND if found else 0)


def _ask(engine: "Engine", arguments: Namespace, name: str) -> tuple[Checked, set[int]]:
    """Return the prompts for a file, and the entries that dismiss some of them."""
    file = read_file(name)
    is_html = arguments.html or file.is_html
    article, asked = engine.check(build_request(arguments, file, only=OPTIONS))
    # Of a document, such as .docx, whose lines nobody sees, the place is in the text that was read.
    content = article.text if name.lower().endswith(tuple(DOCUMENTS)) else file.content
    places = Places(content, article.text, is_html=is_html and content is file.content)
    told: list[tuple[Prompt, str | None]] = [(prompt, None) for prompt in asked.prompts]
    told += [(one.prompt, engine.rules.ignores[one.ignore].reason) for one in asked.dismissed]
    found = [
        Found(
            prompt=prompt,
            place=places.find(prompt.spans[0].start, prompt.spans[0].end),
            dismissed=reason,
        )
        for prompt, reason in told
    ]
    found.sort(key=lambda one: one.prompt.spans[0].start)
    return Checked(file=name, found=tuple(found)), {one.ignore for one in asked.dismissed}


def _unused(rules: "RuleBook", used: set[int]) -> list[Unused]:
    return [
        Unused(entry=number + 1, ignore=ignore)
        for number, ignore in enumerate(rules.ignores)
        if number not in used
    ]


def _print(
    arguments: Namespace,
    rules: "RuleBook",
    checked: Sequence[Checked],
    unused: Sequence[Unused],
) -> None:
    if arguments.format == "json":
        sys.stdout.write(to_json(checked, unused))
    elif arguments.format == "sarif":
        settings = rules.settings(arguments.profile)
        sys.stdout.write(to_sarif(checked, unused, rules.rules, settings))
    else:
        sys.stdout.write({"text": to_text, "github": to_github}[arguments.format](checked))


def _tell(
    arguments: Namespace, checked: Sequence[Checked], unused: Sequence[Unused], rules: str
) -> None:
    """Print a summary on standard error, and the entries that dismissed nothing."""
    for one in unused:
        sys.stderr.write(
            f"copydesk: {visible.name(rules)}: [[ignore]] {one.entry} ({one.ignore.rule}) "
            f"dismisses nothing in these articles: “{visible.name(one.ignore.text)}”\n"
        )
    if arguments.format == "text":
        counts = Counter(one.prompt.severity for each in checked for one in each.shown)
        dismissed = sum(len(each.found) - len(each.shown) for each in checked)
        told = ", ".join(count_of(counts[severity], severity) for severity in SEVERITIES)
        sys.stderr.write(f"copydesk: {told}; {dismissed} dismissed\n")


def _list_rules(settings: Settings, profile: str) -> int:
    from scoring.rules.rules_file import load_rules  # noqa: PLC0415

    book = load_rules(settings.rules)
    for name, one in book.settings(profile).items():
        values = msgspec.structs.asdict(one)
        severity = values.pop("severity") if values.pop("on") else "off"
        wording = f"  says: {values.pop('message')}; settled by: {values.pop('settled_by')}\n"
        sys.stdout.write(f"{name}: {severity}\n  {book.rules[name].description}\n{wording}")
        sys.stdout.write(f"  based on: {book.rules[name].source}\n")
        sys.stdout.writelines(f"  {key} = {value}\n" for key, value in values.items())
    return 0
