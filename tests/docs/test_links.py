"""The pages lead somewhere, and name the version that there is."""

import re
import subprocess
from pathlib import Path

import pytest

from scoring.version import VERSION

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)
PATH = re.compile(r"`((?:scoring|service|training|tests|seeds|deploy|integrations|docs)/[\w./-]*)`")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every Markdown file of the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.md"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    return [ROOT / name for name in listed.stdout.split() if (ROOT / name).exists()]


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub links to them."""
    text = FENCED.sub("", page.read_text(encoding="utf-8"))
    return {
        re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-")
        for heading in HEADING.findall(text)
    }


def test_every_relative_link_leads_to_a_file_and_a_heading() -> None:
    """From each page, fragments too."""
    broken = []
    for page in pages():
        for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:", link):
                continue
            path, _, fragment = link.partition("#")
            target = (page.parent / path).resolve() if path else page
            if not target.exists() or (
                fragment and target.suffix == ".md" and fragment not in anchors(target)
            ):
                broken.append(f"{page.relative_to(ROOT)}: {link}")
    assert broken == []


def test_every_file_that_is_named_is_there() -> None:
    """A page that names a module which was moved sends its reader astray."""
    gone = [
        f"{page.relative_to(ROOT)}: {path}"
        for page in pages()
        if page.name != "CHANGELOG.md"
        for path in PATH.findall(page.read_text(encoding="utf-8"))
        if not (ROOT / path).exists()
    ]
    assert gone == []


def test_the_wheel_is_named_with_the_current_version() -> None:
    """Where a page names its file."""
    wheel = re.compile(r"copydesk-([\d.]+[\w.]*)-py3")
    named = [(page, v) for page in pages() for v in wheel.findall(page.read_text("utf-8"))]
    assert named
    assert [(page.name, v) for page, v in named if v != VERSION] == []
