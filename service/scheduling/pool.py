"""Runs work in threads: a fixed number at once, more in a short queue, and the rest is rejected."""

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
from service.scheduling.places import NOTHING, Reservation, Reservations, Reserved, Turns

T = TypeVar("T")

_CERTAIN = 0.8
"""Share of the longest wait above which a request is rejected at once."""
_WEIGHT = 0.1
"""Weight of the latest work in the moving average of the pace."""


class Pool:
    """Threads behind a bounded queue. It belongs to one event loop.

    Most of the work is onnxruntime's, which releases the GIL, so threads run in parallel. Long work
    can occupy at most half of the slots and of the queue, so that short work gets past it; a
    running thread cannot be paused. With a single slot there is no such split, and work runs in
    order of arrival.
    """

    def __init__(self, *, slots: int, queue: int, wait: float, timeout: float) -> None:
        """``wait``: maximum seconds in the queue; ``timeout``: maximum seconds in a thread."""
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="scoring")
        self._slots = asyncio.Semaphore(slots)
        self._lane = asyncio.Semaphore(max(1, slots // 2))
        self._queue = queue
        self._queue_of_long = queue if slots == 1 else max(1, queue // 2)
        self._wait = wait
        self._timeout = timeout
        self._number_of_slots = slots
        self._pace = 0.0
        """Moving average of the seconds per unit of work."""
        self._size_waiting = 0
        self._size_running = 0
        """Total sizes of the waiting and the running work that is not long."""
        self._long_running = 0
        self._waiting = 0
        self._long_waiting = 0
        self._running = 0
        self._closing = False
        self._reservations = Reservations()
        self._turns = Turns(self._has_room, lambda: not self._slots.locked())
        metrics.SLOTS.set(slots)
        metrics.PLACES.set(queue)
        self._idle = asyncio.Event()
        self._idle.set()

    def refuse(self) -> None:
        """Accept no new work from now on. Accepted work is still done."""
        self._closing = True
        self._turns.close()

    async def close(self) -> None:
        """Accept no new work, and return once all accepted work is done or has timed out."""
        self.refuse()
        try:
            async with asyncio.timeout(self._wait + self._timeout):
                await self._idle.wait()
        except TimeoutError:
            metrics.ABANDONED.inc(self._running)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def run(  # noqa: PLR0913 - each says something else about the work
        self,
        work: Callable[[], T],
        *,
        size: int = 1,
        is_long: bool = False,
        on_turn: Callable[[], None] | None = None,
        stop: Callable[[], None] = lambda: None,
        patience: float = 0.0,
        place: Reservation | None = None,
    ) -> T:
        """Run ``work`` in a thread, and return its result or raise its exception.

        ``size``: roughly proportional to its time. ``is_long``: it will take longer than most.
        ``on_turn`` is called when a thread starts the work, and ``stop`` when nobody is waiting for
        it anymore. ``patience``: seconds to wait for a place in the queue, and then for a slot,
        instead of being rejected. ``place``: one that was kept for it.

        Raises ``Refusal``: 503 if the queue is full, if the wait would be too long at the recent
        pace, if no slot becomes free, or while closing; 504 if the work takes too long. Work that
        is told to stop keeps its slot until it has stopped, so that there is never more work than
        slots.
        """
        deadline = monotonic() + patience
        if patience:
            await self._turns.wait(patience, is_long=is_long)
        if place is not None:
            place.end()
        self.refuse_if_full(is_long=is_long, waited=bool(patience))
        self._idle.clear()
        try:
            wait = max(self._wait, deadline - monotonic())
            await self._take_slot(size, wait, is_long=is_long, waited=bool(patience))
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

    def refuse_if_full(self, *, is_long: bool = False, waited: bool = False) -> None:
        """Raise ``Refusal`` (503) if new work would be rejected at once. ``waited``: for a place
        in the queue, so that it may take one that is kept for such work.
        """
        self._refuse_if_closing()
        if self._is_full(is_long=is_long) or (not waited and self._turns.are_taken()):
            raise self._overloaded()

    def reserve(self, size: int | None) -> Reservation:
        """Keep a place for work that will come soon. Its size is ``None`` if it is unknown.

        Raises ``Refusal`` (503) if there is none, apart from those that are kept already. Work of
        unknown size is rejected only if there is no place for long work either.
        """
        self._refuse_if_closing()
        reserved = self._reservations.reserved
        is_full = self._is_full(is_long=False, reserved=reserved) or self._turns.are_taken()
        if is_full and (size is not None or self._is_full(is_long=True, reserved=reserved)):
            raise self._overloaded()
        return self._reservations.add(size)

    def _is_full(self, *, is_long: bool, reserved: Reserved = NOTHING) -> bool:
        """Return whether new work would have to wait and there is no place left in the queue."""
        must_wait = self._slots.locked() or (is_long and self._lane.locked())
        return must_wait and self._queue_is_full(reserved, is_long=is_long)

    def _has_room(self, *, is_long: bool) -> bool:
        return not self._is_full(is_long=is_long)

    async def _take_slot(self, size: int, wait: float, *, is_long: bool, waited: bool) -> None:
        self._count_waiting(1, size, is_long=is_long)
        self._turns.took(waited=waited)
        try:
            async with asyncio.timeout(None if math.isinf(wait) else wait):
                if is_long:
                    await self._lane.acquire()
                try:
                    await self._slots.acquire()
                except BaseException:
                    if is_long:
                        self._lane.release()
                    raise
        except TimeoutError:
            detail = f"no slot became free within {wait:g} s"
            raise self._refusal(problems.OVERLOADED, detail) from None
        finally:
            self._count_waiting(-1, size, is_long=is_long)
            self._turns.call()

    def _queue_is_full(self, reserved: Reserved, *, is_long: bool) -> bool:
        if self._waiting + reserved.places >= self._queue:
            return True
        if is_long:
            return self._long_waiting + reserved.long >= self._queue_of_long
        return self._expected_wait(reserved) > _CERTAIN * self._wait

    def _expected_wait(self, reserved: Reserved) -> float:
        """Return the expected seconds until all waiting short work has a thread. Running work
        counts half.

        If rejected at once, a client can go elsewhere. After the longest wait, that time would be
        lost.
        """
        if self._waiting == self._long_waiting and reserved.places == reserved.long:
            return 0.0
        free = max(1, self._number_of_slots - self._long_running)
        size = self._size_waiting + reserved.size + self._size_running / 2
        return self._pace * size / free

    def _count_waiting(self, change: int, size: int, *, is_long: bool) -> None:
        self._waiting += change
        self._size_waiting += 0 if is_long else change * size
        self._long_waiting += change * is_long
        metrics.WAITING.set(self._waiting)

    def _free_slot(
        self, future: "asyncio.Future[T]", *, size: int, is_long: bool, began: float
    ) -> None:
        # Retrieve the exception, because asyncio would otherwise log it with its message.
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
        self._turns.call()

    def _set_idle(self) -> None:
        if not self._running and not self._waiting:
            self._idle.set()

    def _refuse_if_closing(self) -> None:
        if self._closing:
            raise self._refusal(
                problems.SHUTTING_DOWN, "send the request to another instance, or try again later"
            )

    def _overloaded(self) -> Refusal:
        return self._refusal(
            problems.OVERLOADED, f"{self._waiting} requests are waiting in the queue"
        )

    def _refusal(self, kind: problems.Kind, detail: str) -> Refusal:
        metrics.REFUSED.labels(kind.name).inc()
        seconds = max(1, math.ceil(self._wait))
        return Refusal(kind, detail, headers={"Retry-After": str(seconds)})
