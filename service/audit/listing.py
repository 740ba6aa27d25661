"""Lists an archive's sources: who is quoted how often, who within a section, who did not answer."""

from collections.abc import Iterator
from typing import Final

from scoring.types import Value
from service.audit import kinds
from service.audit.figures import NAMED, total
from service.audit.ledger import UNSOURCED, Ledger

SPELLINGS: Final = 5
"""The most other spellings and the most roles that are listed for a source."""
_TYPES: Final = {"named_person": "person", "named_organisation": "organization"}


class Listed(Value, frozen=True, kw_only=True):
    """A source over all articles.

    ``merged``: whether its articles are taken to be about the same source, because the name is
    full. ``by_last_name``: in how many of its articles only the last name is written, so that they
    were counted for the one person who dominates. ``share``: of all statements with a source.
    ``sure``: the share of its statements whose article tells the kind by a title alone.
    """

    name: str
    also: tuple[str, ...]
    type: str
    merged: bool
    kind: str
    sure: float
    roles: tuple[str, ...]
    articles: int
    by_last_name: int
    statements: int
    attitudes: int
    refusals: int
    share: float
    first: str | None
    last: str | None


def name_of(source: Listed) -> str:
    """Return a source's name, with a remark if its articles may be about several."""
    return source.name if source.merged else f"{source.name} (perhaps several)"


class Within(Value, frozen=True, kw_only=True):
    """A source within a section, of an author, or in a month."""

    grouping: str
    value: str
    name: str
    type: str
    articles: int
    statements: int
    share: float


class Asked(Value, frozen=True, kw_only=True):
    """Who was asked and did not answer: how often, and in how many articles."""

    name: str
    refusals: int
    articles: int


class Bad(Value, frozen=True, kw_only=True):
    """A row that could not be scored."""

    row: int
    id: str | None
    error: str
    detail: str


_UNIT: Final = "CASE WHEN key = base THEN source ELSE base END"
"""A line of the list. Sources whose names are not full share a line if the names are equal."""


def listed(ledger: Ledger, *, most: int | None = None) -> Iterator[Listed]:
    """Yield the named people and organizations, the most quoted first; ``most``: no more than."""
    whole = total(ledger).statements
    query = (
        f"SELECT {_UNIT} AS unit, MIN(key = base), type, COUNT(DISTINCT row), SUM(statements), "
        "SUM(attitudes), SUM(refusals), MIN(month), MAX(month), "
        "COUNT(DISTINCT CASE WHEN alone AND key = base THEN row END) "
        f"FROM seen JOIN article USING (row) WHERE {NAMED} GROUP BY unit "
        "ORDER BY 5 DESC, 4 DESC, 1 LIMIT ?"
    )
    for unit, merged, type_, articles, statements, *more in ledger.rows(query, [most or -1]):
        attitudes, refusals, first, last, by_last_name = more
        where = "source = ?" if merged else "base = ? AND key != base"
        spelled = _ranked(ledger, "name", where, unit)
        kind, sure = _kind(ledger, where, unit)
        roles = _roles(ledger, unit) if merged else []
        yield Listed(
            name=spelled[0],
            also=tuple(spelled[1 : SPELLINGS + 1]),
            type=_TYPES[type_],
            merged=bool(merged),
            kind=kind,
            sure=sure,
            roles=tuple(roles[:SPELLINGS]),
            articles=articles,
            by_last_name=by_last_name,
            statements=statements,
            attitudes=attitudes,
            refusals=refusals,
            share=statements / whole if whole else 0.0,
            first=first,
            last=last,
        )


def within(ledger: Ledger) -> Iterator[Within]:
    """Yield each source's part in each section, of each author and so on, the largest first.

    The shares are of the group's statements with a source. Together with the unnamed sources,
    documents and groups of people, which are listed under their type, they add up to 1.
    """
    query = (
        f"SELECT grouping, value, CASE WHEN source IS NULL THEN type ELSE {_UNIT} END AS unit, "
        "MAX(name), type, COUNT(DISTINCT row), SUM(statements), "
        "SUM(SUM(statements)) OVER (PARTITION BY grouping, value) "
        "FROM seen JOIN grouped USING (row) WHERE type != ? GROUP BY grouping, value, unit "
        "HAVING SUM(statements) ORDER BY grouping, value, 7 DESC, 3"
    )
    for grouping, value, _, name, type_, articles, statements, whole in ledger.rows(
        query, [UNSOURCED]
    ):
        yield Within(
            grouping=grouping,
            value=value,
            name=name or "",
            type=_TYPES.get(type_, type_),
            articles=articles,
            statements=statements,
            share=statements / whole,
        )


def asked(ledger: Ledger, *, most: int | None = None) -> Iterator[Asked]:
    """Yield who did not answer, most often first. A spokesperson counts for the organization."""
    query = (
        "WITH asked AS (SELECT row, refusals, "
        f"CASE WHEN source IS NULL THEN asked ELSE {_UNIT} END AS unit, "
        "COALESCE(name, speaks_for) AS name FROM seen WHERE refusals) "
        "SELECT MAX(name), SUM(refusals), COUNT(DISTINCT row) FROM asked WHERE unit IS NOT NULL "
        "GROUP BY unit ORDER BY 2 DESC, 3 DESC, 1 LIMIT ?"
    )
    for name, refusals, articles in ledger.rows(query, [most or -1]):
        yield Asked(name=name, refusals=refusals, articles=articles)


def bad_rows(ledger: Ledger) -> Iterator[Bad]:
    """Yield the rows that could not be scored, in order."""
    for row, id_, error, detail in ledger.rows("SELECT * FROM bad ORDER BY row"):
        yield Bad(row=row, id=id_, error=error, detail=detail)


def errors(ledger: Ledger) -> list[tuple[str, int]]:
    """Return how many rows have which error, the most frequent first."""
    return list(ledger.rows("SELECT error, COUNT(*) FROM bad GROUP BY 1 ORDER BY 2 DESC, 1"))


def _ranked(ledger: Ledger, column: str, where: str, unit: str) -> list[str]:
    query = (
        f"SELECT {column} FROM seen WHERE {where} GROUP BY 1 "
        "ORDER BY COUNT(*) DESC, LENGTH(name), 1 LIMIT ?"
    )
    return [name for (name,) in ledger.rows(query, [unit, SPELLINGS + 1])]


def _kind(ledger: Ledger, where: str, unit: str) -> tuple[str, float]:
    """Return the kind that most of a source's findings have among those that tell one. An office
    or occupation counts before what is private.

    The second value is the share of all its findings that have this kind and are sure.
    """
    query = (
        f"SELECT kind, COUNT(*), SUM(sure) FROM seen WHERE {where} GROUP BY 1 "
        "ORDER BY kind = ?, kind = ?, kind = ?, 3 DESC, 2 DESC, 1"
    )
    found = list(ledger.rows(query, [unit, *kinds.LAST]))
    kind, _, sure = found[0]
    return kind, sure / sum(count for _, count, _ in found)


def _roles(ledger: Ledger, unit: str) -> list[str]:
    query = (
        "SELECT text FROM role WHERE source = ? GROUP BY LOWER(text) "
        "ORDER BY COUNT(*) DESC, LENGTH(text) DESC, 1 LIMIT ?"
    )
    return [text for (text,) in ledger.rows(query, [unit, SPELLINGS])]
