"""Writes an audit as CSV files and as a table for the terminal."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from msgspec.structs import asdict, fields

from scoring.types import Value
from service.archive.text_formats import escape
from service.audit import kinds
from service.audit.figures import (
    MONTH,
    REASONS,
    TYPES,
    Category,
    Concentration,
    Total,
    by_category,
    by_month,
    coefficient,
    concentration,
    groupings,
    percent,
    total,
)
from service.audit.ledger import Ledger
from service.audit.listing import (
    Asked,
    Bad,
    Listed,
    Within,
    asked,
    bad_rows,
    errors,
    listed,
    name_of,
    within,
)

SUMMARY: Final = ("grouping", "value", "measure", "category", "count", "share", "sure_share")
_SHOWN: Final = 15
_MONTHS: Final = 12
"""Number of sources and of months in what is printed."""


def files_of(out: Path) -> dict[str, Path]:
    """Return the paths of the tables: ``a.csv``, ``a.by.csv``, ``a.summary.csv`` and so on."""
    parts = ("by", "summary", "asked", "errors")
    return {"": out, **{part: out.with_name(f"{out.stem}.{part}.csv") for part in parts}}


def write_tables(ledger: Ledger, out: Path, *, bom: bool) -> list[Path]:
    """Write the tables and return their paths. The table of errors is written if there are any."""
    files = files_of(out)
    _write(files["by"], _names(Within), map(_cells, within(ledger)), bom=bom)
    _write(files["summary"], SUMMARY, summary_rows(ledger), bom=bom)
    _write(files["asked"], _names(Asked), map(_cells, asked(ledger)), bom=bom)
    found = errors(ledger)
    if found:
        _write(files["errors"], _names(Bad), map(_cells, bad_rows(ledger)), bom=bom)
    _write(out, _names(Listed), map(_cells, listed(ledger)), bom=bom)
    return [path for part, path in files.items() if found or part != "errors"]


def summary_rows(ledger: Ledger) -> Iterator[list[object]]:
    """Yield the rows of the summary: of the whole archive, then of each value of each grouping."""
    for name, number in asdict(total(ledger)).items():
        yield ["", "", name, "", number, None, None]
    for grouping in (None, *groupings(ledger)):
        for measure in ("type", "kind", "reason"):
            for value, found in by_category(ledger, measure, grouping):
                for one in found:
                    sure = one.sure / one.statements if measure == "kind" else None
                    count: list[object] = [one.name, one.statements, _rounded(one.share)]
                    yield [grouping or "", value, measure, *count, _rounded(sure)]
        for value, spread in concentration(ledger, grouping):
            where = [grouping or "", value]
            yield [*where, "voices", "", spread.voices, None, None]
            yield [*where, "top_ten", "", None, _rounded(spread.top_share), None]
            yield [*where, "gini", "", None, _rounded(spread.gini), None]
    for month in by_month(ledger):
        share = _rounded(month.new / month.voices)
        yield [MONTH, month.month, "new_voices", "", month.new, share, None]


def render(ledger: Ledger) -> str:
    """Return the audit as a table for the terminal."""
    whole = total(ledger)
    lines = [*_head(whole, errors(ledger)), ""]
    lines += _shares("statements by", by_category(ledger, "type"), TYPES)
    lines += _shares("unnamed sources' statements", by_category(ledger, "reason"), REASONS)
    lines += _shares("kind of source", by_category(ledger, "kind"), kinds.labels(), sure=True)
    lines += [_spread(one) for _, one in concentration(ledger)]
    lines += ["", f"{'most quoted':<40}{'articles':>10}{'statements':>12}{'share':>8}"]
    for source in listed(ledger, most=_SHOWN):
        figures = f"{source.articles:>10,}{source.statements:>12,}{percent(source.share):>8}"
        lines.append(f"{name_of(source)[:39]:<40}{figures}")
    refused = list(asked(ledger, most=_SHOWN))
    if refused:
        lines += ["", f"{'asked, without an answer':<40}{'articles':>10}{'times':>12}"]
        lines += [f"{one.name[:39]:<40}{one.articles:>10,}{one.refusals:>12,}" for one in refused]
    months = by_month(ledger)[-_MONTHS:]
    if months:
        lines += ["", f"{'month':<16}{'articles':>12}{'voices':>12}{'new':>10}{'unnamed':>12}"]
        lines += [
            f"{one.month:<16}{one.articles:>12,}{one.voices:>12,}{one.new:>10,}"
            f"{percent(one.unnamed_share):>12}"
            for one in months
        ]
    return "\n".join(lines) + "\n"


def _head(whole: Total, bad: Iterable[tuple[str, int]]) -> Iterator[str]:
    yield (
        f"{whole.articles:,} articles, {whole.statements:,} statements with a source, "
        f"{whole.unsourced:,} without; {whole.bad:,} rows could not be scored"
    )
    yield from (f"  {count:>8,}  {name}" for name, count in bad)
    yield "names are matched as written: two people of one name count as one"
    if whole.single_names_merged or whole.single_names_apart:
        yield (
            f"single names: {whole.single_names_merged:,} counted for the only person who "
            f"dominates the name, {whole.single_names_apart:,} left apart"
        )


def _shares(
    title: str,
    found: Iterable[tuple[str, Sequence[Category]]],
    labels: dict[str, str],
    *,
    sure: bool = False,
) -> list[str]:
    lines = [f"{title:<40}{'statements':>12}{'share':>8}" + (f"{'sure':>8}" if sure else "")]
    for _, categories in found:
        for one in categories:
            line = f"  {labels.get(one.name, one.name):<38}{one.statements:>12,}"
            line += f"{percent(one.share):>8}"
            lines.append(line + (f"{percent(one.sure / one.statements):>8}" if sure else ""))
    return [*lines, ""]


def _spread(one: Concentration) -> str:
    return (
        f"{one.voices:,} named voices; the ten most quoted have {percent(one.top_share)} of their "
        f"{one.statements:,} statements (Gini {coefficient(one.gini)})"
    )


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 4)


def _names(kind: type[Value]) -> list[str]:
    return [field.name for field in fields(kind)]


def _cells(one: Value) -> list[object]:
    return [_cell(value) for value in asdict(one).values()]


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return escape("; ".join(map(str, value)))
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, bool):
        return int(value)
    return round(value, 6) if isinstance(value, float) else value


def _write(path: Path, head: Sequence[str], rows: Iterable[Sequence[object]], *, bom: bool) -> None:
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow(head)
        writer.writerows(rows)
