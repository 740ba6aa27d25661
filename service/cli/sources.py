"""``copydesk sources IN``: say who is quoted across an archive."""

import os
import sys
import tempfile
from argparse import ArgumentParser as Parser
from argparse import Namespace, _SubParsersAction
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from service import visible
from service.cli.batch import Bar, add_course, add_input
from service.cli.options import add_options, read_options, settings_for
from service.problems import Failure

if TYPE_CHECKING:
    from service.overview.gather import Shape

OPTIONS = ("language", "min_confidence")


def add_parser(subparsers: "_SubParsersAction[Parser]") -> None:
    """Add the subcommand."""
    parser = subparsers.add_parser(
        "sources",
        help="say who is quoted across an archive",
        description="Read an archive of articles as copydesk batch does, or the output of copydesk "
        "batch --evidence (JSONL or Parquet), and say who is quoted: people and organizations with "
        "their roles as written, merged over articles by full name; kinds of sources; how often "
        "sources are unnamed, and why; who was asked and did not answer; by section, author and "
        "month. Nothing of the articles is written except names and roles. An unfinished run is "
        "kept next to --out; run the same command again to resume it.",
    )
    parser.add_argument("source", metavar="IN", type=Path)
    parser.add_argument(
        "--out",
        metavar="FILE",
        type=Path,
        help="write the sources as CSV, and next to it FILE with .by, .summary, .asked and .errors",
    )
    parser.add_argument("--page", metavar="FILE", type=Path, help="write an HTML page with plots")
    parser.add_argument("--title", help="title of the page (default: the name of IN)")
    parser.add_argument(
        "--group", metavar="NAME", action="append", help="column to group by; may be repeated"
    )
    parser.add_argument("--date", metavar="NAME", help="column with an ISO 8601 date")
    add_input(parser)
    parser.add_argument(
        "--bom", action="store_true", help="start CSV with a byte order mark, for Excel"
    )
    add_options(parser, only=OPTIONS)
    add_course(parser)
    parser.set_defaults(run=run)


def run(arguments: Namespace) -> int:
    """Audit, write what is asked, and print a table. Raises ``CopydeskError``, ``OSError``."""
    # Imported here: they bring numpy, which other commands should not wait for.
    from service.archive.inputs import settled  # noqa: PLC0415
    from service.audit.observe import WORKING, audited  # noqa: PLC0415
    from service.audit.tables import render, write_tables  # noqa: PLC0415

    out: Path | None = arguments.out
    page: Path | None = arguments.page
    if page:
        from service.audit.page import write_page  # noqa: PLC0415  # brings matplotlib
    if out and out.suffix.lower() != ".csv":
        raise Failure(f"{out}: the output is a .csv file")
    if out and out.exists() and not arguments.restart:
        raise Failure(f"{out} already exists: move it away, or add --restart to replace it")
    with ExitStack() as stack:
        folder = _folder(out or page, stack)
        working = folder / f"{(out or page or Path('sources')).name}{WORKING}"
        source = stack.enter_context(
            settled(arguments.source, working, format_=arguments.input_format)
        )
        rows, shape = _rows(arguments, source, working)
        ledger = stack.enter_context(audited(rows, shape, folder))
        written = write_tables(ledger, out, bom=arguments.bom) if out else []
        if page:
            title = arguments.title or f"Sources in {arguments.source.name}"
            page.write_text(write_page(ledger, title=title), encoding="utf-8")
            written.append(page)
        sys.stdout.write(visible.text(render(ledger)))
    if written:
        sys.stdout.write(f"written to {', '.join(map(visible.name, written))}\n")
    return 0


def _folder(output: Path | None, stack: ExitStack) -> Path:
    """Return the folder for what is needed during the run: that of the output, or a temporary
    one.
    """
    if output is None:
        return Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="copydesk-")))
    folder = output.absolute().parent
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _rows(
    arguments: Namespace, source: Path, working: Path
) -> "tuple[Iterator[dict[str, Any]], Shape]":
    """Return the rows with their sources: those of an output, or of articles that are read now."""
    from service.archive.evidence import has_evidence  # noqa: PLC0415
    from service.archive.inputs import open_source, read_scored  # noqa: PLC0415
    from service.audit.observe import choose_shape  # noqa: PLC0415

    columns = open_source(source).columns()
    shape = choose_shape(columns, groups=arguments.group, date=arguments.date)
    if has_evidence(columns) and not (arguments.text_column or arguments.html_column):
        return read_scored(source), shape
    return _read_now(arguments, source, working, shape), shape


def _read_now(
    arguments: Namespace, source: Path, working: Path, shape: "Shape"
) -> Iterator[dict[str, Any]]:
    from service.archive.plan import Wish, parts_folder  # noqa: PLC0415
    from service.archive.run import choose_engine  # noqa: PLC0415
    from service.audit.observe import plan_reading, read_archive  # noqa: PLC0415

    if not parts_folder(working).exists():
        working.unlink(missing_ok=True)  # of a run that was killed after it had read everything
    engine = choose_engine("local", ray_address=None)
    wish = Wish(
        source=source,
        out=working,
        text_column=arguments.text_column,
        html_column=arguments.html_column,
        id_column=arguments.id_column,
        keep=tuple(dict.fromkeys((*shape.groups, *filter(None, [shape.date])))),
        options=read_options(arguments, only=OPTIONS),
    )
    plan = plan_reading(wish, settings_for(arguments, os.environ))
    with Bar(sys.stderr) as bar:
        yield from read_archive(
            plan,
            engine.run,
            workers=arguments.workers or engine.default_workers(),
            restart=arguments.restart,
            progress=bar,
        )
