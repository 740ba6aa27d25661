"""``copydesk report OUT``: make a page about an archive's scores."""

import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction
from pathlib import Path

from service.problems import Failure


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "report",
        help="make a page about an archive's scores",
        description="Make an HTML page without scripts from the output of copydesk batch. It plots "
        "the distributions of scores by outlet, section and author, and over time.",
    )
    parser.add_argument("archive", metavar="OUT", type=Path, help="the output of copydesk batch")
    parser.add_argument("--page", metavar="FILE", type=Path, help="output file (default: OUT.html)")
    parser.add_argument(
        "--group", metavar="NAME", action="append", help="column to group by; may be repeated"
    )
    parser.add_argument("--date", metavar="NAME", help="column with an ISO 8601 date")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the page. Raises ``Failure`` or ``OSError``."""
    from service.archive.compression import inner_suffix  # noqa: PLC0415
    from service.archive.inputs import SEPARATED, open_source  # noqa: PLC0415  # may bring pyarrow
    from service.archive.text_formats import as_scored  # noqa: PLC0415
    from service.archive.values import Bad  # noqa: PLC0415
    from service.overview.gather import Gathered, find_shape  # noqa: PLC0415
    from service.overview.page import write_page  # noqa: PLC0415  # brings matplotlib

    columns = open_source(arguments.archive).columns()
    shape = find_shape(columns, groups=arguments.group, date_column=arguments.date)
    missing = {*shape.groups, shape.date, "error"} - {None, *columns}
    if missing or not shape.scorers:
        raise Failure(
            f"{arguments.archive} is not an output of copydesk batch"
            + (f": no column {', '.join(sorted(map(str, missing)))}" if missing else "")
        )
    gathered = Gathered(shape)
    is_separated = inner_suffix(arguments.archive) in SEPARATED
    for number, row in enumerate(open_source(arguments.archive, columns).read(0)):
        if isinstance(row, Bad):
            raise Failure(f"{arguments.archive}: row {number}: {row.detail}")
        gathered.add(as_scored(row) if is_separated else row)
    page = arguments.page or arguments.archive.with_name(arguments.archive.name + ".html")
    page.write_text(write_page(gathered, title=arguments.archive.name), encoding="utf-8")
    sys.stdout.write(f"{gathered.summary.rows} rows, written to {page}\n")
    return 0
