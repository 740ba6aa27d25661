"""The README's sample report is the golden report, shortened; its options are those declared.

``UPDATE_SNAPSHOTS=1 pytest tests/docs`` rewrites it.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

from scoring.report.options import OPTIONS, Option

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GOLDEN = ROOT / "seeds" / "report.json"
SAMPLE = re.compile(r"(?<=```json\n).*?(?=```)", re.DOTALL)
TABLE = re.compile(
    r"(?<=\| option \| values \| default \| meaning \|\n\|---\|---\|---\|---\|\n)(?:\|.*\n)*"
)
WIDTH = 116
SHOWN = ("comparison", "score", "typical", "percentile", "value", "unit", "metrics", "advice")
EVIDENCE = ("attributions", "speakers", "hedges")
METRICS = ("statements", "attitudes", "speakers")


def shorten(report: Any) -> Any:
    """Keep what made the report, the document's counts, one score, and a little evidence."""
    score = report["scores"]["attribution"]
    score["metrics"] = {name: score["metrics"][name] for name in METRICS}
    return {
        "engine": report["engine"],
        "document": report["document"],
        "scores": {"attribution": {name: score[name] for name in SHOWN}},
        "evidence": {name: report["evidence"][name][:1] for name in EVIDENCE},
    }


def lay_out(value: Any, indent: int = 0) -> str:
    """Write JSON with a line for what fits on one."""
    line = json.dumps(value, ensure_ascii=False)
    if len(line) + indent <= WIDTH or not isinstance(value, dict | list):
        return line
    inner = " " * (indent + 2)
    if isinstance(value, list):
        parts, marks = [lay_out(item, indent + 2) for item in value], "[]"
    else:
        parts = [f'"{key}": {lay_out(item, indent + 2)}' for key, item in value.items()]
        marks = "{}"
    body = f",\n{inner}".join(parts)
    return f"{marks[0]}\n{inner}{body}\n{' ' * indent}{marks[1]}"


def test_the_readmes_sample_is_the_golden_report() -> None:
    """Value for value, so that a change of the report is a change of the README."""
    readme = README.read_text(encoding="utf-8")
    sample = lay_out(shorten(json.loads(GOLDEN.read_text(encoding="utf-8")))) + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        readme = SAMPLE.sub(lambda _: sample, readme, count=1)
        README.write_text(readme, encoding="utf-8")
    found = SAMPLE.search(readme)
    assert found
    assert found.group() == sample


def describe(option: Option) -> str:
    """Write an option's row."""
    least, most = option.bounds
    values = {
        "flag": "`true`, `false`",
        "choice": ", ".join(f"`{choice}`" for choice in option.choices),
        "number": f"{least} to {most}",
        "names": "list of names",
        "string": "string",
    }[option.kind]
    default = "" if option.default is None else f"`{json.dumps(option.default).strip(chr(34))}`"
    return f"| `{option.name}` | {values} | {default} | {option.description} |\n"


def test_the_readmes_options_are_those_declared() -> None:
    """In the declaration's order and words."""
    readme = README.read_text(encoding="utf-8")
    table = "".join(map(describe, OPTIONS))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        readme = TABLE.sub(lambda _: table, readme, count=1)
        README.write_text(readme, encoding="utf-8")
    found = TABLE.search(readme)
    assert found
    assert found.group() == table
