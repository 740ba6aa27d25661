"""Spaces errors out, so that clients that repeat a rejected request at once cost little.

Without this, every rejection would be followed at once by the next request. The work of rejecting
them would take the time that accepted articles need.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

RATE: Final = 20.0
"""Errors in a second, for each slot, that are sent at once. They take a hundredth of a core."""
EARNED: Final = 12
"""Errors that are sent at once in addition, for each article that is scored. At ten times its
capacity, a service rejects nine articles for each one that it scores. Twelve rejections take a
twentieth of the time of an article of 800 words."""
BURST: Final = 50
"""Errors that are sent at once after a pause."""
LONGEST: Final = 2.0
"""Seconds that an error waits at most: as long as an accepted article may wait, by default."""


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

    def earn(self) -> None:
        """Note that an article was scored."""
        self._due -= EARNED * self._interval

    async def wait(self) -> None:
        """Return when one more error may be sent."""
        now = self._clock()
        burst = BURST * self._interval
        ahead = max(0.0, self._due - now)
        self._due = now + min(ahead + self._interval, burst + LONGEST)
        if ahead > burst:
            await self._sleep(ahead - burst)
