"""Counts an archive's scores row by row: in total, by group and by period."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from scoring.types import Value
from service.archive.summary import Scores, Summary
from service.archive.values import find_columns
from service.overview.findings import Findings, Scale

GROUPS: Final = ("outlet", "publication", "section", "author", "byline")
DATES: Final = ("date", "published", "published_at", "date_published", "datePublished")
MOST_GROUPS: Final = 10_000
"""Number of values of a column that are shown separately; all others are combined."""

OTHERS: Final = "(others)"
_DAY: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")


class Shape(Value, frozen=True, kw_only=True):
    """The meaning of an archive's columns."""

    scorers: tuple[str, ...]
    groups: tuple[str, ...]
    date: str | None


class ByScorer:
    """The scores of some articles by scorer."""

    def __init__(self, scorers: Iterable[str]) -> None:
        self.scores = {name: Scores() for name in scorers}
        self.articles = 0

    def add(self, row: Mapping[str, object]) -> None:
        """Count a row."""
        self.articles += 1
        for name, scores in self.scores.items():
            if isinstance(score := row.get(f"{name}_score"), int | float):
                scores.add(score)


class Gathered:
    """All data that the page shows. ``scales``: by the profile's label and the scorer."""

    def __init__(
        self, shape: Shape, scales: Mapping[str, Mapping[str, Scale]] | None = None
    ) -> None:
        self.shape = shape
        self.findings = Findings(scales or {})
        self._scales = scales or {}
        self._profiles: set[str] = set()
        self.summary = Summary(shape.scorers)
        self.groups: dict[str, dict[str, ByScorer]] = {name: {} for name in shape.groups}
        self.days: dict[date, ByScorer] = {}
        self.versions: set[str] = set()

    @property
    def scales(self) -> Mapping[str, Scale]:
        """The scales by scorer, if all rows have the same profile and it is known."""
        labels = [*self._profiles]
        return self._scales.get(labels[0], {}) if len(labels) == 1 else {}

    def add(self, row: Mapping[str, object]) -> None:
        """Count a row of the archive's output."""
        self.findings.add(self.summary.rows, row)
        self.summary.add(row)
        if row.get("error") is not None:
            return
        self._profiles.add(str(row["profile"]))
        self.versions.add(f"copydesk {row['copydesk']}, {row['model']}, profile {row['profile']}")
        for column, groups in self.groups.items():
            if name := clean(row.get(column)):
                if name not in groups and len(groups) >= MOST_GROUPS:
                    name = OTHERS
                groups.setdefault(name, ByScorer(self.shape.scorers)).add(row)
        if self.shape.date and (day := to_day(row.get(self.shape.date))):
            self.days.setdefault(day, ByScorer(self.shape.scorers)).add(row)


def find_shape(
    columns: Sequence[str], *, groups: Sequence[str] | None, date_column: str | None
) -> Shape:
    """Return what to count. ``None`` stands for the columns with the default names."""
    suffix = "_percentile"
    return Shape(
        scorers=tuple(c.removesuffix(suffix) for c in columns if c.endswith(suffix)),
        groups=find_columns(GROUPS, columns) if groups is None else tuple(groups),
        date=date_column or next(iter(find_columns(DATES, columns)), None),
    )


def to_day(value: object) -> date | None:
    """Return the day from a date in ISO 8601, or ``None``."""
    found = _DAY.match(value) if isinstance(value, str) else None
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return None


def clean(value: object) -> str:
    """Return a group's name without characters that XML does not allow."""
    return " ".join(_UNSEEN.sub(" ", value).split()) if isinstance(value, str) else ""


_DAYS: Final = 62
_MONTHS: Final = 12 * 366
"""Days from the first to the last, up to which a plot has points for days, and for months."""


def by_period(days: Mapping[date, ByScorer]) -> tuple[str, dict[date, ByScorer]]:
    """Return "day", "month" or "year", and the scores by the first day of each period, in order."""
    if not days:
        return "day", {}
    span = (max(days) - min(days)).days
    name, start = _period(span)
    periods: dict[date, ByScorer] = {}
    for day in sorted(days):
        into = periods.setdefault(start(day), ByScorer(days[day].scores))
        into.articles += days[day].articles
        for scorer, scores in days[day].scores.items():
            into.scores[scorer].counts.update(scores.counts)
    return name, periods


def _period(span: int) -> tuple[str, Callable[[date], date]]:
    if span <= _DAYS:
        return "day", lambda day: day
    if span <= _MONTHS:
        return "month", lambda day: day.replace(day=1)
    return "year", lambda day: day.replace(month=1, day=1)
