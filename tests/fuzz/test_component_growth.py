"""No component takes quadratic time, whatever an article is full of.

The worst texts are those of the fuzzing, and phrases with long gaps in them. They are far shorter
than an article may be, so what is slow in one of them would hold the service for minutes.
"""

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Final

import pytest

from fuzz.hostile import WORST_TEXTS, fill
from scoring.engine import Engine
from scoring.errors import CopydeskError
from scoring.report.request import ScoreRequest

LENGTH: Final = 8000
GROWTH: Final = 3.0
TRIES: Final = 3
"""What is quadratic is slow each time; the collector or another process is only once."""
SLACK: Final = 0.15
"""Seconds of processor time that anything may take, as a short measurement is not exact."""


def gap_in(phrase: str, length: int) -> str:
    return phrase.replace("_", fill(" ", length))


GAPS: Final[Mapping[str, Callable[[int], str]]] = {
    f"a gap in: {phrase}": partial(gap_in, phrase)
    for phrase in (
        "Neither Ana nor Bob would_respond.",
        "The firm did not_respond to questions.",
        "An aide spoke on condition_of anonymity.",
        "“We won,”_said Ana Ruiz, the_mayor.",
        "SALA,_March 3 (AP)_— It rained.",
        "Ana Ruiz:_“We won.”",
        "— Ana_Ruiz",
        "It may_rain about_50 times.",
    )
}
TEXTS: Final[Mapping[str, Callable[[int], str]]] = {**WORST_TEXTS, **GAPS}


def parts(engine: Engine, text: str) -> dict[str, float]:
    """Return the seconds of processor time of each component, and of all that is done."""
    taken: dict[str, float] = {}
    nlp = engine.pipeline.nlp
    with nlp.memory_zone():
        began = time.process_time()
        doc = nlp.make_doc(text)
        taken["tokenizer"] = time.process_time() - began
        for name, component in nlp.pipeline:
            began = time.process_time()
            doc = component(doc)
            taken[name] = time.process_time() - began
    began = time.process_time()
    with suppress(CopydeskError):  # a text without a word
        engine.score(ScoreRequest(text=text, language="en", prompts=True, selectors=True))
    taken["all"] = time.process_time() - began
    return taken


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_no_component_takes_quadratic_time(engine: Engine, name: str) -> None:
    """Each on its own, so that the encoder, which takes most of the time, hides none."""
    slow: dict[str, tuple[float, float]] = {}
    for _ in range(TRIES):
        once, twice = (parts(engine, TEXTS[name](length)) for length in (LENGTH, 2 * LENGTH))
        slow = {
            part: (once[part], twice[part])
            for part in once
            if twice[part] > GROWTH * once[part] + SLACK
        }
        if not slow:
            return
    assert slow == {}
