"""Checks what is locked and vendored against known vulnerabilities: ``make audit``.

The advisories are files in the OSV format (https://ossf.github.io/osv-schema): a zip file for each
ecosystem, as OSV exports them, or a folder of JSON files. Nothing is sent anywhere, so it works
without a network once the files are there.

Exit status: 0 if nothing is known, 1 if a locked package has an open advisory, 2 if the lock files
could not be checked, because there are no advisories for PyPI or they are too old.
"""

import json
import re
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

from packaging.utils import canonicalize_name
from packaging.version import InvalidVersion, Version

from deploy.supply.licences import ROOT, locked, read_rules

LOCKS: Final = ("requirements.lock", "requirements-dev.lock", "requirements-build.lock")
ACCEPTED: Final = Path(__file__).with_name("audit.toml")
PYPI: Final = "PyPI"
OLDEST: Final = timedelta(days=30)
"""A list whose newest advisory is older than this says nothing about today."""
_PURL: Final = re.compile(r"pkg:(?P<kind>\w+)/(?P<name>[^@]+)@(?P<version>.+)")
_ECOSYSTEMS: Final = {"pypi": PYPI, "npm": "npm"}

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Package:
    """What is used. ``where``: the file that says so."""

    ecosystem: str
    name: str
    version: str
    where: str


@dataclass(frozen=True, slots=True)
class Finding:
    """An advisory that a package's version is affected by."""

    package: Package
    advisory: str
    names: tuple[str, ...]
    """Its id and other names, such as CVE numbers."""
    summary: str


def used() -> list[Package]:
    """Return the packages of all lock files, and the vendored files."""
    found = [
        Package(PYPI, name, version, lock)
        for lock in LOCKS
        for name, version in locked(ROOT / lock).items()
    ]
    for one in read_rules()["vendored"]:
        purl = _PURL.fullmatch(one["purl"])
        if purl:
            ecosystem = _ECOSYSTEMS[purl["kind"]]
            found.append(Package(ecosystem, purl["name"], purl["version"], one["path"]))
    return found


def read_advisories(folder: Path) -> Iterator[Record]:
    """Yield the records in a folder's zip and JSON files. A folder that is not there has none."""
    for path in sorted(folder.rglob("*.zip")):
        with ZipFile(path) as archive:
            for name in archive.namelist():
                if name.endswith(".json"):
                    yield json.loads(archive.read(name))
    for path in sorted(folder.rglob("*.json")):
        yield json.loads(path.read_bytes())


def normalized(ecosystem: str, name: str) -> str:
    """Return a name as its ecosystem compares it."""
    return canonicalize_name(name) if ecosystem == PYPI else name


class Advisories:
    """Advisories by package."""

    def __init__(self, records: Iterable[Record]) -> None:
        self.newest: dict[str, datetime] = {}
        """When the newest advisory of each ecosystem was changed."""
        self._affected: dict[tuple[str, str], list[tuple[Record, Record]]] = defaultdict(list)
        for record in records:
            self._add(record)

    def _add(self, record: Record) -> None:
        changed = datetime.fromisoformat(record["modified"])
        for affected in record.get("affected", ()):
            package = affected.get("package")
            if package is None:
                continue
            ecosystem = str(package["ecosystem"])
            self.newest[ecosystem] = max(changed, self.newest.get(ecosystem, changed))
            if "withdrawn" not in record:
                key = ecosystem, normalized(ecosystem, package["name"])
                self._affected[key].append((record, affected))

    def of(self, package: Package) -> Iterator[Finding]:
        """Yield what is known about a package's version."""
        key = package.ecosystem, normalized(package.ecosystem, package.name)
        for record, affected in self._affected.get(key, ()):
            if is_affected(package.version, affected):
                names = (record["id"], *record.get("aliases", ()))
                yield Finding(package, record["id"], names, record.get("summary", ""))


def is_affected(version: str, affected: Mapping[str, Any]) -> bool:
    """Return whether a version is affected: it is listed, or is in one of the ranges."""
    if version in affected.get("versions", ()):
        return True
    return any(
        _is_in(version, one["events"])
        for one in affected.get("ranges", ())
        if one["type"] in {"ECOSYSTEM", "SEMVER"}
    )


def _is_in(version: str, events: Sequence[Mapping[str, str]]) -> bool:
    """Return whether a version is between an ``introduced`` and what ends it.

    ``fixed`` is the first version that is not affected, ``last_affected`` the last that is.
    """
    mine = _version(version)
    ordered = sorted(events, key=lambda event: _version(next(iter(event.values()))))
    for event, following in pairwise([*ordered, {}]):
        if "introduced" not in event or mine < _version(event["introduced"]):
            continue
        if "fixed" in following and mine >= _version(following["fixed"]):
            continue
        if "last_affected" in following and mine > _version(following["last_affected"]):
            continue
        return True
    return False


def _version(text: str) -> Version:
    """Return a version. One that cannot be parsed counts as older than all others."""
    try:
        return Version(text)
    except InvalidVersion:
        return Version("0.dev0")


def accepted(path: Path = ACCEPTED) -> dict[str, str]:
    """Return the advisories that are known not to matter here, each with the reason."""
    table: dict[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))["accepted"]
    return table


def unchecked(advisories: Advisories, ecosystem: str, now: datetime) -> str | None:
    """Return why an ecosystem's packages cannot be checked, or ``None`` if they can."""
    newest = advisories.newest.get(ecosystem)
    if newest is None:
        return f"there are no advisories for {ecosystem}"
    if now - newest > OLDEST:
        return f"the newest advisory for {ecosystem} is from {newest:%Y-%m-%d}: get a newer list"
    return None


def audit(
    packages: Sequence[Package],
    advisories: Advisories,
    excused: Mapping[str, str],
    now: datetime,
) -> tuple[list[str], int]:
    """Return the lines to print and the exit status."""
    lines, status = [], 0
    for ecosystem in sorted({package.ecosystem for package in packages}):
        mine = [package for package in packages if package.ecosystem == ecosystem]
        names = {(package.name, package.version) for package in mine}
        why = unchecked(advisories, ecosystem, now)
        if why:
            lines.append(f"NOT CHECKED: {len(names)} packages of {ecosystem}: {why}")
            status = max(status, 2 if ecosystem == PYPI else 0)
            continue
        lines.append(
            f"{len(names)} packages of {ecosystem} checked against advisories up to "
            f"{advisories.newest[ecosystem]:%Y-%m-%d}"
        )
        for finding in (one for package in mine for one in advisories.of(package)):
            excuse = next((excused[name] for name in finding.names if name in excused), None)
            package = finding.package
            what = f"{package.name} {package.version} ({package.where}): {finding.advisory}"
            lines.append(
                f"accepted: {what}: {excuse}" if excuse else f"OPEN: {what}: {finding.summary}"
            )
            status = max(status, 0 if excuse else 1)
    return lines, status


def main(arguments: list[str]) -> int:
    """Print what is known. ``arguments``: the folder with the advisories."""
    advisories = Advisories(read_advisories(Path(arguments[0])))
    lines, status = audit(used(), advisories, accepted(), datetime.now(UTC))
    sys.stdout.writelines(f"audit: {line}\n" for line in lines)
    sys.stdout.write("audit: images are not checked: scan them where they are published\n")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
