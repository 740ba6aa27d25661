"""The plots, as SVG that uses the page's colors, so that they work in light and dark mode.

There is one plot per scorer, so that the page can place them side by side, or below each other on a
phone.
"""

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from itertools import count
from textwrap import wrap
from typing import Any, Final

from service.archive.summary import Scores
from service.overview.comparison import Compared
from service.overview.findings import Scale
from service.overview.gather import ByScorer
from service.problems import Failure

try:
    import matplotlib as mpl
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator
except ImportError:
    raise Failure("a report needs matplotlib: install copydesk with the extra 'archive'") from None

INK: Final = "#0a0b0c"
MUTED: Final = "#0d0e0f"
ACCENT: Final = "#1a1b1c"
SOFT: Final = "#1d1e1f"
_VARIABLES: Final = {INK: "--ink", MUTED: "--muted", ACCENT: "--accent", SOFT: "--soft"}

_WIDE: Final = 5.0
_LOW: Final = 2.4
"""Width and height of a plot in inches of 72 points."""
_BINS: Final = 20
"""Number of a histogram's bars: each stands for 5 points."""
_QUARTERS: Final = (0.25, 0.5, 0.75)
"""Levels of the quartiles."""
_NAME: Final = 26
"""Maximum number of characters of a line of a label."""
_LINES: Final = 2
"""Maximum number of lines of a label."""
_ROW: Final = 0.3
_HIGH_ROW: Final = 0.42
"""Height of a row of a plot in inches: with labels of one line, and of two."""
STYLE: Final[Any] = {  # any: matplotlib types its names as a closed list
    "svg.fonttype": "none",  # keep text as text, so that it can be searched, copied and read aloud
    "font.size": 10,
    "text.color": INK,
    "axes.labelcolor": INK,
    "axes.edgecolor": MUTED,
    "axes.titlesize": 11,
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": INK,
    "ytick.color": INK,
    "date.converter": "concise",
}
_DASHES: Final = (0, (4, 3))
"""Style of the line at the seed's score of 50."""

_numbers: Final[Iterator[int]] = count()


def distributions(scores: Mapping[str, Scores], scales: Mapping[str, Scale]) -> list[str]:
    """Return a histogram for each scorer, with its median, the seed's mark and what is typical."""
    with mpl.rc_context(STYLE):
        return [_distribution(name, one, scales.get(name)) for name, one in scores.items()]


def differences(compared: Sequence[Compared]) -> str:
    """Return the difference of each scorer's mean with its interval."""
    with mpl.rc_context(STYLE):
        figure, axis = new_figure(0.9 + 0.35 * len(compared))
        for height, one in enumerate(compared):
            axis.plot([one.mean.low, one.mean.high], [height] * 2, color=SOFT, lw=7)
            axis.plot([one.mean.value], [height], "o", color=ACCENT, ms=7)
        axis.axvline(0, color=MUTED, lw=1, ls=_DASHES)
        axis.set_yticks(range(len(compared)), [one.scorer for one in compared])
        axis.set_ylim(len(compared) - 0.5, -0.5)
        axis.set_title("difference of the mean scores")
        return to_svg(figure)


def groups(ranked: Sequence[tuple[str, ByScorer]], scorers: Sequence[str]) -> list[str]:
    """Return a plot for each scorer with the median and the middle half of each group."""
    with mpl.rc_context(STYLE):
        return [_group(ranked, scorer) for scorer in scorers]


def over_time(periods: Mapping[date, ByScorer], scorers: Sequence[str]) -> list[str]:
    """Return a plot for each scorer with the median and the middle half over time."""
    with mpl.rc_context(STYLE):
        return [_course(periods, scorer) for scorer in scorers]


