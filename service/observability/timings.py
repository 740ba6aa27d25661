"""Collects the timings of a request's articles for its log line and spans."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

Observe = Callable[[float, float], None]
"""Called for each scored article with the seconds that it waited and took."""


class Timings:
    """The total seconds over all articles of a request."""

    def __init__(self, observe: Observe | None = None) -> None:
        self.articles = 0
        self.waited = 0.0
        self.took = 0.0
        self._observe = observe

    def add(self, waited: float, took: float) -> None:
        """Add an article that has just been scored."""
        self.articles += 1
        self.waited += waited
        self.took += took
        if self._observe is not None:
            self._observe(waited, took)


_CURRENT: Final[ContextVar[Timings | None]] = ContextVar("timings", default=None)


def begin(timings: Timings) -> None:
    """Collect in ``timings`` from here on, in this task and the tasks it starts."""
    _CURRENT.set(timings)


def add(waited: float, took: float) -> None:
    """Add an article to the current request, if there is one."""
    timings = _CURRENT.get()
    if timings is not None:
        timings.add(waited, took)
