"""The figures of an audit, from its ledger: shares, concentration, new voices, refusals.

They are worded here too, so that they read the same at the terminal and on the page.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from scoring.types import Value
from service.audit.ledger import UNSOURCED, Ledger

MONTH: Final = "month"
"""The grouping by the month of publication."""
TOP: Final = 10
"""Number of sources whose share of all statements is given."""
UNNAMED: Final = ("unnamed_person", "unnamed_group")
_TELLING: Final = ("named_person", "named_organisation", *UNNAMED)
"""The types of sources whose words may tell a kind."""
NAMED: Final = "source IS NOT NULL"
"""The condition for a named person or organization."""
DASH: Final = "–"
"""Stands for a figure that there is not."""
TYPES: Final = {
    "named_person": "named people",
    "named_organisation": "organizations",
    "document": "documents",
    "unnamed_person": "unnamed people",
    "unnamed_group": "unnamed groups",
    "collective": "classes of people (voters, fans)",
    "author": "the author",
    "other": "others",
}
"""The types of a source with what readers call them."""
REASONS: Final = {
    "explained": "a reason is given",
    "boilerplate": "only that the source may not speak",
    "unexplained": "only that the source asked for it",
    "none": "nothing is said",
}
"""The kinds of reasons for anonymity with what readers call them."""


class Total(Value, frozen=True, kw_only=True):
    """An archive in a few numbers. ``statements`` are those with a source."""

    articles: int
    bad: int
    statements: int
    unsourced: int
    refusals: int
    without_answer: int
    """Articles in which at least one source was asked and did not answer."""
    single_names_merged: int
    """Last names alone that were counted for the person whose full name dominates, one for each
    article.
    """
    single_names_apart: int
    """Single names that were left apart, one for each article."""


class Category(Value, frozen=True, kw_only=True):
    """A part of the statements with a source: those of one type or kind.

    ``sure``: how many of them have a kind that a title tells by itself.
    """

    name: str
    statements: int
    share: float | None
    sure: int = 0


class Concentration(Value, frozen=True, kw_only=True):
    """How the statements of named people and organizations are spread over them.

    ``top_share``: the share of the ten most quoted. ``gini``: 0 if all have equally many, close to
    1 if one has nearly all.
    """

    voices: int
    statements: int
    top_share: float | None
    gini: float | None


class Voices(Value, frozen=True, kw_only=True):
    """A month's named voices, and how many of them no earlier month had."""

    month: str
    articles: int
    voices: int
    new: int
    unnamed_share: float | None
    """The share of the month's statements with a source whose source is unnamed."""


def total(ledger: Ledger) -> Total:
    """Return the totals."""
    statements, unsourced, refusals, without_answer, merged, apart = next(
        ledger.rows(
            "SELECT COALESCE(SUM(CASE WHEN type != ? THEN statements END), 0),"
            " COALESCE(SUM(CASE WHEN type = ? THEN statements END), 0), COALESCE(SUM(refusals), 0),"
            " COUNT(DISTINCT CASE WHEN refusals THEN row END),"
            " COALESCE(SUM(alone AND key = base), 0), COALESCE(SUM(alone AND key != base), 0)"
            " FROM seen",
            (UNSOURCED, UNSOURCED),
        )
    )
    return Total(
        articles=ledger.value("SELECT COUNT(*) FROM article"),
        bad=ledger.value("SELECT COUNT(*) FROM bad"),
        statements=statements,
        unsourced=unsourced,
        refusals=refusals,
        without_answer=without_answer,
        single_names_merged=merged,
        single_names_apart=apart,
    )


def groupings(ledger: Ledger) -> list[str]:
    """Return the columns by which the archive is grouped, the month last."""
    found = [name for (name,) in ledger.rows("SELECT DISTINCT grouping FROM grouped")]
    return sorted(found, key=lambda name: (name == MONTH, name))


def by_category(
    ledger: Ledger, column: str, grouping: str | None = None
) -> Iterator[tuple[str, list[Category]]]:
    """Yield the categories of each value of a grouping, largest first, or of the whole archive.

    ``column``: ``type``, ``kind`` (of people and organizations only, named or not), or ``reason``
    (of unnamed sources only). The shares of a value
    add up to 1.
    """
    of = {"type": "type", "kind": "kind", "reason": "COALESCE(reason, 'none')"}[column]
    only = {"type": "", "kind": f" AND type IN {_TELLING}", "reason": f" AND type IN {UNNAMED}"}
    value, join, values = _grouped(grouping)
    query = (
        f"SELECT {value}, {of}, SUM(statements), SUM(statements * sure) FROM seen {join} "
        f"type != ?{only[column]} GROUP BY 1, 2 HAVING SUM(statements) ORDER BY 1, 3 DESC, 2"
    )
    for name, found in groupby(ledger.rows(query, (*values, UNSOURCED)), key=lambda row: row[0]):
        rows = list(found)
        whole = sum(row[2] for row in rows)
        yield (
            name,
            [
                Category(name=row[1], statements=row[2], share=row[2] / whole, sure=row[3])
                for row in rows
            ],
        )


