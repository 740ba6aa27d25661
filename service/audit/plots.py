"""The plots of an audit, as SVG in the page's colors."""

from collections.abc import Sequence
from datetime import date

import matplotlib as mpl
from matplotlib.ticker import MaxNLocator, PercentFormatter

from service.audit.figures import Voices
from service.overview.plots import ACCENT, SOFT, STYLE, new_figure, shorten, to_svg

_COARSE = 0.1
"""A longest bar above which the axis needs no decimals."""


def bars(title: str, named: Sequence[tuple[str, float, float]], *, percent: bool) -> str:
    """Return horizontal bars. Each has a name, its length, and how much of it is dark.

    ``percent``: the lengths are shares.
    """
    with mpl.rc_context(STYLE):
        figure, axis = new_figure(0.9 + 0.3 * max(1, len(named)))
        places = range(len(named))
        lengths = [length for _, length, _ in named]
        axis.barh(places, lengths, 0.7, color=SOFT)
        dark = [part for *_, part in named]
        axis.barh(places, dark, 0.7, color=ACCENT)
        axis.set_yticks(places, [shorten(name) for name, *_ in named], parse_math=False)
        axis.set(xlim=(0, max([*lengths, 1e-9]) * 1.05), ylim=(len(named) - 0.4, -0.6))
        axis.set_title(title)
        if percent:
            decimals = 0 if max([0.0, *lengths]) > _COARSE else 1
            axis.xaxis.set_major_formatter(PercentFormatter(1, decimals=decimals))
        else:
            axis.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        return to_svg(figure)


def curve(shares: Sequence[float]) -> str:
    """Return the Lorenz curve: what share of the statements the less quoted voices have.

    ``shares``: the shares of all statements that 0 %, …, 100 % of the voices have together.
    """
    with mpl.rc_context(STYLE):
        figure, axis = new_figure(2.8)
        places = [i / (len(shares) - 1) for i in range(len(shares))]
        axis.plot([0, 1], [0, 1], color=SOFT, lw=1.5)
        axis.plot(places, shares, color=ACCENT, lw=1.8)
        axis.set(xlim=(0, 1), ylim=(0, 1), xlabel="voices, the least quoted first")
        axis.set_title("statements that these voices have together")
        axis.xaxis.set_major_formatter(PercentFormatter(1))
        axis.yaxis.set_major_formatter(PercentFormatter(1))
        return to_svg(figure)


def months(found: Sequence[Voices]) -> list[str]:
    """Return two plots by month: named voices with the new ones in dark, and the unnamed share."""
    days = [date.fromisoformat(f"{one.month}-01") for one in found]
    with mpl.rc_context(STYLE):
        figure, axis = new_figure(2.6)
        axis.bar(days, [one.voices for one in found], 22, color=SOFT)  # type: ignore[arg-type]  # dates
        axis.bar(days, [one.new for one in found], 22, color=ACCENT)  # type: ignore[arg-type]  # dates
        axis.set_title("named voices, new ones in dark")
        axis.yaxis.set_major_locator(MaxNLocator(5, integer=True))
        voices = to_svg(figure)
        figure, axis = new_figure(2.6)
        told = [(day, one.unnamed_share) for day, one in zip(days, found, strict=True)]
        known = [(day, share) for day, share in told if share is not None]
        axis.plot([day for day, _ in known], [share for _, share in known], "o-", color=ACCENT)  # type: ignore[arg-type]  # dates
        axis.set_title("statements of unnamed sources")
        axis.set_ylim(bottom=0)
        axis.yaxis.set_major_formatter(PercentFormatter(1))
        return [voices, to_svg(figure)]
