"""The package holds together. Needs no WordPress."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from wordpress.site import ROOT, pack

PLUGIN = ROOT / "integrations" / "wordpress" / "copydesk"
PHP_FILES = sorted(PLUGIN.rglob("*.php"))


def test_the_zip_has_everything(tmp_path: Path) -> None:
    """The script that finds evidence as a file, and the licence."""
    with zipfile.ZipFile(pack(tmp_path / "copydesk.zip")) as archive:
        names = archive.namelist()
        anchor = archive.read("copydesk/assets/anchor.js")
    here = {f"copydesk/{path.relative_to(PLUGIN)}" for path in PLUGIN.rglob("*") if path.is_file()}
    assert set(names) == here | {"copydesk/LICENSE"}
    assert anchor == (ROOT / "integrations" / "anchor" / "anchor.js").read_bytes()


def test_one_version() -> None:
    """In the header, in the code, in the readme, and of Python's package."""
    main, readme = [(PLUGIN / name).read_text() for name in ("copydesk.php", "readme.txt")]
    found = [
        *re.findall(r"Version:\s+(\S+)", main),
        *re.findall(r"VERSION = '(\S+)'", main),
        *re.findall(r"Stable tag: (\S+)", readme),
        *re.findall(r'^version = "(\S+)"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE),
    ]
    assert len(found) == 4
    assert len(set(found)) == 1


def test_every_script_is_loaded() -> None:
    """The list in PHP is what lies in the folder; ``anchor.js`` is imported by address."""
    listed = re.findall(
        r"^\t'(\w+)'\s+=> array\(", (PLUGIN / "includes/editor.php").read_text(), re.M
    )
    lying = {path.stem for path in (PLUGIN / "assets").glob("*.js")} - {"anchor"}
    assert len(listed) == len(lying)
    assert set(listed) == lying


def test_every_string_can_be_translated() -> None:
    """Each call of gettext names the plugin's domain."""
    calls = 0
    for path in [*PHP_FILES, *(PLUGIN / "assets").glob("*.js")]:
        for call in re.finditer(
            r"\b(?:esc_html__|__|_n)\(\s", path.read_text().replace("__(", "__( ")
        ):
            text = path.read_text().replace("__(", "__( ")[call.start() :]
            calls += 1
            assert re.match(r"(?s)[^;]*?[\"']copydesk[\"']", text), (path.name, text[:80])
    assert calls > 60


@pytest.mark.skipif(shutil.which("php") is None, reason="no php here")
@pytest.mark.parametrize("path", PHP_FILES, ids=lambda path: path.name)
def test_php_is_in_order(path: Path) -> None:
    done = subprocess.run(["php", "-l", str(path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", PHP_FILES, ids=lambda path: path.name)
def test_no_file_does_anything_by_itself(path: Path) -> None:
    """Called without WordPress around it, it ends at once."""
    assert re.search(r"defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \) \|\| exit;", path.read_text())
