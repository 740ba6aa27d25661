"""Stop the work on an article that nobody waits for any more.

A thread cannot be stopped from outside: the work itself asks, now and then, whether to go on.
"""

from collections.abc import Callable

from scoring.errors import Stopped

ShouldContinue = Callable[[], bool]
"""Is the article's report still wanted? Asked before each window, so several times a second."""


def always() -> bool:
    """Go on to the end."""
    return True


def stop_unless(should_continue: ShouldContinue) -> None:
    """Raise ``Stopped`` if nobody waits any more."""
    if not should_continue():
        raise Stopped("the report is not wanted any more")
