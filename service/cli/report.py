"""``copydesk report OUT``: a page about an archive's scores."""

import sys
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction
from pathlib import Path

from service.failure import Failure


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "report",
        help="make a page about the scores of an archive",
        description="Make one HTML page, with plots and without scripts, about what copydesk batch "
        "wrote: distributions, groups (outlet, section, author), time (date).",
    )
    parser.add_argument("archive", metavar="OUT", type=Path, help="what copydesk batch wrote")
    parser.add_argument("--page", metavar="FILE", type=Path, help="where to (default: OUT.html)")
    parser.add_argument("--group", metavar="NAME", action="append", help="column; may be repeated")
    parser.add_argument("--date", metavar="NAME", help="column of a date in ISO 8601")
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Write the page. Raises ``Failure`` or ``OSError``."""
    from service.archive.formats import open_source  # noqa: PLC0415  # may bring pyarrow
    from service.archive.values import Bad  # noqa: PLC0415
    from service.overview.gather import Gathered, find_shape  # noqa: PLC0415
    from service.overview.page import write_page  # noqa: PLC0415  # brings matplotlib

    columns = open_source(arguments.archive).columns()
    shape = find_shape(columns, groups=arguments.group, date_column=arguments.date)
    missing = {*shape.groups, shape.date, "error"} - {None, *columns}
    if missing or not shape.scorers:
        raise Failure(
            f"{arguments.archive} is not what copydesk batch writes"
            + (f": no column {', '.join(sorted(map(str, missing)))}" if missing else "")
        )
    gathered = Gathered(shape)
    for number, row in enumerate(open_source(arguments.archive, columns).read(0)):
        if isinstance(row, Bad):
            raise Failure(f"{arguments.archive}: row {number}: {row.detail}")
        gathered.add(row)
    page = arguments.page or arguments.archive.with_name(arguments.archive.name + ".html")
    page.write_text(write_page(gathered, title=arguments.archive.name), encoding="utf-8")
    sys.stdout.write(f"{gathered.summary.rows} rows, written to {page}\n")
    return 0
