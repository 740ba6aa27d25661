"""The table of deciders is that of the code, and the guide's output is what the command prints.

``UPDATE_SNAPSHOTS=1 pytest tests/docs`` writes both anew.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.report import explanation
from scoring.report.deciders import load_deciders
from service.cli.main import main

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "explanations.md"
GUIDE = ROOT / "docs" / "how-to" / "wrong-speaker.md"
TABLE = re.compile(r"(?<=\|---\|---\|---\|---\|\n)(?:\|.*\n)*")
SHOWN = re.compile(
    r"```\ncopydesk (?P<command>explain [^\n]+)\n```\n(?:(?!```).)*```text\n(?P<shown>.*?)```",
    re.DOTALL,
)
UPDATE = bool(os.environ.get("UPDATE_SNAPSHOTS"))


def test_the_table_of_deciders_is_complete() -> None:
    """Name, kind, what it does, and the module."""
    table = "".join(
        f"| `{name}` | {one.by} | {one.does} | `{one.code}` |\n"
        for name, one in load_deciders().items()
    )
    page = PAGE.read_text(encoding="utf-8")
    if UPDATE:
        page = TABLE.sub(lambda _: table, page)
        PAGE.write_text(page, encoding="utf-8")
    found = TABLE.findall(page)
    assert found[-1] == table


def test_the_limits_are_those_of_the_code() -> None:
    """Clues, losers, clues of a report."""
    page = PAGE.read_text(encoding="utf-8")
    assert f"its {explanation.MOST_CLUES} clues that weigh most" in page
    assert f"the {explanation.MOST_LOSERS} best `losers`" in page
    assert f"{explanation.MOST_CLUES_OF_A_REPORT:,} clues" in page


def blocks(lines: list[str]) -> Iterator[list[str]]:
    """Lines between empty ones."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []


def test_the_guide_shows_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Block by block, in a terminal of 80 columns. A block is known by its first line's words."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "80")
    guide = GUIDE.read_text(encoding="utf-8")
    found = [*SHOWN.finditer(guide)]
    assert len(found) == 3
    for match in found:
        main(match["command"].split())
        printed = [*blocks(capsys.readouterr().out.splitlines())]
        shown = [*blocks(match["shown"].splitlines())]
        if UPDATE:
            shown = [next(p for p in printed if p[0].startswith(s[0])) for s in shown]
            told = "\n\n".join("\n".join(block) for block in shown) + "\n"
            guide = guide.replace(match["shown"], told)
        assert [block for block in shown if block not in printed] == []
    if UPDATE:
        GUIDE.write_text(guide, encoding="utf-8")
