"""Files of settings that are broken or hostile are refused in words, and quickly.

Rules, profiles and the settings for content systems may come from a repository that strangers send
changes to.
"""

import json
import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest

from scoring.calibration.profile import PACKAGED, load_profiles
from scoring.errors import BadProfile, BadRules, CopydeskError
from scoring.rules.rules_file import MOST_TOLD, load_rules
from service.cms.settings import discover, read_cms_settings
from service.settings import BadSettings, Settings, read_settings, variable

SECONDS: Final = 3.0

BROKEN: Final[dict[str, bytes]] = {
    "lists in lists": b"a = " + b"[" * 50_000 + b"]" * 50_000,
    "open lists": b"a = " + b"[" * 50_000,
    "a long number": b"[rules.quoted-stretch]\nwords = " + b"9" * 50_000,
    "a day that is none": b"a = 2026-02-31",
    "a table twice": b"[rules]\n[rules]",
    "a key twice": b"[rules.one-speaker]\nseverity = 'info'\nseverity = 'info'",
    "a NUL": b"[rules]\0",
    "half a surrogate pair": b'a = "\\ud800"',
    "UTF-16": "[rules]".encode("utf-16"),
    "Latin-1": "# Gespräche".encode("latin-1"),
    "an unclosed text": b'a = "' + b"a" * 100_000,
    "a byte order mark inside": b"[rules]\n\xef\xbb\xbfa = 1",
    "no number": b"[callback]\ntimeout = nan\n[rules.quoted-stretch]\nwords = nan",
    "no end": b"[callback]\ntimeout = inf\n[rules.quoted-stretch]\nwords = inf",
    "a long key": b"[rules." + b"a" * 100_000 + b"]",
    "a key of many parts": b"[" + b".".join([b"a"] * 20_000) + b"]",
    "many unknown rules": b"\n".join(b"[rules.a%d]" % n for n in range(20_000)),
    "control characters": b'[rules."\\u001b[31m\\u202e\\nrules.txt:1: fine"]',
}


def read_rules(path: Path) -> object:
    return load_rules(path)


def read_cms(path: Path) -> object:
    return read_cms_settings(path, discover())


READERS: Final[dict[Callable[[Path], object], type[CopydeskError]]] = {
    read_rules: BadRules,
    read_cms: BadSettings,
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("what", BROKEN)
def test_a_broken_file_is_refused_in_words(
    tmp_path: Path, reader: Callable[[Path], object], what: str
) -> None:
    path = tmp_path / "settings.toml"
    path.write_bytes(BROKEN[what])
    began = time.process_time()
    with pytest.raises(READERS[reader]) as raised:
        reader(path)
    assert time.process_time() - began < SECONDS
    lines = str(raised.value).splitlines()
    assert all(line.strip() for line in lines)
    assert len(lines) <= MOST_TOLD + 1


@pytest.mark.parametrize("reader", READERS)
def test_a_file_that_cannot_be_read_is_said_so(
    tmp_path: Path, reader: Callable[[Path], object]
) -> None:
    """A folder, a link that leads in a circle or nowhere, a name that is too long."""
    circle, nowhere = tmp_path / "circle.toml", tmp_path / "nowhere.toml"
    circle.symlink_to(circle)
    nowhere.symlink_to(tmp_path / "gone.toml")
    for path in (tmp_path, circle, nowhere, tmp_path / ("a" * 5000)):
        with pytest.raises(READERS[reader]):
            reader(path)


def test_a_thousand_errors_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("\n".join(f"[rules.a{number}]" for number in range(1000)))
    with pytest.raises(BadRules, match=rf"rules.a{MOST_TOLD - 1}: .*\n.*: and 900 more$"):
        load_rules(path)


def changed(**fields: object) -> bytes:
    content: dict[str, Any] = json.loads((PACKAGED / "default.json").read_text(encoding="utf-8"))
    return json.dumps({**content, "name": "ours", **fields}).encode()


PROFILES: Final[dict[str, bytes]] = {
    "lists in lists": b"[" * 1_000_000,
    "objects in objects": b'{"scores":' * 1_000_000,
    "UTF-16": changed().decode().encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + changed(),
    "no number": changed().replace(b'"score": 50.0', b'"score": NaN'),
    "beyond all numbers": changed().replace(b'"score": 50.0', b'"score": 1e999'),
    "a long number": changed(format="").replace(b'"format": ""', b'"format": ' + b"9" * 100_000),
    "a name with a path": changed(name="../default"),
    "a name with a line break": changed(name="a\nb"),
    "a noun with an escape sequence": changed(noun="\n\x1b[31m"),
    "a name that is taken": changed(name="default"),
    "no scales": changed(scores={}),
    "cut off": changed()[:200],
    "empty": b"",
    "half a surrogate pair": changed(description="@").replace(b'"@"', b'"\\ud800"'),
}


@pytest.mark.parametrize("what", PROFILES)
def test_a_broken_profile_is_refused_in_words(tmp_path: Path, what: str) -> None:
    (tmp_path / "ours.json").write_bytes(PROFILES[what])
    began = time.process_time()
    with pytest.raises(BadProfile, match=r"\w"):
        load_profiles(tmp_path, ("attribution", "anonymity", "hedging", "readability"))
    assert time.process_time() - began < SECONDS


NUMBERS: Final = [
    name
    for name, value in ((name, getattr(Settings(), name)) for name in Settings.__struct_fields__)
    if isinstance(value, int | float) and not isinstance(value, bool)
]


@pytest.mark.parametrize("name", NUMBERS)
@pytest.mark.parametrize("value", ["nan", "-inf", "1e999", "9" * 5000, "0x10", "\x1b[31m", "5;6"])
def test_a_number_that_is_none_is_refused(name: str, value: str) -> None:
    """NaN is neither above nor below any limit."""
    with pytest.raises(BadSettings) as raised:
        read_settings({variable(name): value})
    assert "\x1b" not in str(raised.value)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_said_so(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text("")
    path.chmod(0)
    for reader, error in READERS.items():
        with pytest.raises(error, match="Permission denied"):
            reader(path)
