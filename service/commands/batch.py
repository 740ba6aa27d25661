"""``copydesk batch IN OUT``: score an archive."""

import os
import sys
from argparse import ArgumentParser as Parser
from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from pathlib import Path

from service.settings import read_settings


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "batch",
        help="score an archive of articles",
        description="Score every article of IN (.jsonl, .csv, .tsv, .parquet) into OUT (.jsonl, "
        ".parquet), a row for a row, in order. A row that cannot be scored has an error. Until it "
        "is done the run lives in OUT.parts: after a kill the same command goes on from there.",
    )
    parser.add_argument("source", metavar="IN", type=Path)
    parser.add_argument("out", metavar="OUT", type=Path)
    parser.add_argument("--text-column", metavar="NAME", help="column of the text (default: text)")
    parser.add_argument("--html-column", metavar="NAME", help="column of the HTML (default: html)")
    parser.add_argument("--id-column", metavar="NAME", help="column of the id (default: id)")
    parser.add_argument(
        "--keep",
        metavar="NAME[,NAME]",
        type=_names,
        help="columns to copy (default: outlet, section, author, date and the like)",
    )
    parser.add_argument(
        "--scorers", metavar="NAME[,NAME]", type=_names, help="scorers (default: all)"
    )
    parser.add_argument("--profile", default="default", help="calibration profile")
    parser.add_argument("--language", help="BCP 47 tag; else a column, or detected")
    parser.add_argument("--evidence", action="store_true", help="add a column of the evidence")
    parser.add_argument("--restart", action="store_true", help="begin anew, over what is there")
    parser.add_argument(
        "--workers", metavar="N", type=_count, help="processes (default: one for each core)"
    )
    parser.add_argument("--engine", choices=("local", "ray"), default="local")
    parser.add_argument(
        "--ray-address", metavar="ADDRESS", help="a running cluster (default: one on this machine)"
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Score, show progress, and print a table at the end. Raises ``CopydeskError``, ``OSError``."""
    # Imported here: they bring spaCy, which the other commands should not wait for.
    from service.archive.engines import choose_engine  # noqa: PLC0415
    from service.archive.plan import Wish, make_plan  # noqa: PLC0415
    from service.archive.progress import Bar  # noqa: PLC0415
    from service.archive.run import run as run_plan  # noqa: PLC0415
    from service.archive.table import render  # noqa: PLC0415

    engine = choose_engine(arguments.engine, ray_address=arguments.ray_address)
    wish = Wish(
        source=arguments.source,
        out=arguments.out,
        text_column=arguments.text_column,
        html_column=arguments.html_column,
        id_column=arguments.id_column,
        keep=arguments.keep,
        scorers=arguments.scorers,
        profile=arguments.profile,
        language=arguments.language,
        evidence=arguments.evidence,
    )
    plan = make_plan(wish, read_settings(os.environ))
    with Bar(sys.stderr) as bar:
        summary = run_plan(
            plan,
            engine.run,
            workers=arguments.workers or engine.default_workers(),
            restart=arguments.restart,
            progress=bar,
        )
    sys.stdout.write(render(summary, out=arguments.out, scored=bar.scored, found=bar.found))
    return 0


def _names(argument: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in argument.split(",") if name.strip())


def _count(argument: str) -> int:
    if not argument.isdigit() or not 1 <= int(argument) <= 1024:
        raise ArgumentTypeError(f"{argument!r} is not a number from 1 to 1024")
    return int(argument)
