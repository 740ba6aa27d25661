"""The memory under a steady load: `make soak` in short."""

import asyncio

import pytest
from instance import Instance
from soak import GROWTH, Soak, capacity, soak


def test_the_memory_does_not_run_away() -> None:
    """Seconds show only what leaks with every article; they are all scored."""
    with Instance() as service:
        rate = asyncio.run(capacity(service, 6)) / 3
        found = asyncio.run(soak(service, rate=rate, seconds=12, warm_up=5))
    assert len(found.answers) > 4
    assert {answer.status for answer in found.answers} == {200}
    assert found.growth < 0.10


@pytest.mark.parametrize(("end", "fails"), [(400.0, False), (407.0, False), (409.0, True)])
def test_growth_is_a_share(end: float, fails: bool) -> None:  # noqa: FBT001 - a table's column
    """Of what it was after the warm-up."""
    assert (Soak([], 400.0, end).growth >= GROWTH) is fails
