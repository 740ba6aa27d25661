"""Work that can wait for a place gets one beside work that cannot."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from patience import PATIENCE

from service.scheduling.places import Turns


class Room:
    """A queue with so many free places, and perhaps none for long work."""

    def __init__(self) -> None:
        self.free = 0
        self.idle = False
        self.for_long = True
        self.turns = Turns(self.has_room, lambda: self.idle)

    def has_room(self, *, is_long: bool) -> bool:
        return self.free > 0 and (self.for_long or not is_long)

    def open(self) -> None:
        self.free += 1
        self.turns.call()

    async def work(self, log: list[str], name: str, *, is_long: bool = False) -> None:
        await self.turns.wait(PATIENCE, is_long=is_long)
        assert self.has_room(is_long=is_long)
        self.take(waited=True)
        log.append(name)

    def take(self, *, waited: bool) -> None:
        self.free -= 1
        self.turns.took(waited=waited)


Scenario = Callable[[Room, list[str]], Coroutine[Any, Any, None]]


def play(scenario: Scenario) -> None:
    async def run() -> None:
        async with asyncio.timeout(PATIENCE):
            await scenario(Room(), [])

    asyncio.run(run())


async def begin(*works: Coroutine[Any, Any, None]) -> list["asyncio.Task[None]"]:
    """Start each, and return once all wait."""
    tasks = [asyncio.create_task(work) for work in works]
    await asyncio.sleep(0)
    return tasks


def test_with_room_and_nobody_before_there_is_no_wait() -> None:
    async def scenario(room: Room, log: list[str]) -> None:
        room.free = 1
        await room.work(log, "first")
        assert not room.turns.are_taken()

    play(scenario)


def test_places_are_given_in_turn() -> None:
    """In order of arrival, and after each there is one for others."""

    async def scenario(room: Room, log: list[str]) -> None:
        first, second = await begin(room.work(log, "first"), room.work(log, "second"))
        room.open()
        assert room.turns.are_taken()
        await first
        room.open()
        assert not room.turns.are_taken()
        assert not second.done()
        room.take(waited=False)
        room.open()
        assert room.turns.are_taken()
        await second
        assert log == ["first", "second"]

    play(scenario)


@pytest.mark.parametrize("idle", [True, False])
def test_a_turn_that_nobody_takes_passes(idle: bool) -> None:  # noqa: FBT001 - a table's column
    """At once if a slot is free, else after a moment."""

    async def scenario(room: Room, log: list[str]) -> None:
        room.idle = idle
        works = await begin(*(room.work(log, str(number)) for number in range(3)))
        for work in works:
            room.open()
            await work
        assert log == ["0", "1", "2"]

    play(scenario)


def test_long_work_that_finds_no_place_is_in_nobodys_way() -> None:
    async def scenario(room: Room, log: list[str]) -> None:
        room.for_long = False
        long, short = await begin(room.work(log, "long", is_long=True), room.work(log, "short"))
        room.open()
        await short
        room.open()
        assert not room.turns.are_taken()
        room.for_long = True
        room.turns.call()
        await long

    play(scenario)


def test_a_place_that_someone_else_took_is_waited_for_again() -> None:
    """Without losing the place in the line."""

    async def scenario(room: Room, log: list[str]) -> None:
        first, second = await begin(room.work(log, "first"), room.work(log, "second"))
        room.open()
        room.free = 0
        for _ in range(3):
            await asyncio.sleep(0)
        assert not first.done()
        room.idle = True
        room.open()
        await first
        room.open()
        await second
        assert log == ["first", "second"]

    play(scenario)


def test_who_leaves_gives_its_turn_away() -> None:
    """Also if it has been called already."""

    async def scenario(room: Room, log: list[str]) -> None:
        first, second = await begin(room.work(log, "first"), room.work(log, "second"))
        room.open()
        first.cancel()
        await second
        assert log == ["second"]

    play(scenario)


def test_the_wait_ends_when_its_time_is_up_or_nothing_is_accepted_anymore() -> None:
    async def scenario(room: Room, _: list[str]) -> None:
        await room.turns.wait(0.001, is_long=False)
        (waiting,) = await begin(room.turns.wait(float("inf"), is_long=False))
        room.turns.close()
        await waiting
        await room.turns.wait(float("inf"), is_long=False)

    play(scenario)
