"""Spaces errors out, so that clients that repeat a rejected request at once cost little.

Without this, every rejection would be followed at once by the next request. The work of rejecting
them would take the time that accepted articles need.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

RATE: Final = 100.0
"""Errors in a second, for each slot, that are sent at once. Rejecting that many takes some
hundredths of a core's time. It is ten times the capacity of a fast core."""
BURST: Final = 0.25
"""Seconds of that rate that may be sent at once after a pause."""
LONGEST: Final = 1.0
"""Seconds that an error waits at most."""


class Pace:
    """Makes errors wait. It is a leaky bucket (GCRA, ITU-T I.371)."""

    def __init__(
        self,
        rate: float,
        *,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """``rate``: errors in a second."""
        self._interval = 1 / rate
        self._clock = clock
        self._sleep = sleep
        self._due = 0.0
        """When the errors so far would have been sent, one after the other."""

    async def wait(self) -> None:
        """Return when one more error may be sent."""
        now = self._clock()
        ahead = max(0.0, self._due - now)
        self._due = now + min(ahead + self._interval, BURST + LONGEST)
        if ahead > BURST:
            await self._sleep(ahead - BURST)
