"""What is locked is checked against advisories, and what cannot be checked is said."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from deploy.supply.audit import (
    LOCKS,
    PYPI,
    Advisories,
    Package,
    Record,
    accepted,
    audit,
    is_affected,
    main,
    read_advisories,
    used,
)

NOW = datetime(2026, 11, 1, tzinfo=UTC)
MINE = Package(PYPI, "made-up", "1.5", "a.lock")
SCRIPT = Package("npm", "made-up-js", "1.0.0", "a.js")


def record(*, name: str = "Made_Up", ecosystem: str = PYPI, **more: Any) -> Record:
    """Return an advisory about versions from 1.0 to before 2.0."""
    events = [{"introduced": "1.0"}, {"fixed": "2.0"}]
    ranges = [{"type": "ECOSYSTEM", "events": events}]
    package = {"ecosystem": ecosystem, "name": name}
    return {
        "id": "PYSEC-1",
        "aliases": ["CVE-1"],
        "modified": "2026-10-31T00:00:00Z",
        "summary": "It is bad.",
        "affected": [{"package": package, "ranges": ranges}],
    } | more


def result(*records: Record, excused: dict[str, str] | None = None) -> tuple[list[str], int]:
    return audit([MINE, SCRIPT], Advisories(records), excused or {}, NOW)


def test_an_open_advisory_fails() -> None:
    """Whatever the spelling of the package's name."""
    lines, status = result(record())
    assert status == 1
    assert "OPEN: made-up 1.5 (a.lock): PYSEC-1: It is bad." in lines


def test_an_accepted_advisory_is_told() -> None:
    """By any of its names, with the reason."""
    lines, status = result(record(), excused={"CVE-1": "only with a flag"})
    assert status == 0
    assert "accepted: made-up 1.5 (a.lock): PYSEC-1: only with a flag" in lines


@pytest.mark.parametrize("other", [record(withdrawn="2026-01-01T00:00:00Z"), record(name="mad")])
def test_what_is_withdrawn_or_about_another_package_is_not_open(other: Record) -> None:
    assert result(other)[1] == 0


def test_without_a_list_nothing_is_vouched_for() -> None:
    """No list is not the same as no advisory."""
    lines, status = result()
    assert status == 2
    assert "NOT CHECKED: 1 packages of PyPI: there are no advisories for PyPI" in lines


def test_an_old_list_vouches_for_nothing() -> None:
    """The newest advisory tells how old it is."""
    old = (NOW - timedelta(days=31)).isoformat()
    lines, status = result(record(name="other", modified=old))
    assert status == 2
    assert any("get a newer list" in line for line in lines)


def test_a_missing_list_of_another_ecosystem_is_told() -> None:
    """The lock files have been checked, so that is no failure."""
    lines, status = result(record(name="other"))
    assert status == 0
    assert "NOT CHECKED: 1 packages of npm: there are no advisories for npm" in lines


def event(**events: str) -> list[dict[str, str]]:
    return [{name.rstrip("_2"): version} for name, version in events.items()]


@pytest.mark.parametrize(
    ("version", "events", "affected"),
    [
        ("1.0", event(introduced="0"), True),
        ("1.0", event(introduced="0", fixed="1.0"), False),
        ("1.0rc1", event(introduced="0", fixed="1.0"), True),
        ("1.0", event(introduced="0", last_affected="1.0"), True),
        ("1.0.1", event(introduced="0", last_affected="1.0"), False),
        ("1.5", event(introduced="0", fixed="1.0", introduced_2="2.0", fixed_2="2.1"), False),
        ("2.0.5", event(introduced="0", fixed="1.0", introduced_2="2.0", fixed_2="2.1"), True),
        ("1.10", event(introduced="1.9"), True),
    ],
)
def test_ranges(version: str, events: list[dict[str, str]], affected: bool) -> None:  # noqa: FBT001 - a table's column
    """As the OSV schema defines them, in the order of versions, not of letters."""
    ranges = [{"type": "ECOSYSTEM", "events": list(reversed(events))}]
    assert is_affected(version, {"ranges": ranges}) is affected
    assert not is_affected(version, {"ranges": [{"type": "GIT", "events": events}]})


def test_versions_can_be_listed() -> None:
    assert is_affected("1.0.post1", {"versions": ["1.0.post1"]})


def test_advisories_are_read_from_zip_files_and_folders(tmp_path: Path) -> None:
    """As they are exported; a folder that is not there has none."""
    with ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("PYSEC-1.json", json.dumps(record()))
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "PYSEC-2.json").write_text(json.dumps(record(id="PYSEC-2")))
    assert [one["id"] for one in read_advisories(tmp_path)] == ["PYSEC-1", "PYSEC-2"]
    assert list(read_advisories(tmp_path / "no-such")) == []


def test_all_that_is_used_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Three lock files and what lies in the repository."""
    assert {package.where for package in used()} > set(LOCKS)
    assert {package.ecosystem for package in used()} == {PYPI, "npm"}
    assert main([str(tmp_path)]) == 2
    assert "NOT CHECKED" in capsys.readouterr().out


def test_every_accepted_advisory_has_a_reason() -> None:
    assert all(reason.strip() for reason in accepted().values())
