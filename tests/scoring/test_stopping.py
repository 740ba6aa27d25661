"""Work that nobody waits for any more is stopped between windows, and leaves nothing behind."""

import itertools

import pytest

from scoring.engine import Engine
from scoring.errors import Stopped
from scoring.report.request import ScoreRequest
from scoring.stopping import ShouldContinue

LONG = "\n".join(f"The mayor said on day {day} that the bridge may open." for day in range(400))


def times(count: int) -> ShouldContinue:
    """Say yes so many times."""
    asked = itertools.count()
    return lambda: next(asked) < count


@pytest.mark.parametrize("count", [0, 1, 5])
def test_it_stops_when_told(engine: Engine, count: int) -> None:
    """Before any window, or after some."""
    with pytest.raises(Stopped):
        engine.score(ScoreRequest(text=LONG, language="en"), should_continue=times(count))


def test_it_is_asked_before_each_window(engine: Engine) -> None:
    """Of 254 pieces: some 20 of these sentences."""
    asked: list[None] = []

    def should_continue() -> bool:
        asked.append(None)
        return True

    engine.score(ScoreRequest(text=LONG, language="en"), should_continue=should_continue)
    assert len(asked) > 400 / 25


def test_the_next_article_is_read_as_ever(engine: Engine, seed_text: str) -> None:
    """What was stopped left nothing half done."""
    request = ScoreRequest(text=seed_text, language="en")
    before = engine.score(request)
    with pytest.raises(Stopped):
        engine.score(ScoreRequest(text=LONG, language="en"), should_continue=times(3))
    assert engine.score(request) == before
