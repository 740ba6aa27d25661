"""The image carries what serves, and only that."""

import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import pytest

from deploy.supply.image import Stale, compiled, image_lock, read_rules, slim, superfluous
from deploy.supply.licences import LOCK, ROOT, locked

RULES = read_rules()
SITE = Path(str(distribution("spacy").locate_file("")))
"""Where the packages are installed that the image installs too."""

WITHOUT = """
import sys
from importlib.abc import MetaPathFinder

class Missing(MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if any(name == gone or name.startswith(gone + ".") for gone in GONE):
            raise ModuleNotFoundError(f"left out: {name}", name=name)

sys.meta_path.insert(0, Missing())
"""
"""Makes modules look as if they were not installed."""

SERVE = """
EXTRAS = ("service.archive", "service.overview", "service.pdf")  # the image has no extras
from importlib import import_module
from pkgutil import walk_packages

import scoring
import service
from litestar.testing import TestClient
from service.app import create_app
from service.cli.main import main
from service.engine import load_engine
from service.scheduling.service import ScoringService
from service.settings import read_settings

settings = read_settings({})
app = create_app(ScoringService(lambda: load_engine(settings), settings), settings)
with TestClient(app, base_url="http://127.0.0.1") as client:
    while client.get("/health/ready").status_code != 200:
        pass
    text = {"text": "The bridge may open in May, Mayor Ruth Adler said."}
    assert client.post("/v1/score", json=text).json()["scores"]["attribution"]
    assert client.post("/v1/score/batch", json=[text]).status_code == 200
    for path in ("/", "/schema/openapi.json", "/metrics", "/v1/scorers", "/v1/profiles"):
        assert client.get(path).status_code == 200, path
for package in (service, scoring):
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.startswith(EXTRAS):
            import_module(module.name)
for command in ("score", "check", "explain"):
    assert main([command, *sys.argv[1:]]) == 0, command
"""


def modules_of(package: str) -> set[str]:
    """Return the top-level modules that a package installs."""
    files = distribution(package).files or []
    return {
        name.removesuffix(".py")
        for name in (file.parts[0] for file in files if file.suffix in {".py", ".so"})
        if re.fullmatch(r"\w+(\.py)?", name)
    }


def left_out() -> set[str]:
    """Return the modules that the image does not have."""
    packages = {module for name in RULES["packages"] for module in modules_of(name)}
    files = {
        ".".join(path.relative_to(SITE).with_suffix("").parts)
        for path in superfluous(SITE, RULES)
        if path.is_dir()
    }
    return packages | files


def test_it_serves_without_what_is_left_out(tmp_path: Path) -> None:
    """Every endpoint and command of the image, with the real model."""
    article = tmp_path / "article.txt"
    article.write_text("The bridge may open in May, Mayor Ruth Adler said on Tuesday.")
    gone = left_out()
    assert {"faker", "nltk", "huggingface_hub", "spacy.lang.de"} <= gone
    program = f"GONE = {sorted(gone)!r}\n{WITHOUT}\n{SERVE}"
    done = subprocess.run(
        [sys.executable, "-c", program, str(article)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


def test_a_package_that_is_needed_would_be_missed() -> None:
    """The test above can fail."""
    program = f"GONE = ['msgspec']\n{WITHOUT}\nimport service.app"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert "left out: msgspec" in done.stderr


def test_the_lock_keeps_its_hashes_and_loses_only_what_is_named() -> None:
    """Each package that stays has all its hashes."""
    whole = LOCK.read_text(encoding="utf-8")
    kept = image_lock(whole, RULES)
    names = set(re.findall(r"^([\w.-]+)==", kept, re.MULTILINE))
    assert names == set(locked()) - set(RULES["packages"])
    assert all(line in whole for line in kept.splitlines())
    assert kept.count("--hash=sha256:") > len(names)


def test_a_package_that_is_gone_is_no_silent_rule() -> None:
    """Else a list of names would rot."""
    with pytest.raises(Stale, match="spacy"):
        image_lock("numpy==1 \\\n    --hash=sha256:00\n", {"packages": {"spacy": "big"}})


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of packages."""
    for name in ("a/__init__.py", "a/tests/test_a.py", "a/b.so", "lang/en/__init__.py"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    (tmp_path / "lang" / "tlh").mkdir()
    (tmp_path / "lang" / "tlh" / "__init__.py").touch()
    return tmp_path


RULE: dict[str, Any] = {
    "files": {"*/tests": "tests"},
    "languages": {"folder": "lang", "keep": ["en"]},
    "debug": {"packages": ["a"]},
}


def test_files_are_removed(site: Path) -> None:
    """What the patterns name, and languages that are not kept."""
    slim(site, RULE)
    left = {str(path.relative_to(site)) for path in site.rglob("*") if path.is_file()}
    assert left == {"a/__init__.py", "a/b.so", "lang/en/__init__.py"}
    assert list(compiled(site, RULE)) == [site / "a" / "b.so"]


@pytest.mark.parametrize(
    "changed",
    [
        {"files": {"*/no-such": "tests"}},
        {"languages": {"folder": "lang", "keep": ["en", "de"]}},
        {"debug": {"packages": ["lang"]}},
    ],
)
def test_a_rule_that_fits_nothing_is_an_error(site: Path, changed: dict[str, Any]) -> None:
    """A pattern, a language, a package."""
    with pytest.raises(Stale):
        _ = list(superfluous(site, RULE | changed)) + list(compiled(site, RULE | changed))
