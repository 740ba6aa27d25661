"""Renders the page."""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.types import Value
from service.archive.summary import Scores
from service.overview import plots
from service.overview.gather import ByScorer, Gathered, by_period
from service.problems import Failure

try:
    import jinja2
except ImportError:
    raise Failure("a report needs jinja2: install copydesk with the extra 'archive'") from None

_SHOWN: Final = 15
"""Number of groups in a plot and its table."""
_QUARTERS: Final = (0.25, 0.5, 0.75)
"""Levels of the quartiles."""


class Section(Value, frozen=True, kw_only=True):
    """A section of the page: a plot for each scorer, and the same figures as a table."""

    title: str
    note: str
    alternative: str
    plots: list[str]
    head: list[str]
    rows: list[list[str]]


def write_page(gathered: Gathered, *, title: str) -> str:
    """Return the page as one self-contained file."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("service.overview", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    summary = gathered.summary
    return environment.get_template("page.html.j2").render(
        title=title,
        rows=summary.rows,
        scored=summary.rows - summary.errors.total(),
        words=summary.words,
        errors=summary.errors.most_common(),
        versions=sorted(gathered.versions),
        sections=list(_sections(gathered)),
    )


def _sections(gathered: Gathered) -> Iterator[Section]:
    scorers = gathered.shape.scorers
    yield Section(
        title="Scores",
        note="How many articles got which score. The dashed line is the seed's, 50.",
        alternative=f"Histograms of {', '.join(scorers)}; the figures are in the table.",
        plots=plots.distributions(gathered.summary.scores),
        head=["scorer", "articles", "mean", "25 %", "median", "75 %"],
        rows=[
            [name, f"{s.count:,}", *map(_number, [s.mean, *map(s.quantile, _QUARTERS)])]
            for name, s in gathered.summary.scores.items()
        ],
    )
    for column, groups in gathered.groups.items():
        if groups:
            yield _group_section(column, groups, scorers)
    period, periods = by_period(gathered.days)
    if len(periods) > 1:
        yield Section(
            title=f"Over time, by {period}",
            note=f"Median of each {period}, and the middle half of its articles.",
            alternative=f"Median scores by {period}; the figures are in the table.",
            plots=plots.over_time(periods, scorers),
            head=[period, "articles", *scorers],
            rows=[
                _row(day.isoformat()[: {"year": 4, "month": 7, "day": 10}[period]], group)
                for day, group in periods.items()
            ],
        )


def _group_section(column: str, groups: dict[str, ByScorer], scorers: Sequence[str]) -> Section:
    ranked = sorted(groups.items(), key=lambda item: (-item[1].articles, item[0]))
    shown = ranked[:_SHOWN]
    more = f" The {_SHOWN} with most articles of {len(ranked):,}." if len(ranked) > _SHOWN else ""
    return Section(
        title=f"By {column}",
        note=f"Median and middle half of each {column}'s articles, their number in brackets.{more}",
        alternative=f"Median scores by {column}; the figures are in the table.",
        plots=plots.groups(shown, scorers),
        head=[column, "articles", *scorers],
        rows=[_row(name, group) for name, group in shown],
    )


def _row(name: str, group: ByScorer) -> list[str]:
    return [name, f"{group.articles:,}", *(_median(scores) for scores in group.scores.values())]


def _median(scores: Scores) -> str:
    return _number(scores.quantile(0.5))


def _number(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"
