"""``copydesk report OUT``: make a page about an archive's scores."""

import os
import sys
from argparse import ArgumentParser as Parser
from argparse import ArgumentTypeError, Namespace, _SubParsersAction
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from service import visible
from service.problems import Failure
from service.settings import read_settings

if TYPE_CHECKING:
    from service.overview.gather import Gathered, Shape
    from service.overview.page import Section


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "report",
        help="make a page about an archive's scores",
        description="Make an HTML page without scripts from the output of copydesk batch. It plots "
        "the distributions of scores by outlet, section and author, and over time, and lists rows "
        "that failed and outliers. With prompts (copydesk batch --prompts), it counts them by "
        "rule; with evidence (--evidence, JSONL or Parquet), it says who is quoted.",
    )
    parser.add_argument("archive", metavar="OUT", type=Path, help="the output of copydesk batch")
    parser.add_argument("--page", metavar="FILE", type=Path, help="output file (default: OUT.html)")
    parser.add_argument("--title", help="title of the page (default: the name of OUT)")
    parser.add_argument(
        "--group", metavar="NAME", action="append", help="column to group by; may be repeated"
    )
    parser.add_argument("--date", metavar="NAME", help="column with an ISO 8601 date")
    compared = parser.add_mutually_exclusive_group()
    compared.add_argument(
        "--compare", metavar="OTHER", type=Path, help="compare with this earlier output"
    )
    compared.add_argument(
        "--split",
        metavar="DAY",
        type=_day,
        help="compare the articles from this day on with those before it",
    )
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the page. Raises ``Failure`` or ``OSError``."""
    from service.overview.page import write_page  # noqa: PLC0415  # brings matplotlib

    archive: Path = arguments.archive
    gathered = _gather(archive, arguments)
    written = write_page(
        gathered,
        title=arguments.title or archive.name,
        comparison=_comparison(gathered, arguments),
        more=_sources(archive, gathered.shape),
    )
    page = arguments.page or archive.with_name(archive.name + ".html")
    page.write_text(written, encoding="utf-8")
    sys.stdout.write(f"{gathered.summary.rows} rows, written to {visible.name(page)}\n")
    return 0


def _gather(archive: Path, arguments: Namespace) -> "Gathered":
    """Return the figures of an archive. Raises ``Failure`` if it is no output of a batch."""
    from scoring.calibration.profile import load_profiles  # noqa: PLC0415
    from service.archive.evidence import EVIDENCE  # noqa: PLC0415
    from service.archive.inputs import open_source, read_scored  # noqa: PLC0415
    from service.overview.findings import scales_by_label  # noqa: PLC0415
    from service.overview.gather import Gathered, find_shape  # noqa: PLC0415

    columns = open_source(archive).columns()
    shape = find_shape(columns, groups=arguments.group, date_column=arguments.date)
    missing = {*shape.groups, shape.date, "error"} - {None, *columns}
    if missing or not shape.scorers:
        raise Failure(
            f"{visible.name(archive)} is not an output of copydesk batch"
            + (f": no column {', '.join(sorted(map(str, missing)))}" if missing else "")
        )
    profiles = load_profiles(read_settings(os.environ).profiles)
    gathered = Gathered(shape, scales_by_label(profiles.values()))
    for row in read_scored(archive, [name for name in columns if name not in EVIDENCE]):
        gathered.add(row)
    return gathered


def _comparison(gathered: "Gathered", arguments: Namespace) -> "Section | None":
    """Return the comparison that is asked for. Raises ``Failure`` if there is nothing to
    compare.
    """
    from service.overview.comparison import compare, split  # noqa: PLC0415
    from service.overview.page import comparison_section  # noqa: PLC0415

    if arguments.compare is not None:
        other = _gather(arguments.compare, arguments)
        first, second = arguments.compare.name, arguments.archive.name
        before, after = other.summary.scores, gathered.summary.scores
    elif arguments.split is not None:
        if gathered.shape.date is None:
            raise Failure("--split requires a column with a date: name it with --date")
        first, second = f"before {arguments.split}", f"From {arguments.split}"
        before, after = split(gathered.days, arguments.split)
    else:
        return None
    compared = compare(before, after)
    if not compared:
        raise Failure("there is nothing to compare: one of the two has no scores")
    return comparison_section(compared, first=first, second=second)


def _sources(archive: Path, shape: "Shape") -> "list[Section]":
    """Return the sections on who is quoted, if the archive has evidence."""
    from service.archive.evidence import has_evidence  # noqa: PLC0415
    from service.archive.inputs import open_source, read_scored  # noqa: PLC0415

    if not has_evidence(open_source(archive).columns()):
        return []
    from service.audit.observe import audited  # noqa: PLC0415  # brings numpy
    from service.audit.page import sections  # noqa: PLC0415

    with audited(read_scored(archive), shape, archive.absolute().parent) as ledger:
        return list(sections(ledger))


def _day(argument: str) -> date:
    try:
        return date.fromisoformat(argument)
    except ValueError:
        raise ArgumentTypeError(f"{argument!r} is not a day such as 2024-03-01") from None
