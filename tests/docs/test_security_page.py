"""The table of guarantees names tests that are there, and figures that are the code's."""

import re
from pathlib import Path

import pytest

from service.middleware.body import PIECE
from service.middleware.pace import BURST, EARNED, LONGEST, RATE
from service.scheduling.places import LONGEST as KEPT
from service.settings import Settings

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
DEFAULTS = Settings()
MEBI = 1024 * 1024
PACED = f"Errors that are sent at once; more wait up to {LONGEST:g} s"


def rows() -> list[list[str]]:
    """Return the cells of each guarantee."""
    table = PAGE.partition("| guarantee |")[2].partition("\n\n")[0]
    cells = [[cell.strip() for cell in line.strip("| ").split("|")] for line in table.splitlines()]
    return [row for row in cells[2:] if not row[0].startswith("**")]


def limit(guarantee: str) -> str:
    (found,) = [row[1] for row in rows() if row[0].startswith(guarantee)]
    return found


def test_every_guarantee_has_a_test_that_is_there() -> None:
    assert len(rows()) > 30
    for row in rows():
        named = re.findall(r"`([\w./]+\.py)`", row[2])
        assert named, row[0]
        for name in named:
            folder = ROOT if "/" in name else ROOT / "tests" / "service"
            assert (folder / name).is_file(), name


@pytest.mark.parametrize(
    ("guarantee", "figure"),
    [
        ("Connections that send nothing", f"{DEFAULTS.client_wait:g} s"),
        ("Connections over all workers", f"{DEFAULTS.connections:,}"),
        ("A single article", f"{DEFAULTS.max_body_bytes // MEBI} MiB"),
        ("A single article", f"{DEFAULTS.max_characters:,} characters"),
        ("An array", f"{DEFAULTS.max_batch_articles} articles"),
        ("An array", f"{DEFAULTS.max_batch_bytes // MEBI} MiB"),
        ("Errors in a batch", f", {DEFAULTS.max_batch_errors}"),
        ("All bodies", f"{DEFAULTS.max_held_bytes // MEBI} MiB"),
        ("A large body", f"{PIECE // 1024} KiB in {DEFAULTS.client_wait / 6:g} s"),
        ("An incomplete body", f"{DEFAULTS.client_wait:g} s"),
        ("An article takes at most", f"{DEFAULTS.timeout:g} s"),
        (PACED, f"{RATE:g} a second"),
        (PACED, f"{EARNED} for each scored article"),
        (PACED, f"{BURST} after a pause"),
        ("A request whose body does not arrive", f"{KEPT:g} s"),
    ],
)
def test_a_figure_is_the_codes(guarantee: str, figure: str) -> None:
    assert figure in limit(guarantee)
