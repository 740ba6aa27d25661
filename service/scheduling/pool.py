"""Do work off the event loop: so many at once, so many in a short queue, the rest refused."""

import asyncio
import math
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from time import monotonic
from typing import TypeVar

from scoring.errors import Stopped
from service import problems
from service.observability import metrics
from service.problems import Refusal

T = TypeVar("T")

_CERTAIN = 0.8
"""Share of the longest wait beyond which a turn is not expected in time."""
_WEIGHT = 0.1
"""Of the latest work in the mean pace."""


class Pool:
    """Threads with a bounded queue before them. Lives on one event loop.

    The work is mostly onnxruntime's, which releases the GIL: threads do run side by side. Long
    work has at most half of the slots and of the queue, so that short work gets past it: a thread
    cannot be told to wait. (With one slot there is no half; then it is first come, first served.)
    """

    def __init__(self, *, slots: int, queue: int, wait: float, timeout: float) -> None:
        """``wait`` is the longest time in the queue, ``timeout`` in a thread, both in seconds."""
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="scoring")
        self._slots = asyncio.Semaphore(slots)
        self._lane = asyncio.Semaphore(max(1, slots // 2))
        self._queue = queue
        self._queue_of_long = queue if slots == 1 else max(1, queue // 2)
        self._wait = wait
        self._timeout = timeout
        self._number_of_slots = slots
        self._pace = 0.0
        """Seconds that a unit of work took lately, on average."""
        self._size_waiting = 0
        self._size_running = 0
        """Of the work that is not long."""
        self._long_running = 0
        self._waiting = 0
        self._long_waiting = 0
        self._running = 0
        self._closing = False
        metrics.SLOTS.set(slots)
        metrics.PLACES.set(queue)
        self._idle = asyncio.Event()
        self._idle.set()

    def refuse(self) -> None:
        """Take no new work from now on. What was taken before is still done."""
        self._closing = True

    async def close(self) -> None:
        """Take no new work, and return once all that was taken is done or has timed out."""
        self.refuse()
        try:
            async with asyncio.timeout(self._wait + self._timeout):
                await self._idle.wait()
        except TimeoutError:
            metrics.ABANDONED.inc(self._running)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def run(
        self,
        work: Callable[[], T],
        *,
        size: int = 1,
        is_long: bool = False,
        on_turn: Callable[[], None] | None = None,
        stop: Callable[[], None] = lambda: None,
    ) -> T:
        """Run ``work`` in a thread and return what it returns or raises.

        ``size``: its time is about proportional to this. ``is_long``: it will take longer than
        most. ``on_turn`` is called when the wait is over and a thread takes the work, ``stop`` when
        nobody waits for it any more.

        Raises ``Refusal``: 503 when the queue is full, or would take too long by the pace of
        late, when the turn does not come, or while closing; 504 when the work takes too long. What
        is told to stop keeps its slot until it does, so that no more is in flight than there are
        slots.
        """
        self.refuse_if_full(is_long=is_long)
        self._idle.clear()
        try:
            await self._take_slot(size, is_long=is_long)
        except BaseException:
            self._set_idle()
            raise
        if on_turn is not None:
            on_turn()
        self._running += 1
        self._size_running += 0 if is_long else size
        self._long_running += is_long
        metrics.IN_FLIGHT.set(self._running)
        future = asyncio.get_running_loop().run_in_executor(self._threads, work)
        free = partial(self._free_slot, size=size, is_long=is_long, began=monotonic())
        future.add_done_callback(free)
        try:
            done, _ = await asyncio.wait({future}, timeout=self._timeout)
        except asyncio.CancelledError:
            stop()
            raise
        if not done:
            stop()
            metrics.REFUSED.labels("timeout").inc()
            raise Refusal(problems.TIMEOUT, f"the limit is {self._timeout:g} s per article")
        return future.result()

    def refuse_if_full(self, *, is_long: bool = False) -> None:
        """Raise ``Refusal`` (503) if work that came now would be refused at once."""
        if self._closing:
            raise self._refusal(
                problems.SHUTTING_DOWN, "send the request to another instance, or try again later"
            )
        if self.is_full(is_long=is_long):
            raise self._refusal(
                problems.OVERLOADED, f"{self._waiting} requests are waiting in the queue"
            )

    def is_full(self, *, is_long: bool = False) -> bool:
        """Return whether work that came now would have to wait, and could not."""
        must_wait = self._slots.locked() or (is_long and self._lane.locked())
        return must_wait and self._queue_is_full(is_long=is_long)

    async def _take_slot(self, size: int, *, is_long: bool) -> None:
        self._count_waiting(1, size, is_long=is_long)
        try:
            async with asyncio.timeout(self._wait):
                if is_long:
                    await self._lane.acquire()
                try:
                    await self._slots.acquire()
                except BaseException:
                    if is_long:
                        self._lane.release()
                    raise
        except TimeoutError:
            detail = f"no slot became free within {self._wait:g} s"
            raise self._refusal(problems.OVERLOADED, detail) from None
        finally:
            self._count_waiting(-1, size, is_long=is_long)

    def _queue_is_full(self, *, is_long: bool) -> bool:
        if self._waiting >= self._queue:
            return True
        if is_long:
            return self._long_waiting >= self._queue_of_long
        return self._expected_wait() > _CERTAIN * self._wait

    def _expected_wait(self) -> float:
        """Return the seconds until all short work that waits has a thread, what runs half done.

        Refused at once, a client can go elsewhere; after the longest wait, both have lost it.
        """
        if self._waiting == self._long_waiting:
            return 0.0
        free = max(1, self._number_of_slots - self._long_running)
        return self._pace * (self._size_waiting + self._size_running / 2) / free

    def _count_waiting(self, change: int, size: int, *, is_long: bool) -> None:
        self._waiting += change
        self._size_waiting += 0 if is_long else change * size
        self._long_waiting += change * is_long
        metrics.WAITING.set(self._waiting)

    def _free_slot(
        self, future: "asyncio.Future[T]", *, size: int, is_long: bool, began: float
    ) -> None:
        # Seen, for asyncio would log it otherwise, message and all.
        error = None if future.cancelled() else future.exception()
        if not isinstance(error, Stopped):
            self._pace += _WEIGHT * ((monotonic() - began) / size - self._pace)
        self._size_running -= 0 if is_long else size
        self._long_running -= is_long
        self._running -= 1
        metrics.IN_FLIGHT.set(self._running)
        self._slots.release()
        if is_long:
            self._lane.release()
        self._set_idle()

    def _set_idle(self) -> None:
        if not self._running and not self._waiting:
            self._idle.set()

    def _refusal(self, kind: problems.Kind, detail: str) -> Refusal:
        metrics.REFUSED.labels(kind.name).inc()
        seconds = max(1, math.ceil(self._wait))
        return Refusal(kind, detail, headers={"Retry-After": str(seconds)})
