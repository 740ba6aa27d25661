"""Lets work that can wait for a place in the queue get one beside work that cannot.

An article of a stream waits until the queue has room, and a single article is rejected if it has
none. Under overload, a place that becomes free would otherwise be taken by whoever asks next: by
one of the many clients that ask again and again, never by the stream that waits.
"""

import asyncio
import math
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, Protocol

TURN: Final = 0.25
"""Seconds for which a place is kept for a single article, after the last one was given to work that
waits. Under overload, single articles arrive more often than that. It costs no time: when a slot is
free, no place is kept."""


class HasRoom(Protocol):
    """Tells whether work would get a place now."""

    def __call__(self, *, is_long: bool) -> bool:
        """Return whether work, long or not, would get a place now."""
        ...


@dataclass(eq=False, slots=True)
class _Waiting:
    called: "asyncio.Future[None]"
    is_long: bool


class Turns:
    """Work that waits for room in the queue, in order of arrival.

    Places are given to it and to single articles in turn. It belongs to one event loop.
    """

    def __init__(self, has_room: HasRoom, is_idle: Callable[[], bool]) -> None:
        """``is_idle``: whether a slot is free, so that no place need be kept."""
        self._has_room = has_room
        self._is_idle = is_idle
        self._waiting: deque[_Waiting] = deque()
        self._others_turn = False
        self._end_of_turn: asyncio.TimerHandle | None = None
        self._closed = False

    def are_taken(self) -> bool:
        """Return whether the next free place belongs to work that waits for it."""
        if self._others_turn:
            return False
        return any(
            one.called.done() or self._has_room(is_long=one.is_long) for one in self._waiting
        )

    async def wait(self, seconds: float, *, is_long: bool) -> None:
        """Return when there is room for this work and it is its turn, or when the time is up."""
        if not self._waiting and not self._is_kept() and self._has_room(is_long=is_long):
            return
        loop = asyncio.get_running_loop()
        until = loop.time() + seconds
        mine = _Waiting(loop.create_future(), is_long)
        self._waiting.append(mine)
        try:
            while not self._closed:
                self.call()
                left = None if math.isinf(until) else until - loop.time()
                called, _ = await asyncio.wait({mine.called}, timeout=left)
                if not called or self._has_room(is_long=is_long):
                    return
                mine.called = loop.create_future()  # someone else took the place
        finally:
            self._waiting.remove(mine)
            self.call()

    def took(self, *, waited: bool) -> None:
        """Note that work got a place, and whether it had waited for it."""
        self._stop_timer()
        self._others_turn = waited and not self._has_room(
            is_long=False
        )  # else there is enough for both
        self.call()

    def call(self) -> None:
        """Call the next work if there is room for it. Call this whenever there may be room."""
        if any(one.called.done() for one in self._waiting):
            return  # it has not taken its place yet
        following = next(
            (one for one in self._waiting if self._has_room(is_long=one.is_long)), None
        )
        if following is None:
            return
        if self._is_kept():
            if self._end_of_turn is None:
                loop = asyncio.get_running_loop()
                self._end_of_turn = loop.call_later(TURN, self._pass_turn)
            return
        following.called.set_result(None)

    def close(self) -> None:
        """Call all work, because nothing is accepted anymore."""
        self._closed = True
        for one in self._waiting:
            if not one.called.done():
                one.called.set_result(None)

    def _is_kept(self) -> bool:
        """Return whether the next free place is kept for single articles."""
        return self._others_turn and not self._is_idle()

    def _pass_turn(self) -> None:
        self._stop_timer()
        self._others_turn = False
        self.call()

    def _stop_timer(self) -> None:
        if self._end_of_turn is not None:
            self._end_of_turn.cancel()
            self._end_of_turn = None
