"""Runs an audit: reads an archive, or the evidence on it, into a ledger."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from msgspec.structs import replace

from service.archive.evidence import ENOUGH
from service.archive.inputs import read_scored
from service.archive.plan import Plan, Wish, make_plan
from service.archive.run import Engine, Progress, run
from service.audit.figures import MONTH
from service.audit.ledger import Ledger
from service.audit.observe import OBSERVED, observe, read_observed, reduce_row
from service.overview.gather import Shape, clean, find_shape, to_day
from service.problems import Failure
from service.settings import Settings

WORKING: Final = ".observed.jsonl"
"""The suffix of the file of reduced rows, which is removed at the end."""


def choose_shape(
    columns: Sequence[str], *, groups: Sequence[str] | None, date: str | None
) -> Shape:
    """Return the columns to group by. ``None`` stands for those with the default names.

    Raises ``Failure`` for a named column that does not exist.
    """
    missing = [name for name in (*(groups or ()), date) if name not in (None, *columns)]
    if missing:
        raise Failure(f"the archive has no column {', '.join(map(str, missing))}")
    return find_shape(columns, groups=groups, date_column=date)


@contextmanager
def audited(rows: Iterable[dict[str, Any]], shape: Shape, folder: Path) -> Iterator[Ledger]:
    """Yield a closed ledger of the rows. Its file is in ``folder`` and is removed at the end.

    ``rows`` are scored rows with evidence, reduced or not.
    """
    with tempfile.NamedTemporaryFile(dir=folder, prefix="copydesk-", suffix=".ledger") as file:
        ledger = Ledger(Path(file.name))
        try:
            for number, row in enumerate(rows):
                _add(ledger, number, row, shape)
            ledger.close_entries()
            yield ledger
        finally:
            ledger.close()


def _add(ledger: Ledger, number: int, row: dict[str, Any], shape: Shape) -> None:
    if row.get("error") is not None:
        detail = row.get("error_detail") or ""
        ledger.add_bad(number, id_=row.get("id"), error=str(row["error"]), detail=str(detail))
        return
    found = row.get(OBSERVED)
    if isinstance(found, list):
        sources = read_observed(found)
    else:
        lists = found if isinstance(found, dict) else {name: row.get(name) for name in ENOUGH}
        sources = list(observe(lists))
    day = to_day(row.get(shape.date)) if shape.date else None
    month = f"{day:%Y-%m}" if day else None
    groups = {name: value for name in shape.groups if (value := clean(row.get(name)))}
    if month:
        groups[MONTH] = month
    ledger.add(number, sources, month=month, groups=groups)


def plan_reading(wish: Wish, settings: Settings) -> Plan:
    """Return the plan of reading an archive of articles into reduced rows."""
    options = replace(wish.options, evidence=True, scorers=["attribution"])
    return make_plan(replace(wish, options=options, reduce=reduce_row), settings)


def read_archive(
    plan: Plan, engine: Engine, *, workers: int, restart: bool, progress: Progress
) -> Iterator[dict[str, Any]]:
    """Score the archive, then yield its reduced rows and remove them."""
    with ExitStack() as stack:
        stack.callback(plan.out.unlink, missing_ok=True)
        run(plan, engine, workers=workers, restart=restart, progress=progress)
        yield from read_scored(plan.out)
