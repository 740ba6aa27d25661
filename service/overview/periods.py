"""Days put together into periods: as short ones as the archive has enough of."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from service.overview.gather import ByScorer

_DAYS: Final = 62
_MONTHS: Final = 12 * 366


def by_period(days: Mapping[date, ByScorer]) -> tuple[str, dict[date, ByScorer]]:
    """Return "day", "month" or "year", and the scores by each period's first day, in order."""
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
