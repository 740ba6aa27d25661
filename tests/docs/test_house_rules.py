"""The guide to house rules tells of the rules that there are, and its examples hold."""

import re
from pathlib import Path

from scoring.rules.rule import discover
from scoring.rules.rules_file import load_rules

GUIDE = Path(__file__).parents[2] / "docs" / "how-to" / "house-rules.md"
ROW = re.compile(r"^\| `([a-z-]+)` \| .* \| (error|warning|note|off) \| (\d+) of (\d+) \|$", re.M)
ENOUGH = 0.8


def test_the_table_has_every_rule_with_its_severity() -> None:
    """Those that are off say so, and none is on whose prompts are right too seldom."""
    rows = ROW.findall(GUIDE.read_text(encoding="utf-8"))
    shown = {name: severity for name, severity, _, _ in rows}
    rules = discover().values()
    assert shown == {r.name: r.defaults.severity if r.defaults.on else "off" for r in rules}
    for name, severity, right, read in rows:
        assert severity == "off" or int(right) >= ENOUGH * int(read), name


def test_the_example_of_a_file_can_be_loaded(tmp_path: Path) -> None:
    """As it stands there."""
    example = re.search(r"```toml\n(\[rules\.unnamed.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert example
    path = tmp_path / "house.toml"
    path.write_text(example[1], encoding="utf-8")
    book = load_rules(path, {"default", "sport"})
    assert book.settings()["unnamed-without-reason"].severity == "error"
    assert not book.settings("sport")["one-speaker"].on
    assert len(book.ignores) == 1
