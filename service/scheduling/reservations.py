"""Keeps places in the queue for requests whose bodies are still to be read.

The gate decides by a request's headers whether there is room for an article. Without reservations,
all of many requests that arrive together would find the same free place, and all but one would be
rejected only after the application has read them, which takes several times as long.
"""

import time
from collections.abc import Callable
from typing import Final, NamedTuple

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
