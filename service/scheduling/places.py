"""Who gets the next place in the queue: places that are kept, and turns.

``Reservations`` keeps places for requests whose bodies are still to be read. The gate decides by a
request's headers whether there is room for an article. Without reservations, all of many requests
that arrive together would find the same free place, and all but one would be rejected only after
the application has read them, which takes several times as long.

``Turns`` lets work that can wait for a place get one beside work that cannot. An article of a
stream waits until the queue has room, and a single article is rejected if it has none. Under
overload, a place that becomes free would otherwise be taken by whoever asks next: by one of the
many clients that ask again and again, never by the stream that waits.
"""

import asyncio
import math
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NamedTuple, Protocol

LONGEST: Final = 0.2
"""Seconds that a place is kept at most: enough for a body that comes with its headers.

A client that sends headers without a body must not keep a place from others; its article is looked
at when the body has arrived. While a slot is free, kept places count for nothing.
"""


class Reserved(NamedTuple):
    """Places that are kept."""

    places: int = 0
    long: int = 0
    """How many of them are for long work, or for work of unknown size."""
    size: int = 0
    """The total size of the other work."""


NOTHING: Final = Reserved()


class Reservation:
    """A place that is kept until ``end`` is called, or for the longest time."""

    def __init__(self, reservations: "Reservations", size: int | None) -> None:
        self._reservations = reservations
        self._size = size

    def end(self) -> None:
        """Keep the place no longer. May be called again."""
        self._reservations.remove(self, self._size)


class Reservations:
    """The places that are kept."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[Reservation, float] = {}
        """When each ends, the earliest first."""
        self._reserved = NOTHING

    @property
    def reserved(self) -> Reserved:
        """What is kept now."""
        now = self._clock()
        while self._until:
            first, until = next(iter(self._until.items()))
            if until > now:
                break
            first.end()
        return self._reserved

    def add(self, size: int | None) -> Reservation:
        """Keep a place for work of a size, or ``None`` if it is unknown."""
        made = Reservation(self, size)
        self._until[made] = self._clock() + LONGEST
        self._count(1, size)
        return made

    def remove(self, reservation: Reservation, size: int | None) -> None:
        """Keep a place no longer."""
        if self._until.pop(reservation, None) is not None:
            self._count(-1, size)

    def _count(self, change: int, size: int | None) -> None:
        places, long, total = self._reserved
        self._reserved = Reserved(
            places + change,
            long + change * (size is None),
            total + change * (size or 0),
        )


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