def _distribution(name: str, scores: Scores, scale: Scale | None) -> str:
    heights = [0.0] * _BINS
    for score, articles in scores.counts.items():
        heights[min(_BINS - 1, int(score * _BINS / 100))] += articles
    width = 100 / _BINS
    median = scores.quantile(0.5)
    figure, axis = new_figure(_LOW)
    axis.bar([width * n for n in range(_BINS)], heights, width * 0.9, 0, align="edge",
             color=ACCENT)  # fmt: skip
    if scale:
        band = scale.typical.score
        axis.axvspan(band.low, band.high, color=SOFT, lw=0, zorder=0)
    axis.axvline(50, color=MUTED, lw=1, ls=_DASHES)
    axis.set_title(f"{name}: median {'–' if median is None else f'{median:.1f}'}")
    axis.set(xlim=(0, 100), ylim=(0, max(1.0, *heights) * 1.05), ylabel="articles")
    axis.yaxis.set_major_locator(MaxNLocator(5, integer=True))
    return to_svg(figure)


def _group(ranked: Sequence[tuple[str, ByScorer]], scorer: str) -> str:
    names = [label(name, f"{group.articles:,}") for name, group in ranked]
    figure, axis = new_figure(0.75 + row_height(names) * len(ranked))
    for height, (_, group) in enumerate(ranked):
        low, middle, high = (group.scores[scorer].quantile(q) for q in _QUARTERS)
        if low is not None and middle is not None and high is not None:
            axis.plot([low, high], [height] * 2, color=SOFT, lw=7, solid_capstyle="round")
            axis.plot([middle], [height], "o", color=ACCENT, ms=7)
    axis.axvline(50, color=MUTED, lw=1, ls=_DASHES)
    axis.set_title(scorer)
    axis.set(xlim=(-3, 103), ylim=(len(ranked) - 0.5, -0.5))
    axis.set_yticks(range(len(ranked)), names, parse_math=False)
    return to_svg(figure)


def _course(periods: Mapping[date, ByScorer], scorer: str) -> str:
    points = [
        (day, *(group.scores[scorer].quantile(q) for q in _QUARTERS))
        for day, group in periods.items()
        if group.scores[scorer].count
    ]
    figure, axis = new_figure(_LOW)
    if points:
        days, low, middle, high = zip(*points, strict=True)
        axis.fill_between(days, low, high, color=SOFT, lw=0)
        axis.plot(days, middle, "o-", color=ACCENT, ms=3.5, lw=1.6)
    axis.axhline(50, color=MUTED, lw=1, ls=_DASHES)
    axis.set_title(scorer)
    margin = (max(periods) - min(periods)) / 40
    axis.set(xlim=(min(periods) - margin, max(periods) + margin), ylim=(0, 100))
    return to_svg(figure)


def new_figure(height: float) -> tuple[Figure, Axes]:
    """Return a figure of this height, in inches, with one plot."""
    figure = Figure((_WIDE, height), layout="constrained")
    return figure, figure.subplots()


def label(name: str, number: str = "") -> str:
    """Return a name, and a number after it, as a label of a plot: two lines at most."""
    lines = wrap(name, _NAME, max_lines=_LINES, placeholder=" …") or [""]
    lines = [line if len(line) <= _NAME else line[: _NAME - 1] + "…" for line in lines]
    return "\n".join(lines) + (f" ({number})" if number else "")


def row_height(labels: Iterable[str]) -> float:
    """Return the height of a row of a plot, in inches, that has room for each of the labels."""
    return _HIGH_ROW if any("\n" in one for one in labels) else _ROW


def to_svg(figure: Figure) -> str:
    """Return the figure as an element for a page: no header, no metadata, the page's colors."""
    figure.patch.set_alpha(0)
    for axis in figure.axes:
        axis.patch.set_alpha(0)
    written = StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    # Element ids are derived from the content and this salt; they must differ within a page.
    with mpl.rc_context({"svg.hashsalt": f"figure {next(_numbers)}"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # the browser provides the font
        figure.savefig(written, format="svg", metadata=nothing)
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    return svg
