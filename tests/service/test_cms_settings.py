"""The settings file on content systems, and the adapters that are installed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from service.cms.settings import CmsSettings, discover, read_cms_settings
from service.settings import BadSettings

SECRET = "hush, this is a secret"
GUEST = """
from service.cms.adapter import CmsArticle

class House:
    name = "house"
    description = "the house's own"
    status = 200
    acknowledges = deduplicates = tolerant = False
    options = ("field",)

    def verify(self, body, headers, secret, now):
        pass

    def read(self, payload, options):
        return CmsArticle(text=payload[options.get("field", "copy")])
"""


def read(folder: Path, text: str) -> CmsSettings:
    path = folder / "cms.toml"
    path.write_text(text)
    return read_cms_settings(path, discover())


def test_a_secret_is_as_long_as_what_it_stands_for(tmp_path: Path) -> None:
    """``whsec_`` and few characters of base64 look longer than the key that signs."""
    with pytest.raises(BadSettings, match=r"callback\.secret: .* 16 bytes after whsec_"):
        read(tmp_path, '[callback]\nsecret = "whsec_MDEyMzQ1Njc4OQ=="')
    read(tmp_path, '[callback]\nsecret = "whsec_MDEyMzQ1Njc4OWFiY2RlZg=="')


def test_without_a_file_nothing_is_called() -> None:
    """Callbacks are off by default, and no signature is asked for."""
    settings = read_cms_settings(None, discover())
    assert not settings.allow_list.takes("https://cms.example/")
    assert settings.of("ghost") == {}


def test_the_file_sets_secrets_callbacks_and_paths(tmp_path: Path) -> None:
    """What docs/cms.md shows."""
    settings = read(
        tmp_path,
        f"""
        [callback]
        allow = ["https://cms.example/hooks"]
        networks = ["10.1.0.0/16"]
        secret = "{SECRET}"
        [cms.ghost]
        secret = "{SECRET}"
        callback = "https://cms.example/hooks/ghost"
        [cms.custom]
        html = "entry.body"
        """,
    )
    assert settings.of("ghost")["callback"] == "https://cms.example/hooks/ghost"
    assert settings.of("custom") == {"html": "entry.body"}
    assert [str(network) for network in settings.networks] == ["10.1.0.0/16"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f'secret = "{SECRET}', "not valid TOML: something is not closed"),
        (f'secret "{SECRET}"', "not valid TOML: see line 1, column 8"),
        (f'secret = "{SECRET}"', "unknown field `secret`"),
        ('[callback]\nallow = ["https://cms.example"]', "callback.secret is missing"),
        (
            '[callback]\nsecret = "short"',
            "callback.secret: expected text of at least 16 characters",
        ),
        (f'[callback]\nsecret = "{SECRET}"\nallow = ["cms.example"]', "callback.allow"),
        ('[callback]\nnetworks = ["10.1.0.1/16"]', "has host bits set"),
        ("[cms.drupal]\n", "no adapter is named 'drupal'"),
        (f'[cms.ghost]\nsecrets = "{SECRET}"', "cms.ghost.secrets"),
        ('[cms.ghost]\nsecret = " "', "cms.ghost.secret: must not be empty"),
        ('[cms.ghost]\ncallback = "https://cms.example"', "not in callback.allow"),
        ('[cms.ghost]\nsecret = "fifteen letters"', "cms.ghost.secret: must have at least 16"),
        ("[cms.ghost]\nsecret = 7", "expected text, got a number"),
    ],
)
def test_a_mistake_is_named(tmp_path: Path, text: str, says: str) -> None:
    """By its key, and without the secret."""
    with pytest.raises(BadSettings) as refused:
        read(tmp_path, text)
    assert says in str(refused.value)
    assert SECRET not in str(refused.value)


def test_a_mistake_ends_serve_before_it_starts(tmp_path: Path) -> None:
    """Exit status 2 and a line that names the file."""
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from service.cli.main import main; raise SystemExit(main(['serve']))",
        ],
        env={**os.environ, "COPYDESK_CMS": str(tmp_path / "missing.toml")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "missing.toml: No such file" in done.stderr


def test_the_built_in_six_come_through_entry_points() -> None:
    """Each under its own name."""
    found = discover()
    assert set(found) == {"ghost", "superdesk", "wordpress", "ninjs", "newsarticle", "custom"}
    assert all(adapter.name == name for name, adapter in found.items())


def install(folder: Path, module: str, point: str) -> None:
    """Lay a distribution out as an installer would."""
    (folder / "guest.py").write_text(module)
    info = folder / "guest-7.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: guest\nVersion: 7.0\n")
    (info / "entry_points.txt").write_text(f"[copydesk.cms]\n{point}\n")


def run(folder: Path, code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from service.cms.settings import discover; " + code],
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_guest_shows_up_without_a_change(tmp_path: Path) -> None:
    """A newsroom adds its own by installing it."""
    install(tmp_path, GUEST, "house = guest:House")
    read_ = "print(discover()['house'].read({'body': 'x'}, {'field': 'body'}).text)"
    assert run(tmp_path, read_).stdout == "x\n"


@pytest.mark.parametrize(
    ("module", "point", "says"),
    [
        ("", "house = guest:Missing", "cannot be loaded"),
        ("Half = object()", "half = guest:Half", "not an adapter"),
        (GUEST, "home = guest:House", "named 'house'"),
        (GUEST.replace('"house"', '"ghost"'), "ghost = guest:House", "two adapters"),
    ],
)
def test_a_bad_guest_is_refused(tmp_path: Path, module: str, point: str, says: str) -> None:
    """It says which and why, rather than run without it."""
    install(tmp_path, module, point)
    done = run(tmp_path, "discover()")
    assert done.returncode == 1
    assert "BadAdapter" in done.stderr
    assert says in done.stderr
