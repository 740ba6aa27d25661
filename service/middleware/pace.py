"""Spaces errors out, so that clients that repeat a rejected request at once cost little.

Without this, every rejection would be followed at once by the next request. The work of rejecting
them would take the time that accepted articles need.
"""

import asyncio
import math
import time
from collections.abc import Awaitable, Callable
from typing import Final

RATE: Final = 5.0
"""Errors in a second, for each slot, that are sent at once."""
EARNED: Final = 12
"""Errors that are sent at once in addition, for each article that is scored. At ten times its
capacity, a service rejects nine articles for each one that it scores, and up to twelve while other
programs slow it down. Twelve rejections take a twentieth of the time of an article of 800 words."""
BURST: Final = 50
"""Errors that are sent at once after a pause."""
LONGEST: Final = 2.5
"""Seconds that an error waits at most: about as long as an accepted article may, by default."""
TOGETHER: Final = 0.5
"""Seconds between two times at which errors that waited are sent, all at once. One by one, each
would wake sleeping threads and find the caches full of what scoring needs, which takes more than
twice the time. The next requests of their clients come together, too."""


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
        self._batches: dict[int, asyncio.Event] = {}
        """What the errors wait for that are to be sent together, by their time."""
        self._tasks: set[asyncio.Task[None]] = set()

    def earn(self) -> None:
        """Note that an article was scored."""
        self._due -= EARNED * self._interval

    async def wait(self) -> None:
        """Return when one more error may be sent."""
        now = self._clock()
        burst = BURST * self._interval
        ahead = max(0.0, self._due - now)
        self._due = now + min(ahead + self._interval, burst + LONGEST - TOGETHER)
        if ahead > burst:
            await self._batch(now, ahead - burst).wait()

    def _batch(self, now: float, seconds: float) -> asyncio.Event:
        """Return the first batch that is sent after so many seconds."""
        number = math.ceil((now + seconds) / TOGETHER)
        batch = self._batches.get(number)
        if batch is None:
            batch = self._batches[number] = asyncio.Event()
            sending = asyncio.create_task(self._send(number, number * TOGETHER - now))
            self._tasks.add(sending)  # the loop itself keeps no reference
            sending.add_done_callback(self._tasks.discard)
        return batch

    async def _send(self, number: int, seconds: float) -> None:
        try:
            await self._sleep(seconds)
        finally:
            self._batches.pop(number).set()
