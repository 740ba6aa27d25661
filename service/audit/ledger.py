"""The sources of an archive in a temporary database, so that memory does not grow with the archive.

SQLite keeps at most ``CACHE`` bytes in memory and everything else in a file that only its owner can
read. The file is removed at the end. It contains names, roles and counts.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from scoring.types import Value
from service.audit.names import (
    Bearer,
    Match,
    dominating,
    first_and_last,
    groups_by_middle,
    match_organization,
    match_person,
)

CACHE: Final = 16 * 1024 * 1024
"""Bytes of the database that are kept in memory."""
UNSOURCED: Final = "none"
"""The type of a statement without a source."""
_TABLES: Final = """
CREATE TABLE article (row INTEGER PRIMARY KEY, month TEXT);
CREATE TABLE grouped (row INTEGER, grouping TEXT, value TEXT);
CREATE TABLE seen (
    row INTEGER, type TEXT, kind TEXT, sure INTEGER, reason TEXT,
    base TEXT, key TEXT, middle TEXT, source TEXT, name TEXT, alone INTEGER,
    asked TEXT, speaks_for TEXT,
    statements INTEGER, attitudes INTEGER, refusals INTEGER
);
CREATE TABLE role (key TEXT, middle TEXT, source TEXT, text TEXT);
CREATE TABLE bad (row INTEGER, id TEXT, error TEXT, detail TEXT);
"""
_INDEXES: Final = """
CREATE INDEX seen_key ON seen (key, middle);
CREATE INDEX role_key ON role (key, middle);
CREATE TABLE merged (key TEXT, middle TEXT, source TEXT, PRIMARY KEY (key, middle));
BEGIN;
"""
_MERGE: Final = """
UPDATE seen SET source = (
    SELECT source FROM merged m WHERE m.key = seen.key AND m.middle = seen.middle
);
UPDATE role SET source = (
    SELECT source FROM merged m WHERE m.key = role.key AND m.middle = role.middle
);
CREATE INDEX seen_source ON seen (source);
CREATE INDEX role_source ON role (source);
CREATE INDEX seen_row ON seen (row);
CREATE INDEX grouped_value ON grouped (grouping, value);
CREATE TABLE bearer (word TEXT, source TEXT, articles INTEGER, last INTEGER);
"""
_ALONE: Final = """
CREATE INDEX bearer_word ON bearer (word);
CREATE INDEX seen_alone ON seen (base) WHERE alone;
CREATE TABLE meant (id INTEGER PRIMARY KEY, old TEXT, source TEXT);
"""
_MEANT: Final = """
INSERT INTO meant SELECT rowid, key, ? FROM seen s WHERE NOT EXISTS (
    SELECT 1 FROM seen o JOIN bearer b ON b.source = o.source
    WHERE o.row = s.row AND b.word = ? AND b.last
) AND"""
"""Sources of articles that do not quote anybody with the last name in full, with whom they are."""
_MERGE_ALONE: Final = """
UPDATE seen SET source = meant.source, base = meant.source, key = meant.source, alone = 1,
    type = 'named_person' FROM meant WHERE seen.rowid = meant.id;
