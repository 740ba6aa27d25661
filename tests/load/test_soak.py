"""The memory under a steady load: `make soak` in short."""

import asyncio

import pytest
from instance import Instance
from soak import GROWTH, PARTS, WORDS, Soak, body, capacity, soak


@pytest.mark.slow
def test_the_memory_does_not_run_away() -> None:
    """Seconds show only what leaks with every article; they are all scored."""
    with Instance(queue_wait=60) as service:  # the machine may be busy
        rate = max(0.7, asyncio.run(capacity(service, 6)) / 3)
        found = asyncio.run(soak(service, rate=rate, seconds=12, warm_up=5))
    assert len(found.answers) > 4
    assert {answer.status for answer in found.answers} == {200}
    assert found.growth < 0.10
    assert 0 < len(found.parts) <= PARTS


def test_every_article_is_another() -> None:
    """Of the length that is asked for, and always the same for a number."""
    bodies = [body(number) for number in range(24)]
    assert len(set(bodies)) == 24
    assert bodies == [body(number) for number in range(24)]
    for number, made in enumerate(bodies):
        words = WORDS[number % len(WORDS)]
        assert words <= len(made.split()) < 1.5 * words + 150


@pytest.mark.parametrize(("end", "fails"), [(400.0, False), (407.0, False), (409.0, True)])
def test_growth_is_a_share(end: float, fails: bool) -> None:  # noqa: FBT001 - a table's column
    """Of what it was after the warm-up."""
    assert (Soak([], 400.0, end, []).growth >= GROWTH) is fails
