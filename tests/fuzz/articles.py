"""Score hostile articles, and hold the engine to what it promises of any."""

import time
from typing import Final, Literal

import msgspec
from evidence import check_spans

from scoring.engine import Engine
from scoring.errors import CopydeskError
from scoring.request import ScoreRequest
from scoring.values import OffsetUnit

Outcome = Literal["scored", "refused"]

SECONDS: Final = 2.0
"""The longest that a short article may take, on a busy machine: most take some milliseconds."""


def check(
    engine: Engine, content: str, *, html: bool, unit: OffsetUnit, most: float = SECONDS
) -> Outcome:
    """Score an article. It is refused in words or scored in time, with findings that stand in it.

    Raises ``AssertionError``, or what the engine should not have raised.
    """
    request = ScoreRequest(
        text=None if html else content,
        html=content if html else None,
        language="en",
        offsets=unit,
        selectors=len(content) % 2 == 0,
    )
    began = time.perf_counter()
    try:
        report = engine.score(request)
    except CopydeskError:
        return "refused"
    finally:
        took = time.perf_counter() - began
        assert took < most, f"{took:.1f} s for {len(content)} characters"
    msgspec.json.encode(report)
    text = report.document.text if html else content
    assert text is not None
    check_spans(text, report.evidence, unit)
    for name, score in report.scores.items():
        assert (score.value is None) == (score.score is None), name
        assert score.score is None or 0 <= score.score <= 100, name
    return "scored"
