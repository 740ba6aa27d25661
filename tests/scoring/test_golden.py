"""The seed's golden report: any change to it is seen and meant.

``UPDATE_SNAPSHOTS=1 pytest tests/scoring/test_golden.py`` writes it anew. Confidences are left
out: they may differ in the last digit between processors.
"""

import json
import os
from pathlib import Path
from typing import Any

import msgspec

from scoring.engine import Engine
from scoring.report.request import ScoreRequest

GOLDEN = Path(__file__).parents[2] / "seeds" / "report.json"
DIGITS = 3


def rounded(item: Any) -> Any:
    if isinstance(item, dict):
        return {key: rounded(value) for key, value in item.items() if key != "confidence"}
    if isinstance(item, list | tuple):
        return [rounded(value) for value in item]
    return round(item, DIGITS) if isinstance(item, float) else item


def test_the_seeds_report_is_the_golden_one(engine: Engine, seed_text: str) -> None:
    """Scores, figures and evidence."""
    report = rounded(msgspec.to_builtins(engine.score(ScoreRequest(text=seed_text, id="seed"))))
    if os.environ.get("UPDATE_SNAPSHOTS"):
        GOLDEN.write_text(json.dumps(report, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    assert report == json.loads(GOLDEN.read_text(encoding="utf-8"))
