"""The plots, as SVG that takes its colours from the page, so that it can be light or dark."""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from io import StringIO
from itertools import count
from typing import Any, Final

from service.archive.tally import Scores
from service.commands.failure import Failure
from service.overview.gather import ByScorer

try:
    import matplotlib as mpl
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
except ImportError:
    raise Failure("a report needs matplotlib: pip install 'copydesk[archive]'") from None

INK: Final = "#0a0b0c"
MUTED: Final = "#0d0e0f"
ACCENT: Final = "#1a1b1c"
SOFT: Final = "#1d1e1f"
_VARIABLES: Final = {INK: "--ink", MUTED: "--muted", ACCENT: "--accent", SOFT: "--soft"}

_WIDE: Final = 10.0
_BINS: Final = 20
_NAME: Final = 26
_STYLE: Final[Any] = {  # any: matplotlib types its names as a closed list
    "svg.fonttype": "none",  # text stays text: it can be read aloud, found and copied
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
}
_numbers: Final[Iterator[int]] = count()


def distributions(scores: Mapping[str, Scores]) -> str:
    """Return a histogram for each scorer, with its median and the seed's mark."""
    rows = (len(scores) + 1) // 2
    with mpl.rc_context(_STYLE):
        figure = Figure((_WIDE, 2.4 * rows), layout="constrained")
        axes = figure.subplots(rows, 2, squeeze=False).flat
        for axis, (name, one) in zip(axes, scores.items(), strict=False):
            heights = [0.0] * _BINS
            for score, articles in one.counts.items():
                heights[min(_BINS - 1, int(score * _BINS / 100))] += articles
            width = 100 / _BINS
            axis.bar([width * n for n in range(_BINS)], heights, width * 0.9, 0, align="edge",
                     color=ACCENT)  # fmt: skip
            _mark_seed(axis)
            median = one.quantile(0.5)
            axis.set_title(f"{name}: median {'–' if median is None else f'{median:.1f}'}")
            axis.set(xlim=(0, 100), ylabel="articles")
        _hide_rest(figure, len(scores))
        return _svg(figure)


def groups(ranked: Sequence[tuple[str, ByScorer]], scorers: Sequence[str]) -> str:
    """Return each group's middle half and median, a panel for each scorer."""
    with mpl.rc_context(_STYLE):
        figure = Figure((_WIDE, 1.1 + 0.32 * len(ranked)), layout="constrained")
        axes = figure.subplots(1, len(scorers), sharey=True, squeeze=False)[0]
        for axis, scorer in zip(axes, scorers, strict=True):
            for height, (_, group) in enumerate(ranked):
                low, middle, high = (group.scores[scorer].quantile(q) for q in (0.25, 0.5, 0.75))
                if low is not None and middle is not None and high is not None:
                    axis.plot([low, high], [height] * 2, color=SOFT, lw=7, solid_capstyle="round")
                    axis.plot([middle], [height], "o", color=ACCENT, ms=7)
            _mark_seed(axis)
            axis.set_title(scorer)
            axis.set(xlim=(-3, 103), ylim=(len(ranked) - 0.5, -0.5))
        names = [f"{_short(name)} ({group.articles})" for name, group in ranked]
        axes[0].set_yticks(range(len(ranked)), names, parse_math=False)
        return _svg(figure)


def over_time(periods: Mapping[date, ByScorer], scorers: Sequence[str]) -> str:
    """Return the median over time within the middle half, a panel for each scorer."""
    rows = (len(scorers) + 1) // 2
    with mpl.rc_context(_STYLE):
        figure = Figure((_WIDE, 2.4 * rows), layout="constrained")
        axes = figure.subplots(rows, 2, sharex=True, squeeze=False).flat
        for axis, scorer in zip(axes, scorers, strict=False):
            points = [
                (day, *(group.scores[scorer].quantile(q) for q in (0.25, 0.5, 0.75)))
                for day, group in periods.items()
                if group.scores[scorer].count
            ]
            if points:
                days, low, middle, high = zip(*points, strict=True)
                axis.fill_between(days, low, high, color=SOFT, lw=0)
                axis.plot(days, middle, "o-", color=ACCENT, ms=3.5, lw=1.6)
            axis.axhline(50, color=MUTED, lw=1, ls=(0, (4, 3)))
            axis.set_title(scorer)
            axis.set(ylim=(0, 100))
        figure.autofmt_xdate()
        _hide_rest(figure, len(scorers))
        return _svg(figure)


def _mark_seed(axis: Axes) -> None:
    axis.axvline(50, color=MUTED, lw=1, ls=(0, (4, 3)))


def _hide_rest(figure: Figure, used: int) -> None:
    for axis in figure.axes[used:]:
        axis.set_visible(False)


def _short(name: str) -> str:
    return name if len(name) <= _NAME else name[: _NAME - 1] + "…"


def _svg(figure: Figure) -> str:
    """Return the figure as an element for a page: no header, no metadata, the page's colours."""
    figure.patch.set_alpha(0)
    for axis in figure.axes:
        axis.patch.set_alpha(0)
    written = StringIO()
    nothing = dict.fromkeys(("Creator", "Date", "Format", "Type"))
    # Names of elements are made from their content and this; they must differ within a page.
    with mpl.rc_context({"svg.hashsalt": f"figure {next(_numbers)}"}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph")  # the browser has the font, not we
        figure.savefig(written, format="svg", metadata=nothing)
    svg = written.getvalue()
    svg = svg[svg.index("<svg") :]
    for colour, variable in _VARIABLES.items():
        svg = svg.replace(colour, f"var({variable})")
    return svg
