"""The licenses of everything that copydesk installs: ``make licences``.

They come from the metadata of the installed packages, for the packages in ``requirements.lock``.
"""

import re
import sys
import tomllib
from dataclasses import dataclass
from importlib.metadata import PackageMetadata, metadata
from pathlib import Path
from typing import Any, Final

from packaging.utils import canonicalize_name

ROOT: Final = Path(__file__).parents[2]
LOCK: Final = ROOT / "requirements.lock"
RULES: Final = Path(__file__).with_name("licences.toml")
_PIN: Final = re.compile(r"^([A-Za-z0-9._-]+)==([^ \\]+)", re.MULTILINE)
_PREFIX: Final = "License :: OSI Approved :: "


@dataclass(frozen=True, slots=True)
class Dependency:
    """A package with its license as an SPDX expression, or ``None`` if it is unknown."""

    name: str
    version: str
    licence: str | None


def read_rules(path: Path = RULES) -> dict[str, Any]:
    """Return the rules."""
    return tomllib.loads(path.read_text(encoding="utf-8"))


def locked(path: Path = LOCK) -> dict[str, str]:
    """Return the versions in a lock file by package."""
    return dict(_PIN.findall(path.read_text(encoding="utf-8")))


def licence_of(found: PackageMetadata, rules: dict[str, Any]) -> str | None:
    """Return the license in a package's metadata as an SPDX expression."""
    name = canonicalize_name(found["Name"])
    if name in rules["known"]:
        return str(rules["known"][name])
    classifiers = found.get_all("Classifier") or []
    said = [*(found.get_all("License-Expression") or []), *(found.get_all("License") or [])]
    said += [one.removeprefix(_PREFIX) for one in classifiers if one.startswith(_PREFIX)]
    for words in said:
        words = rules["words"].get(words.strip(), words.strip())  # noqa: PLW2901 - the same, spelt right
        if is_expression(words):
            return str(words)
    return None


def is_expression(words: str) -> bool:
    """Return whether the expression consists of identifiers."""
    return all(re.fullmatch(r"[A-Za-z0-9.+-]+", part) for part in re.split(r" (?:AND|OR) ", words))


def is_allowed(licence: str | None, allowed: list[str]) -> bool:
    """Return whether a license is allowed: any one of alternatives, but all of a conjunction."""
    if licence is None:
        return False
    return all(
        any(choice in allowed for choice in part.split(" OR ")) for part in licence.split(" AND ")
    )


def dependencies(rules: dict[str, Any], lock: Path = LOCK) -> list[Dependency]:
    """Return the packages of the lock file, and the third-party files in the repository."""
    packages = [
        Dependency(name, version, licence_of(metadata(name), rules))
        for name, version in sorted(locked(lock).items())
    ]
    vendored = [
        Dependency(one["name"], one["version"], one["licence"]) for one in rules["vendored"]
    ]
    return packages + vendored


def refused(found: list[Dependency], rules: dict[str, Any]) -> list[Dependency]:
    """Return dependencies whose license is neither allowed nor an exception."""
    return [
        one
        for one in found
        if not is_allowed(one.licence, rules["allowed"]) and one.name not in rules["exceptions"]
    ]


def main() -> int:
    """Print a table. Return 1 if a license is not allowed."""
    rules = read_rules()
    found = dependencies(rules)
    sys.stdout.write("| package | version | licence |\n|---|---|---|\n")
    for one in found:
        sys.stdout.write(f"| {one.name} | {one.version} | {one.licence or 'unknown'} |\n")
    sys.stdout.write("\n")
    for name, reason in rules["exceptions"].items():
        sys.stdout.write(f"{name}: {reason}.\n")
    bad = refused(found, rules)
    for one in bad:
        sys.stderr.write(f"licences: {one.name} {one.version}: {one.licence or 'unknown'}\n")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
