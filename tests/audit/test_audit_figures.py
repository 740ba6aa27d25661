"""The figures of an audit, on sources made by hand and at random."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.audit.figures import (
    Total,
    by_category,
    by_month,
    concentrate,
    concentration,
    lorenz,
    total,
)
from service.audit.kinds import of_roles
from service.audit.ledger import Ledger, Observed
from service.audit.listing import asked, bad_rows, listed, within
from service.audit.observe import audited
from service.audit.tables import render, summary_rows
from service.overview.gather import Shape

SHAPE = Shape(scorers=(), groups=("section", "author"), date="date")
NAMES = ("Ana Ruiz", "Ana M. Ruiz", "Ruiz", "Omar Aziz", "Lena Holt", "Tyre Harbor Board", None)
TYPES = ("named_person", "named_organisation", "unnamed_person", "unnamed_group", "none")


def person(name: str | None, **more: Any) -> Observed:
    return Observed(
        **{"type": "named_person", "kind": "unknown", "statements": 1, **more}, name=name
    )


def row(*sources: Observed, **columns: Any) -> dict[str, Any]:
    return {"evidence": [msgspec.to_builtins(one) for one in sources], **columns}


@contextmanager
def ledger_of(rows: list[dict[str, Any]], folder: Path) -> Iterator[Ledger]:
    with audited(rows, SHAPE, folder) as ledger:
        yield ledger


def test_articles_about_one_name_are_one_source(tmp_path: Path) -> None:
    rows = [
        row(person("Ana Ruiz", roles=("mayor",), kind="public_office", sure=True, statements=2)),
        row(person("Ana M. Ruiz", roles=("Mayor", "mayor of Tyre"))),
        row(person("Ruiz")),
    ]
    with ledger_of(rows, tmp_path) as ledger:
        first, second = listed(ledger)
    assert (first.name, first.also) == ("Ana Ruiz", ("Ana M. Ruiz",))
    assert (first.articles, first.statements, first.merged) == (2, 3, True)
    assert (first.kind, first.sure) == ("public_office", 0.5)
    assert set(map(str.lower, first.roles)) == {"mayor", "mayor of tyre"}
    assert (second.name, second.merged, second.roles) == ("Ruiz", False, ())
    assert first.share + second.share == 1


def test_a_single_name_is_a_voice_in_each_article(tmp_path: Path) -> None:
    """It has one line, which says that it may be several people."""
    rows = [row(person("Smith")), row(person("Smith", statements=3)), row(person("John Smith"))]
    with ledger_of(rows, tmp_path) as ledger:
        lines = list(listed(ledger))
        ((_, spread),) = concentration(ledger)
        told = render(ledger)
    assert [(one.name, one.articles, one.statements, one.merged) for one in lines] == [
        ("Smith", 2, 4, False),
        ("John Smith", 1, 1, True),
    ]
    assert spread.voices == 3
    assert "Smith (perhaps several)" in told


def test_a_last_name_alone_counts_for_the_person_who_dominates(tmp_path: Path) -> None:
    """With its roles and statements, and it says how many were merged."""
    rows = [
        *(row(person("Brian Tate"), date="2024-02-01") for _ in range(12)),
        row(person("Tate", roles=("senator",), statements=3), date="2024-01-01"),
        row(person("Sen. Tate"), person("Holt")),
    ]
    with ledger_of(rows, tmp_path) as ledger:
        first, second = listed(ledger)
        whole = total(ledger)
        ((_, spread),) = concentration(ledger)
        told = render(ledger)
    assert (first.name, first.merged, first.roles) == ("Brian Tate", True, ("senator",))
    assert set(first.also) == {"Tate", "Sen. Tate"}
    assert (first.articles, first.by_last_name, first.statements) == (14, 2, 16)
    assert first.first == "2024-01"
    assert (second.name, second.merged, second.by_last_name) == ("Holt", False, 0)
    assert (whole.single_names_merged, whole.single_names_apart) == (2, 1)
    assert spread.voices == 2
    assert "single names: 2 counted" in told
    assert "1 left apart" in told


@pytest.mark.parametrize(
    "more",
    [
        row(person("Tate"), person("Rosa Tate")),
        row(person("Tate"), person("Brian Tate")),
    ],
)
def test_a_last_name_alone_stays_apart_beside_a_full_one(
    more: dict[str, Any], tmp_path: Path
) -> None:
    """The article has told the two apart."""
    rows = [*(row(person("Brian Tate")) for _ in range(12)), more]
    with ledger_of(rows, tmp_path) as ledger:
        alone = [one for one in listed(ledger) if one.name == "Tate"]
        assert total(ledger).single_names_merged == 0
    assert [(one.merged, one.articles) for one in alone] == [(False, 1)]


@pytest.mark.parametrize(("people", "found"), [(2, {"Brian Tate"}), (1, {"Brian Tate", "Tate"})])
def test_a_persons_last_name_that_is_read_as_an_organizations(
    people: int, found: set[str], tmp_path: Path
) -> None:
    """Counts for the person where that is the rarer reading; a company of the name stays one."""
    rows = [
        *(row(person("Brian Tate")) for _ in range(12)),
        *(row(person("Tate")) for _ in range(people)),
        *(row(person("Tate", type="named_organisation")) for _ in range(2)),
    ]
    with ledger_of(rows, tmp_path) as ledger:
        lines = list(listed(ledger))
    assert {one.name for one in lines} == found
    assert lines[0].articles == 12 + people + 2 * (found == {"Brian Tate"})


def test_a_last_name_alone_stays_apart_where_two_share_it(tmp_path: Path) -> None:
    rows = [row(person(name)) for name in ("Brian Tate", "Rosa Tate") for _ in range(12)]
    with ledger_of([*rows, row(person("Tate"))], tmp_path) as ledger:
        assert total(ledger).single_names_merged == 0
        assert {one.name for one in listed(ledger)} == {"Brian Tate", "Rosa Tate", "Tate"}


@pytest.mark.parametrize(
    "kinds", [("other", "resident_or_witness"), ("resident_or_witness", "other")]
)
def test_an_occupation_counts_before_what_is_private(
    kinds: tuple[str, str], tmp_path: Path
) -> None:
    """Over articles as within one, however often each is said."""
    rows = [row(person("Ana Ruiz", kind=kind)) for kind in (*kinds, "resident_or_witness")]
    with ledger_of(rows, tmp_path) as ledger:
        (found,) = listed(ledger)
    assert found.kind == "other"
    assert of_roles("Ana Ruiz", ("friend", "farmer")).name == "other"


def test_who_was_asked_includes_whom_a_spokesperson_speaks_for(tmp_path: Path) -> None:
    rows = [
        row(Observed(type="unnamed_person", kind="unknown", speaks_for="Acme", refusals=1)),
        row(person("Acme", type="named_organisation", refusals=1, statements=0)),
        row(person("Ana Ruiz", refusals=1, statements=0)),
    ]
    with ledger_of(rows, tmp_path) as ledger:
        found = [(one.name, one.refusals, one.articles) for one in asked(ledger)]
        assert total(ledger).without_answer == 3
    assert found == [("Acme", 2, 2), ("Ana Ruiz", 1, 1)]


def test_new_voices_are_those_of_no_earlier_month(tmp_path: Path) -> None:
    rows = [
        row(person("Ana Ruiz"), date="2024-02-03"),
        row(person("Ana Ruiz"), person("Omar Aziz"), person("Holt"), date="2024-01-20"),
        row(person("Lena Holt"), date="2024-02-28T10:00:00Z"),
        row(person("Lena Holt"), date=None),
    ]
    with ledger_of(rows, tmp_path) as ledger:
        months = [(one.month, one.articles, one.voices, one.new) for one in by_month(ledger)]
    assert months == [("2024-01", 1, 2, 2), ("2024-02", 2, 2, 1)]


def test_rows_that_failed_are_named(tmp_path: Path) -> None:
    rows = [row(person("Ana Ruiz")), {"id": "x", "error": "not-english", "error_detail": "fr"}]
    with ledger_of(rows, tmp_path) as ledger:
        (bad,) = bad_rows(ledger)
        assert (total(ledger).articles, total(ledger).bad) == (1, 1)
    assert (bad.row, bad.id, bad.error, bad.detail) == (1, "x", "not-english", "fr")


def test_an_archive_without_rows_has_an_audit_without_figures(tmp_path: Path) -> None:
    with ledger_of([], tmp_path) as ledger:
        assert "0 articles" in render(ledger)
        assert list(listed(ledger)) == []
        assert len(list(summary_rows(ledger))) == len(Total.__struct_fields__)


@pytest.mark.parametrize(
    ("counts", "gini", "top"),
    [([1, 1, 1, 1], 0.0, 1.0), ([0, 0, 0, 8], 0.75, 1.0), ([1] * 20, 0.0, 0.5)],
)
def test_concentration(counts: list[int], gini: float, top: float) -> None:
    found = concentrate(counts)
    assert found.gini == pytest.approx(gini)
    assert found.top_share == pytest.approx(top)


SOURCES = st.builds(
    Observed,
    type=st.sampled_from(TYPES),
    kind=st.sampled_from(("public_office", "expert", "unknown")),
    sure=st.booleans(),
    name=st.sampled_from(NAMES),
    reason=st.sampled_from((None, "explained", "boilerplate")),
    statements=st.integers(0, 4),
    refusals=st.integers(0, 1),
).map(lambda one: one if one.type.startswith("named") else msgspec.structs.replace(one, name=None))
ROWS = st.lists(
    st.builds(
        lambda sources, section, date: row(*sources, section=section, date=date),
        st.lists(SOURCES, max_size=4),
        st.sampled_from(("Local", "Courts", None)),
        st.sampled_from(("2024-01-02", "2024-03-04", None)),
    ),
    max_size=8,
)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS)
def test_shares_add_up(tmp_path: Path, rows: list[dict[str, Any]]) -> None:
    """Nobody's statements are lost or counted twice, in the archive and in each group."""
    with ledger_of(rows, tmp_path) as ledger:
        whole = total(ledger)
        for column in ("type", "kind"):
            for grouping in (None, "section", "month"):
                for _, found in by_category(ledger, column, grouping):
                    assert sum(one.share or 0 for one in found) == pytest.approx(1)
            counted = sum(one.statements for _, f in by_category(ledger, column) for one in f)
            assert counted == whole.statements
        groups: dict[tuple[str, str], float] = {}
        for part in within(ledger):
            groups[part.grouping, part.value] = (
                groups.get((part.grouping, part.value), 0) + part.share
            )
        assert all(share == pytest.approx(1) for share in groups.values())
        for _, spread in concentration(ledger):
            assert 0 <= (spread.gini or 0) < 1
            assert spread.statements == sum(one.statements for one in listed(ledger))
            shares = lorenz(ledger)
            assert len(shares) == 101
            assert shares == sorted(shares)
            assert shares[-1] == 1


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=ROWS, data=st.data())
def test_the_order_of_the_articles_does_not_matter(
    tmp_path: Path, rows: list[dict[str, Any]], data: st.DataObject
) -> None:
    with ledger_of(rows, tmp_path) as ledger:
        told = render(ledger)
    with ledger_of(data.draw(st.permutations(rows)), tmp_path) as ledger:
        assert render(ledger) == told