def unnamed_share(types: Iterable[Category]) -> float:
    """Return what share of the statements is of unnamed sources, by the shares of types."""
    return sum(one.share or 0 for one in types if one.name in UNNAMED)


def concentration(
    ledger: Ledger, grouping: str | None = None
) -> Iterator[tuple[str, Concentration]]:
    """Yield the concentration in each value of a grouping, or in the whole archive.

    A voice is a named person or organization with at least one statement.
    """
    value, join, values = _grouped(grouping)
    query = (
        f"SELECT {value}, SUM(statements) FROM seen {join} {NAMED} GROUP BY 1, source "
        "HAVING SUM(statements) ORDER BY 1, 2"
    )
    for name, found in groupby(ledger.rows(query, values), key=lambda row: row[0]):
        yield name, concentrate(count for _, count in found)


def concentrate(counts: Iterable[int]) -> Concentration:
    """Return the concentration of counts in ascending order.

    The Gini coefficient of x1 <= ... <= xn is sum((2i - n - 1) xi) / (n sum(xi)) (Dixon et al.
    1987, "Bootstrapping the Gini coefficient of inequality", Ecology 68).
    """
    whole = ranked = number = 0
    top: deque[int] = deque(maxlen=TOP)
    for number, count in enumerate(counts, 1):
        whole += count
        ranked += number * count
        top.append(count)
    if not whole:
        return Concentration(voices=number, statements=0, top_share=None, gini=None)
    return Concentration(
        voices=number,
        statements=whole,
        top_share=sum(top) / whole,
        gini=(2 * ranked - (number + 1) * whole) / (number * whole),
    )


def lorenz(ledger: Ledger, *, points: int = 100) -> list[float]:
    """Return the shares of the statements that 0 %, 1 %, …, 100 % of the voices have together.

    The least quoted voices come first.
    """
    counts = f"SELECT SUM(statements) AS n FROM seen WHERE {NAMED} GROUP BY source"
    voices, whole = next(ledger.rows(f"SELECT COUNT(*), SUM(n) FROM ({counts} HAVING n)"))
    shares, below = [0.0], 0
    for number, (count,) in enumerate(ledger.rows(f"{counts} HAVING n ORDER BY 1"), 1):
        below += count
        while len(shares) <= points and number * points >= len(shares) * voices:
            shares.append(below / whole)
    return shares


def by_month(ledger: Ledger) -> list[Voices]:
    """Return the voices of each month. Names that are not full are left out: nobody can say whether
    they are new.
    """
    query = (
        "WITH voice AS (SELECT DISTINCT source, month FROM seen JOIN article USING (row) "
        f"WHERE {NAMED} AND key = base AND month IS NOT NULL AND statements), "
        "first AS (SELECT source, MIN(month) AS first FROM voice GROUP BY source), "
        "size AS (SELECT month, COUNT(*) AS articles FROM article GROUP BY month) "
        "SELECT month, articles, COUNT(*), SUM(month = first) "
        "FROM voice JOIN first USING (source) JOIN size USING (month) GROUP BY month ORDER BY month"
    )
    unnamed = {month: unnamed_share(found) for month, found in by_category(ledger, "type", MONTH)}
    return [
        Voices(
            month=month, articles=articles, voices=voices, new=new, unnamed_share=unnamed.get(month)
        )
        for month, articles, voices, new in ledger.rows(query)
    ]


def _grouped(grouping: str | None) -> tuple[str, str, tuple[str, ...]]:
    """Return the expression for the value, the join with its WHERE, and the query's values."""
    if grouping is None:
        return "''", "WHERE", ()
    return "value", "JOIN grouped USING (row) WHERE grouping = ? AND", (grouping,)


def percent(share: float | None) -> str:
    """Return a share as a percentage."""
    return DASH if share is None else f"{100 * share:.1f}%"


def coefficient(gini: float | None) -> str:
    """Return a Gini coefficient."""
    return DASH if gini is None else f"{gini:.2f}"
