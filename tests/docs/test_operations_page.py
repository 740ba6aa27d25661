"""The table of settings is that of the code. ``UPDATE_SNAPSHOTS=1 pytest tests/docs`` writes it."""

import os
import re
from pathlib import Path

from service.settings import list_settings

PAGE = Path(__file__).parents[2] / "docs" / "operations.md"
TABLE = re.compile(r"(?<=\| variable \| default \| meaning \|\n\|---\|---\|---\|\n)(?:\|.*\n)*")


def row(name: str, default: str, meaning: str) -> str:
    shown = f"`{default}`" if default else ""
    return f"| `{name}` | {shown} | {meaning} |\n"


def test_every_setting_is_there() -> None:
    """With the default and the words of ``copydesk serve --help``."""
    table = "".join(row(*one) for one in list_settings())
    page = PAGE.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        page = TABLE.sub(lambda _: table, page)
        PAGE.write_text(page, encoding="utf-8")
    assert TABLE.findall(page) == [table]
