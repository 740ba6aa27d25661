"""The sections of the page that name rows: those that failed, outliers, prompts by rule; and the
comparison with another archive or period.
"""

from collections.abc import Iterator, Sequence

from service.overview import plots
from service.overview.comparison import LEVEL, ROUNDS, Compared, Interval
from service.overview.findings import KEPT
from service.overview.gather import Gathered
from service.overview.scales import FENCE
from service.overview.section import Section


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
