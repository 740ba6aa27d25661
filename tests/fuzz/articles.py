"""Score hostile articles, and hold the engine to what it promises of any."""

import time
from contextlib import suppress
from typing import Final, Literal, NamedTuple

import msgspec
from evidence import check_spans

from scoring.engine import Engine
from scoring.errors import CopydeskError
from scoring.report.request import ScoreRequest
from scoring.types import OffsetUnit


class Checked(NamedTuple):
    """What came of an article, and the seconds of processor time that it took.

    Processor time, since other work on the machine may take the rest.
    """

    outcome: Literal["scored", "refused"]
    seconds: float


SECONDS: Final = 2.0
"""The longest that a short article may take: most take some milliseconds."""


def check(
    engine: Engine, content: str, *, html: bool, unit: OffsetUnit, most: float = SECONDS
) -> Checked:
    """Score an article. It is refused in words or scored in time, with findings that stand in it.

    ``most``: the longest that it may take, in seconds of processor time.

    Raises ``AssertionError``, or what the engine should not have raised.
    """
    request = ScoreRequest(
        text=None if html else content,
        html=content if html else None,
        language="en",
        offsets=unit,
        selectors=len(content) % 2 == 0,
        explain=len(content) % 3 == 0,
        prompts=len(content) % 2 == 1,
    )
    report = None
    began = time.process_time()
    with suppress(CopydeskError):
        report = engine.score(request)
    took = time.process_time() - began
    assert took < most, f"{took:.1f} s for {len(content)} characters"
    if report is None:
        return Checked("refused", took)
    msgspec.json.encode(report)
    text = report.document.text if html else content
    assert text is not None
    check_spans(text, report.evidence, unit)
    for name, score in report.scores.items():
        assert (score.value is None) == (score.score is None), name
        assert score.score is None or 0 <= score.score <= 100, name
    return Checked("scored", took)
