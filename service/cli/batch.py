"""``copydesk batch IN OUT``: score an archive, with a progress bar."""

import os
import sys
import time
from argparse import ArgumentParser as Parser
from argparse import ArgumentTypeError, BooleanOptionalAction, Namespace, _SubParsersAction
from pathlib import Path
from typing import TYPE_CHECKING, Self, TextIO

from tqdm import tqdm

from scoring.report.options import split_names
from service.cli.options import add_options, add_rules, read_options, settings_for

if TYPE_CHECKING:
    from service.archive.worker import Done

FORMATS = ("jsonl", "csv", "tsv", "parquet")

_SELDOM = 30.0
"""Seconds between two lines of progress in a log."""
_FORMAT = "{percentage:3.0f}% |{bar}| {n_fmt}/{total_fmt} [{elapsed}<{remaining}, {rate_noinv_fmt}]"
"""tqdm's own format, but always in articles per second, even at less than one."""


class Bar:
    """Shows the ``Progress`` of a run. If the output is not a terminal, such as a log, it prints a
    line every half minute.

    ``scored``: rows scored by this run; ``found``: rows scored by an earlier run; ``seconds``: time
    since the start, including the loading of the model.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._bar: tqdm[None] | None = None
        self.scored = 0
        self.found = 0
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Return the duration of the run so far."""
        return time.monotonic() - self._began

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def begin(self, *, rows: int, found: int) -> None:
        """Show the bar. Rows scored by an earlier run do not count in the rate."""
        self.found = found
        self._began = time.monotonic()
        self._bar = tqdm(
            total=rows,
            initial=found,
            unit=" articles",
            bar_format=_FORMAT,
            file=self._stream,
            mininterval=0.1 if self._stream.isatty() else _SELDOM,
            dynamic_ncols=True,
        )

    def advance(self, done: "Done") -> None:
        """Update the bar."""
        assert self._bar is not None
        self.scored += done.scored
        self.found += done.found
        if done.found:
            self._bar.initial += done.found
        self._bar.update(done.scored + done.found)


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "batch",
        help="score an archive of articles",
        description="Score every article in IN (.jsonl, .csv, .tsv or .parquet, a folder of "
        "articles, or - for standard input) and write OUT (.jsonl, .csv, .tsv or .parquet), one "
        "row per input row, in the same order. All formats except Parquet can be compressed (.gz, "
        ".zst). If a row cannot be scored, the output row says why. A column language sets the "
        "language of each row unless --language is given. --evidence adds an object (JSONL), "
        "nested columns (Parquet) or a second table named like OUT with .evidence (CSV). An "
        "unfinished run is kept in OUT.parts; after a crash, run the same command again to resume "
        "it.",
    )
    parser.add_argument("source", metavar="IN", type=Path)
    parser.add_argument("out", metavar="OUT", type=Path)
    add_input(parser)
    parser.add_argument(
        "--bom",
        action="store_true",
        help="start CSV and TSV output with a byte order mark, so that Excel recognizes UTF-8",
    )
    parser.add_argument(
        "--escape-formulas",
        action=BooleanOptionalAction,
        default=True,
        help="put an apostrophe before each text in CSV and TSV output that a spreadsheet would "
        "take for a formula (default: yes)",
    )
    parser.add_argument(
        "--keep",
        metavar="NAME[,NAME]",
        type=_names,
        help="columns to copy (default: outlet, section, author, date and similar ones)",
    )
    add_options(parser, evidence=False)
    add_rules(parser)
    add_course(parser)
    parser.add_argument(
        "--engine", choices=("local", "ray"), default="local", help="default: local"
    )
    parser.add_argument(
        "--ray-address",
        metavar="ADDRESS",
        help="a running cluster (default: start one on this machine)",
    )
    parser.set_defaults(run=run)


def add_input(parser: Parser) -> None:
    """Add the flags that say how the articles of an archive are read."""
    parser.add_argument(
        "--input-format",
        choices=FORMATS,
        default=FORMATS[0],
        help=f"format of standard input (default: {FORMATS[0]})",
    )
    for name, content in (("text", "text"), ("html", "HTML"), ("id", "id")):
        told = f"column with the {content} (default: {name})"
        parser.add_argument(f"--{name}-column", metavar="NAME", help=told)


def add_course(parser: Parser) -> None:
    """Add the flags that say how a run over an archive goes."""
    parser.add_argument(
        "--restart", action="store_true", help="start over, discarding existing output"
    )
    parser.add_argument(
        "--workers", metavar="N", type=_read_count, help="processes (default: one per core)"
    )


def run(arguments: Namespace) -> int:
    """Score, show progress, and print a table at the end. Raises ``CopydeskError``, ``OSError``."""
    # Imported here: they bring numpy, which other commands should not wait for.
    from service.archive.inputs import settled  # noqa: PLC0415
    from service.archive.plan import Wish, make_plan, parts_folder  # noqa: PLC0415
    from service.archive.run import check_new, choose_engine  # noqa: PLC0415
    from service.archive.run import run as run_plan  # noqa: PLC0415
    from service.archive.sinks import check, files_of  # noqa: PLC0415
    from service.archive.summary import render  # noqa: PLC0415
    from service.archive.values import Dialect  # noqa: PLC0415

    out: Path = arguments.out
    engine = choose_engine(arguments.engine, ray_address=arguments.ray_address)
    options = read_options(arguments)
    check(out)
    files = files_of(out, evidence=options.evidence)
    check_new(files, parts_folder(out), restart=arguments.restart)
    out.parent.mkdir(parents=True, exist_ok=True)
    with settled(arguments.source, out, format_=arguments.input_format) as source:
        wish = Wish(
            source=source,
            out=out,
            text_column=arguments.text_column,
            html_column=arguments.html_column,
            id_column=arguments.id_column,
            keep=arguments.keep,
            options=options,
            dialect=Dialect(bom=arguments.bom, escape=arguments.escape_formulas),
        )
        plan = make_plan(wish, settings_for(arguments, os.environ))
        with Bar(sys.stderr) as bar:
            summary = run_plan(
                plan,
                engine.run,
                workers=arguments.workers or engine.default_workers(),
                restart=arguments.restart,
                progress=bar,
            )
            seconds = bar.seconds
    sys.stdout.write(
        render(summary, files=files, scored=bar.scored, found=bar.found, seconds=seconds)
    )
    return 0


def _names(argument: str) -> tuple[str, ...]:
    return tuple(split_names(argument))


def _read_count(argument: str) -> int:
    """Return a number of processes. Raises ``ArgumentTypeError``."""
    if not argument.isdigit() or not 1 <= int(argument) <= 1024:
        raise ArgumentTypeError(f"{argument!r} is not a number from 1 to 1024")
    return int(argument)
