"""What a request's articles took, gathered for its line in the log and its spans."""

from collections.abc import Callable
from contextvars import ContextVar
from typing import Final

Observe = Callable[[float, float], None]
"""Told of each article when it is scored: seconds that it waited and took."""


class Timings:
    """Seconds over all articles of one request."""

    def __init__(self, observe: Observe | None = None) -> None:
        self.articles = 0
        self.waited = 0.0
        self.took = 0.0
        self._observe = observe

    def add(self, waited: float, took: float) -> None:
        """Count an article that has just been scored."""
        self.articles += 1
        self.waited += waited
        self.took += took
        if self._observe is not None:
            self._observe(waited, took)


_CURRENT: Final[ContextVar[Timings | None]] = ContextVar("timings", default=None)


def begin(timings: Timings) -> None:
    """Gather in ``timings`` from here on, in this task and those it starts."""
    _CURRENT.set(timings)


def add(waited: float, took: float) -> None:
    """Count an article for the request that is being answered, if one is."""
    timings = _CURRENT.get()
    if timings is not None:
        timings.add(waited, took)
