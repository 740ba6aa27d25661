"""The page about an archive: its sections, and how they are rendered."""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.types import Value
from service.archive.summary import Scores
from service.overview import plots
from service.overview.comparison import LEVEL, ROUNDS, Compared, Interval
from service.overview.findings import FENCE, KEPT, MEANINGS, Scale
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
    texts: int = 0
    """How many of the last columns are words rather than numbers."""


def write_page(
    gathered: Gathered,
    *,
    title: str,
    comparison: Section | None = None,
    more: Sequence[Section] = (),
) -> str:
    """Return the page as one self-contained file. ``more``: further sections at the end."""
    summary = gathered.summary
    scored = summary.rows - summary.errors.total()
    return render_page(
        title=title,
        lead=f"{summary.rows:,} rows, {scored:,} scored, {summary.words:,} words.",
        notes=[*sorted(gathered.versions), *_meanings(gathered)],
        sections=[
            *_first(gathered),
            *([comparison] if comparison else []),
            *_sections(gathered),
            *finding_sections(gathered),
            *more,
        ],
        errors=summary.errors.most_common(),
    )


def _meanings(gathered: Gathered) -> Iterator[str]:
    """Yield the direction of each score, in a sentence for each direction."""
    named: dict[str, list[str]] = {}
    for name in gathered.shape.scorers:
        if scale := gathered.scales.get(name):
            named.setdefault(MEANINGS[scale.direction], []).append(name)
    yield from (f"{', '.join(names)}: {meaning}." for meaning, names in named.items())


def render_page(
    *,
    title: str,
    lead: str,
    notes: Sequence[str],
    sections: Sequence[Section],
    errors: Sequence[tuple[str, int]],
) -> str:
    """Return a page: a sentence, notes, sections with plots, and how many rows have which error."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("service.overview", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    return environment.get_template("page.html.j2").render(
        title=title, lead=lead, notes=notes, sections=sections, errors=errors
    )


def _first(gathered: Gathered) -> Iterator[Section]:
    scorers = gathered.shape.scorers
    scales = gathered.scales
    band = " Shaded: the middle half of the profile's reference articles." if scales else ""
    yield Section(
        title="Scores",
        note=f"How many articles got which score. The dashed line is the seed's, 50.{band}",
        alternative=f"Histograms of {', '.join(scorers)}; the figures are in the table.",
        plots=plots.distributions(gathered.summary.scores, scales),
        head=["scorer", "articles", "mean", "25%", "median", "75%", "typical"],
        rows=[
            [
                *(name, f"{s.count:,}"),
                *map(_number, [s.mean, *map(s.quantile, _QUARTERS)]),
                _band(scales.get(name)),
            ]
            for name, s in gathered.summary.scores.items()
        ],
    )


def _band(scale: Scale | None) -> str:
    if scale is None:
        return "–"
    return f"{_number(scale.typical.score.low)} to {_number(scale.typical.score.high)}"


def _sections(gathered: Gathered) -> Iterator[Section]:
    scorers = gathered.shape.scorers
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


def finding_sections(gathered: Gathered) -> Iterator[Section]:
    """Yield the sections that have something to show."""
    findings = gathered.findings
    if asked := findings.prompts:
        yield Section(
            title="Prompts by rule",
            note=f"What the house rules ask editors to look at, in {findings.checked:,} articles.",
            alternative="",
            plots=[],
            head=["rule", "prompts", "articles", "share of articles", "severity"],
            rows=[
                [
                    *(one.rule, f"{one.prompts:,}", f"{one.articles:,}"),
                    *(f"{100 * one.articles / findings.checked:.1f}%", one.severity),
                ]
                for one in asked
            ],
            texts=1,
        )
    if findings.outliers:
        counts = ", ".join(f"{name}: {one.count:,}" for name, one in findings.outliers.items())
        yield Section(
            title="Outliers",
            note=f"Articles with a value more than {FENCE:g} times the typical width outside of "
            f"what is typical, the farthest first ({counts}; at most {KEPT} of each are listed).",
            alternative="",
            plots=[],
            head=["row", "scorer", "value", "score", "id"],
            rows=[
                [
                    *(f"{one.place.row}", name, f"{one.value:.4g}"),
                    *("–" if one.score is None else f"{one.score:.1f}", one.place.id),
                ]
                for name, outliers in findings.outliers.items()
                for one in outliers.farthest
            ],
            texts=1,
        )
    if findings.failed:
        yield Section(
            title="Rows that failed",
            note=f"The first {len(findings.failed):,} of "
            f"{gathered.summary.errors.total():,} rows that could not be scored.",
            alternative="",
            plots=[],
            head=["row", "error", "id", "why"],
            rows=[
                [f"{one.place.row}", one.error, one.place.id, one.detail] for one in findings.failed
            ],
            texts=3,
        )


def comparison_section(compared: Sequence[Compared], *, first: str, second: str) -> Section:
    """Return the section that compares two archives or periods by their names."""
    return Section(
        title="Comparison",
        note=f"{second} compared with {first}: the differences of the scores, with {LEVEL:.0%} "
        f"intervals (bootstrap over articles, {ROUNDS:,} rounds, fixed seed). An interval that "
        "contains 0 may be chance. Articles are taken to be independent of each other.",
        alternative="Differences with their intervals; the figures are in the table.",
        plots=[plots.differences(compared)],
        head=["scorer", "articles", "medians", "median, difference", "mean, difference"],
        rows=[
            [
                one.scorer,
                " → ".join(f"{count:,}" for count in one.articles),
                " → ".join(f"{median:.1f}" for median in one.medians),
                *(_interval(one.median), _interval(one.mean)),
            ]
            for one in compared
        ],
    )


def _interval(one: Interval) -> str:
    return f"{one.value:+.1f} ({one.low:+.1f} to {one.high:+.1f})"