UPDATE role SET source = meant.source FROM meant WHERE role.key = meant.old;
ANALYZE;
"""
_SEEN: Final = "INSERT INTO seen VALUES (?,?,?,?,?,?,?,?,NULL,?,?,?,?,?,?,?)"


class Observed(Value, frozen=True, kw_only=True):
    """A source in an article. ``name`` is ``None`` if the article does not name it.

    ``speaks_for``: the organization that an unnamed spokesperson speaks for. ``reason``: of what
    kind the reason for anonymity is, if one is given.
    """

    type: str
    kind: str
    sure: bool = False
    name: str | None = None
    roles: tuple[str, ...] = ()
    speaks_for: str | None = None
    reason: str | None = None
    statements: int = 0
    attitudes: int = 0
    refusals: int = 0


class Ledger:
    """What an archive's articles say of their sources. Add all rows, then ``close_entries``, then
    ask.
    """

    def __init__(self, path: Path) -> None:
        """Use the empty file at ``path``."""
        self._database = sqlite3.connect(path, isolation_level=None)
        self._database.executescript(
            f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{CACHE // 1024};"
            "PRAGMA temp_store=FILE;" + _TABLES + "BEGIN;"
        )

    def add(
        self,
        row: int,
        sources: Iterable[Observed],
        *,
        month: str | None,
        groups: Mapping[str, str],
    ) -> None:
        """Add an article. ``month``: as in "2024-05"; ``groups``: its section, author and so on."""
        ask = self._database.execute
        ask("INSERT INTO article VALUES (?, ?)", (row, month))
        self._database.executemany(
            "INSERT INTO grouped VALUES (?, ?, ?)",
            [(row, grouping, value) for grouping, value in groups.items()],
        )
        for number, source in enumerate(sources):
            match = _match(source)
            key = match.key if match.full else f"{match.key}|{row}|{number}"
            asked = match_organization(source.speaks_for) if source.speaks_for else None
            ask(
                _SEEN,
                (
                    *(row, source.type, source.kind, source.sure, source.reason),
                    *((match.key, key, match.middle) if source.name else (None, None, None)),
                    *(source.name, match.alone and source.name is not None),
                    *(f"{asked[1].key}|" if asked else None, source.speaks_for),
                    *(source.statements, source.attitudes, source.refusals),
                ),
            )
            self._database.executemany(
                "INSERT INTO role VALUES (?, ?, NULL, ?)",
                [(key, match.middle, role) for role in source.roles],
            )

    def add_bad(self, row: int, *, id_: str | None, error: str, detail: str) -> None:
        """Add a row that could not be scored."""
        self._database.execute("INSERT INTO bad VALUES (?, ?, ?, ?)", (row, id_, error, detail))

    def close_entries(self) -> None:
        """Decide which names are one source. Only now is it known which middle names there are."""
        self._database.executescript(_INDEXES)
        pairs = self._database.cursor().execute(
            "SELECT DISTINCT key, middle FROM seen WHERE key IS NOT NULL ORDER BY key, middle"
        )
        for key, found in groupby(pairs, key=lambda pair: pair[0]):
            middles = [middle for _, middle in found]
            of = groups_by_middle(middles)
            self._database.executemany(
                "INSERT INTO merged VALUES (?, ?, ?)",
                [(key, middle, f"{key}|{of[middle]}") for middle in middles],
            )
        self._database.executescript(_MERGE)
        self._merge_last_names()

    def _merge_last_names(self) -> None:
        """Give last names alone to the person who dominates. Sources are unique over articles."""
        insert = self._database.executemany
        insert(
            "INSERT INTO bearer VALUES (?, ?, ?, ?)",
            (
                (word, source, articles, last)
                for source, key, articles in self.rows(
                    "SELECT source, MIN(key), COUNT(DISTINCT row) FROM seen "
                    "WHERE type = 'named_person' AND key = base GROUP BY source"
                )
                for last, word in enumerate(first_and_last(key))
            ),
        )
        self._database.executescript(_ALONE)
        alone = "SELECT base, COUNT(*) FROM seen WHERE alone GROUP BY base"
        for base, people in self.rows(alone):
            _, word = first_and_last(base)
            bearers = self.rows("SELECT source, articles, last FROM bearer WHERE word = ?", [word])
            source = dominating(Bearer(one, count, bool(last)) for one, count, last in bearers)
            if not source:
                continue
            self._database.execute(f"{_MEANT} base = ? AND alone", [source, word, base])
            organization = match_organization(word.title())
            key = organization[1].key if organization else None
            # A reading that takes the name for an organization's less often than for a person's
            # is taken to be wrong.
            if self.value("SELECT COUNT(*) FROM seen WHERE key = ?", [key]) <= people:
                self._database.execute(f"{_MEANT} key = ?", [source, word, key])
        self._database.executescript(_MERGE_ALONE)

    def rows(self, query: str, values: Sequence[object] = ()) -> Iterator[tuple[Any, ...]]:
        """Yield the rows of a query."""
        yield from self._database.cursor().execute(query, values)

    def value(self, query: str, values: Sequence[object] = ()) -> Any:  # noqa: ANN401
        """Return the only value of a query."""
        return next(self.rows(query, values))[0]

    def close(self) -> None:
        """Close the file."""
        self._database.close()


def _match(source: Observed) -> Match:
    if source.name is None:
        return Match("", "", full=False)
    if source.type == "named_organisation":
        found = match_organization(source.name)
        return found[1] if found else Match(f"organization|{source.name}", "", full=False)
    return match_person(source.name)
