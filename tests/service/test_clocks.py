"""Durations are taken from a clock that nobody can set."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SETTABLE = {
    ("time", "time"),
    ("time", "time_ns"),
    ("datetime", "now"),
    ("datetime", "utcnow"),
    ("datetime", "today"),
    ("date", "today"),
}
ALLOWED = {
    "service/webhooks/sender.py",  # the time in a signature
    "service/cms/receiver.py",  # the age of a signature
    "service/observability/spans.py",  # when a span was, of which the length is measured otherwise
}


def settable(source: str) -> list[str]:
    """Return where a program reads the clock on the wall."""
    tree = ast.parse(source)
    found = [
        f"{node.value.id}.{node.attr}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and (node.value.id, node.attr) in SETTABLE
    ]
    return found + [
        f"from {node.module} import {alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if (node.module, alias.name) in SETTABLE
    ]


def test_no_duration_is_taken_from_the_wall() -> None:
    """Else a clock set back would hold a queue up, or give a client for ever."""
    read = {
        str(path.relative_to(ROOT))
        for folder in ("service", "scoring")
        for path in (ROOT / folder).rglob("*.py")
        if settable(path.read_text(encoding="utf-8"))
    }
    assert read == ALLOWED


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("import time\nbegan = time.time()", 1),
        ("from time import time", 1),
        ("from datetime import datetime\ndatetime.now()", 1),
        ("from time import monotonic, perf_counter\nmonotonic()", 0),
    ],
)
def test_a_clock_on_the_wall_is_seen(source: str, found: int) -> None:
    """The check above can fail."""
    assert len(settable(source)) == found
