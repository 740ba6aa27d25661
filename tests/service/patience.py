"""How tests wait: for what is to happen, not for a time in which it should have."""

import time
from collections.abc import Callable
from typing import Final

PATIENCE: Final = 120.0
"""Seconds after which what should have come is not waited for any more. On any machine it comes
sooner: this bounds what a test that fails takes, and says nothing of how fast anything is."""

STEP: Final = 30.0
"""The same, for what takes no process to start and no page to load: a click, a line that appears.
A test has dozens of such steps, so one that fails should say so sooner."""


def wait_until(is_so: Callable[[], bool]) -> None:
    """Look again and again until it is so. Raises ``AssertionError`` if it never is."""
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < deadline, f"still not so after {PATIENCE:g} s"
        time.sleep(0.01)
