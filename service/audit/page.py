"""The page of an audit: plots, as SVG in the page's colors, with their figures as tables."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from service.audit import kinds
from service.audit.figures import (
    DASH,
    MONTH,
    REASONS,
    TYPES,
    Category,
    Concentration,
    Voices,
    by_category,
    by_month,
    coefficient,
    concentration,
    groupings,
    lorenz,
    percent,
    total,
    unnamed_share,
)
from service.audit.ledger import Ledger
from service.audit.listing import Listed, asked, errors, listed, name_of
from service.overview.page import Section, render_page
from service.overview.plots import ACCENT, SOFT, STYLE, label, new_figure, row_height, to_svg
from service.problems import Failure

try:
    import matplotlib as mpl
    from matplotlib.ticker import MaxNLocator, PercentFormatter
except ImportError:
    raise Failure("a page needs matplotlib: install copydesk with the extra 'archive'") from None

SHOWN: Final = 20
GROUPS: Final = 12
"""Number of rows of a table of sources, and of a table of groups or months."""
NOTES: Final = (
    "Names are matched over articles as they are written. A first and a last name are needed: "
    "“Smith” alone counts for a John Smith of other articles only if he is nearly the only Smith "
    "there. Two people of one full name count as one.",
    "Kinds are told by the words of titles and names only. Nothing about a person is reported "
    "that the articles do not say beside the name.",
)


def write_page(ledger: Ledger, *, title: str) -> str:
    """Return the page as one self-contained file."""
    whole = total(ledger)
    return render_page(
        title=title,
        lead=f"{whole.articles:,} articles, {whole.statements:,} statements with a source, "
        f"{whole.unsourced:,} without. In {whole.without_answer:,} articles, somebody was asked "
        f"and did not answer. {whole.single_names_merged:,} last names alone were counted for the "
        f"only person who dominates the name; {whole.single_names_apart:,} single names were left "
        "apart.",
        notes=NOTES,
        sections=list(sections(ledger)),
        errors=errors(ledger),
    )


def sections(ledger: Ledger) -> Iterator[Section]:
    """Yield the sections. A section without data is left out."""
    if people := list(listed(ledger, most=SHOWN)):
        yield _most_quoted(people)
    for (_, found), (_, reasons) in zip(
        by_category(ledger, "type"), [*by_category(ledger, "reason"), ("", [])], strict=False
    ):
        yield _types(found, reasons)
    for _, found in by_category(ledger, "kind"):
        yield _kinds(found)
    for _, one in concentration(ledger):
        gini = coefficient(one.gini)
        yield Section(
            title="Concentration",
            note=f"The ten most quoted of {one.voices:,} named voices have "
            f"{percent(one.top_share)} of their {one.statements:,} statements. The Gini "
            f"coefficient is {gini}: 0 if all have equally many. The straight line would be that. "
            "A name that is not full is a voice of its own in each article.",
            alternative="Curve of the shares of statements; the figures are in the table.",
            plots=[draw_curve(lorenz(ledger))],
            head=["voices", "statements", "ten most quoted", "Gini"],
            rows=[[f"{one.voices:,}", f"{one.statements:,}", percent(one.top_share), gini]],
        )
    for grouping in groupings(ledger):
        if grouping != MONTH:
            yield _groups(ledger, grouping)
    found_months = by_month(ledger)
    if len(found_months) > 1:
        yield Section(
            title="New voices by month",
            note="Named people and organizations quoted in a month, and how many of them no "
            "earlier month had. In the first months, nearly all are new.",
            alternative="Voices and unnamed shares by month; the figures are in the table.",
            plots=draw_months(found_months),
            head=["month", "articles", "voices", "new", "share new", "unnamed"],
            rows=[
                [
                    *(one.month, f"{one.articles:,}", f"{one.voices:,}", f"{one.new:,}"),
                    *(percent(one.new / one.voices), percent(one.unnamed_share)),
                ]
                for one in found_months
            ],
        )
    if refused := list(asked(ledger, most=SHOWN)):
        yield Section(
            title="Asked, without an answer",
            note="Who declined to comment or could not be reached. A spokesperson counts for the "
            "organization. This is no fault: it shows that the newsroom asked.",
            alternative="Bars of refusals; the figures are in the table.",
            plots=[
                draw_bars(
                    "times",
                    [(one.name, one.refusals, one.refusals) for one in refused],
                    percent=False,
                )
            ],
            head=["name", "articles", "times"],
            rows=[[one.name, f"{one.articles:,}", f"{one.refusals:,}"] for one in refused],
        )


def _most_quoted(found: Sequence[Listed]) -> Section:
    labels = kinds.labels()
    return Section(
        title="Most quoted",
        note="People and organizations with the most statements. The table has their roles as "
        "written.",
        alternative="Bars of statements; the figures are in the table.",
        plots=[
            draw_bars(
                "statements, and articles in full color",
                [
                    (name_of(one), one.statements, min(one.articles, one.statements))
                    for one in found
                ],
                percent=False,
            )
        ],
        head=["name", "articles", "statements", "share", "kind", "roles as written"],
        texts=2,
        rows=[
            [
                *(name_of(one), f"{one.articles:,}", f"{one.statements:,}", percent(one.share)),
                *(labels.get(one.kind, one.kind), "; ".join(one.roles)),
            ]
            for one in found
        ],
    )


def _types(found: Sequence[Category], reasons: Sequence[Category]) -> Section:
    return Section(
        title="Named and unnamed",
        note="Whose statements they are, and what the articles say about why unnamed sources are "
        "not named.",
        alternative="Bars of shares; the figures are in the table.",
        plots=[
            draw_bars("statements by type of source", _bars(found, TYPES), percent=True),
            draw_bars("reasons for anonymity", _bars(reasons, REASONS), percent=True),
        ],
        head=["source or reason", "statements", "share"],
        rows=[*_rows(found, TYPES), *_rows(reasons, REASONS)],
    )


def _kinds(found: Sequence[Category]) -> Section:
    labels = kinds.labels()
    return Section(
        title="Kinds of sources",
        note="Full color: a title tells the kind by itself. Faint: the kind is told by whom a "
        "title belongs to, or by an organization's name, and is less sure.",
        alternative="Bars of shares by kind; the figures are in the table.",
        plots=[
            draw_bars("statements by kind of source", _bars(found, labels, sure=True), percent=True)
        ],
        head=["kind", "statements", "share", "sure"],
        rows=[
            [*row, percent(one.sure / one.statements)]
            for row, one in zip(_rows(found, labels), found, strict=True)
        ],
    )


def _groups(ledger: Ledger, grouping: str) -> Section:
    types = dict(by_category(ledger, "type", grouping))
    spread = dict(concentration(ledger, grouping))
    sizes = {name: sum(one.statements for one in found) for name, found in types.items()}
    ranked = sorted(types, key=lambda name: (-sizes[name], name))
    shown = ranked[:GROUPS]
    more = f" The {GROUPS} with most statements of {len(ranked):,}." if len(ranked) > GROUPS else ""
    unnamed = {name: unnamed_share(types[name]) for name in shown}
    tops = {name: spread[name].top_share if name in spread else None for name in shown}
    return Section(
        title=f"By {grouping}",
        note=f"How much the ten most quoted have of each {grouping}'s named statements, and how "
        f"much unnamed sources have of all its statements.{more}",
        alternative=f"Bars by {grouping}; the figures are in the table.",
        plots=[
            draw_bars(title, [(n, s or 0.0, s or 0.0) for n, s in shares.items()], percent=True)
            for title, shares in (("ten most quoted", tops), ("unnamed sources", unnamed))
        ],
        head=[grouping, "statements", "voices", "ten most quoted", "Gini", "unnamed"],
        rows=[
            [
                *(name, f"{sizes[name]:,}"),
                *(_spread(spread, name)),
                percent(unnamed[name]),
            ]
            for name in shown
        ],
    )


def _spread(spread: Mapping[str, Concentration], name: str) -> list[str]:
    one = spread.get(name)
    if one is None:
        return [DASH] * 3
    return [f"{one.voices:,}", percent(one.top_share), coefficient(one.gini)]


def _bars(
    found: Sequence[Category], labels: Mapping[str, str], *, sure: bool = False
) -> list[tuple[str, float, float]]:
    """Return a bar for each category. If kinds can be ``sure``, that part is in full color."""
    return [
        (
            labels.get(one.name, one.name),
            one.share or 0.0,
            (one.share or 0.0) * (one.sure / one.statements if sure else 1),
        )
        for one in found
    ]


def _rows(found: Sequence[Category], labels: Mapping[str, str]) -> list[list[str]]:
    return [
        [labels.get(one.name, one.name), f"{one.statements:,}", percent(one.share)] for one in found
    ]


_COARSE = 0.1
"""A longest bar above which the axis needs no decimals."""


def draw_bars(title: str, named: Sequence[tuple[str, float, float]], *, percent: bool) -> str:
    """Return horizontal bars. Each has a name, its length, and how much of it is in full color.

    ``percent``: the lengths are shares.
    """
    with mpl.rc_context(STYLE):
        labels = [label(name) for name, *_ in named]
        figure, axis = new_figure(0.9 + row_height(labels) * max(1, len(named)))
        places = range(len(named))
        lengths = [length for _, length, _ in named]
        axis.barh(places, lengths, 0.7, color=SOFT)
        full = [part for *_, part in named]
        axis.barh(places, full, 0.7, color=ACCENT)
        axis.set_yticks(places, labels, parse_math=False)
        axis.set(xlim=(0, max([*lengths, 1e-9]) * 1.05), ylim=(len(named) - 0.4, -0.6))
        axis.set_title(title)
        if percent:
            decimals = 0 if max([0.0, *lengths]) > _COARSE else 1
            axis.xaxis.set_major_formatter(PercentFormatter(1, decimals=decimals))
        else:
            axis.xaxis.set_major_locator(MaxNLocator(5, integer=True))
        return to_svg(figure)


def draw_curve(shares: Sequence[float]) -> str:
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


def draw_months(found: Sequence[Voices]) -> list[str]:
    """Return two plots by month: named voices, the new ones in full color; the unnamed share."""
    days = [date.fromisoformat(f"{one.month}-01") for one in found]
    with mpl.rc_context(STYLE):
        figure, axis = new_figure(2.6)
        axis.bar(days, [one.voices for one in found], 22, color=SOFT)  # type: ignore[arg-type]  # dates
        axis.bar(days, [one.new for one in found], 22, color=ACCENT)  # type: ignore[arg-type]  # dates
        axis.set_title("named voices, new ones in full color")
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
