"""Stop the work on an article that nobody waits for any more.

A thread cannot be stopped from outside: the work itself asks, now and then, whether to go on.
"""

from collections.abc import Callable

from scoring.errors import Stopped

GoOn = Callable[[], bool]
"""Is the article's report still wanted? Asked before each window, so several times a second."""


def always() -> bool:
    """Go on to the end."""
    return True


def stop_unless(go_on: GoOn) -> None:
    """Raise ``Stopped`` if nobody waits any more."""
    if not go_on():
        raise Stopped("the report is not wanted any more")
