"""Stops work on an article that nobody is waiting for anymore.

A thread cannot be stopped from outside, so the work itself checks regularly whether to continue.
"""

from collections.abc import Callable

from scoring.errors import Stopped

ShouldContinue = Callable[[], bool]
"""Returns whether the report is still wanted. Called before each window, so several times
a second."""


def always() -> bool:
    """Continue to the end."""
    return True


def stop_unless(should_continue: ShouldContinue) -> None:
    """Raise ``Stopped`` if nobody is waiting anymore."""
    if not should_continue():
        raise Stopped("the report is not wanted any more")
