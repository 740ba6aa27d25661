"""Streams of items: reads them from a body as it arrives, works on them in order, and sends each
result as soon as it is ready, as lines or as an array.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import aclosing, suppress
from typing import Any, Final, Generic, Protocol, TypeVar

import msgspec
from litestar import Request, Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Send

from service import problems
from service.middleware.body import linger
from service.observability import metrics
from service.parsing import MESSAGEPACK
from service.problems import Refusal

T = TypeVar("T")
R = TypeVar("R")


class LineTooLong:
    """Stands for a line that is longer than the limit and is skipped."""


TOO_LONG: Final = LineTooLong()


async def chunks(
    request: Request[Any, Any, Any], leaving: "asyncio.Future[None]"
) -> AsyncIterator[bytes]:
    """Yield the body as it arrives. If the client disconnects, stop early and set ``leaving``."""
    more = True
    while more:
        message = await request.receive()
        if message["type"] != "http.request":
            if not leaving.done():
                leaving.set_result(None)
            return
        more = message.get("more_body", False)
        if message["body"]:
            yield message["body"]


async def read_whole(body: AsyncIterator[bytes], limit: int) -> bytearray:
    """Return the whole body. Raises ``Refusal`` (413) if it is larger than ``limit``."""
    read = bytearray()
    async for chunk in body:
        read += chunk
        if len(read) > limit:
            raise Refusal(problems.BODY_TOO_LARGE, f"an array can have at most {limit} bytes")
    return read


async def lines(
    body: AsyncIterator[bytes], limit: int, drop: Callable[[int], None]
) -> AsyncIterator[bytes | LineTooLong]:
    """Yield the lines that are not empty. At most ``limit`` bytes of a long line are held.

    ``drop`` is called with the number of bytes that belong to no yielded line.
    """
    held = bytearray()
    skipping = False
    async for chunk in body:
        first, *rest = chunk.split(b"\n")
        if skipping:
            drop(len(first))
        else:
            held += first
        for following in rest:
            drop(1)
            if skipping:
                skipping = False
            elif len(held) > limit:
                drop(len(held))
                yield TOO_LONG
            elif held.strip():
                yield bytes(held)
            else:
                drop(len(held))
            held = bytearray(following)
        if len(held) > limit:
            drop(len(held))
            held, skipping = bytearray(), True
            yield TOO_LONG
    if held.strip():
        yield bytes(held)


async def in_order(
    items: AsyncIterator[T],
    work: Callable[[int, T], Coroutine[None, None, R]],
    *,
    window: int,
    leaving: asyncio.Future[None],
) -> AsyncGenerator[R, None]:
    """Yield ``work(number, item)`` for each item, in the order of the items.

    At most ``window`` items are in progress at a time, counted from being read until the caller has
    taken the result. A result is yielded as soon as it and all results before it are ready, even if
    there is no next item yet. When ``leaving`` is done, nobody is waiting for results, and the work
    in progress is canceled.

    Raises ``Refusal`` (499) in that case. Exceptions from ``items`` are raised after the results
    before them.
    """
    room = asyncio.Semaphore(window)
    tasks: asyncio.Queue[asyncio.Task[R] | None] = asyncio.Queue()
    started: set[asyncio.Task[R]] = set()

    async def start_all() -> None:
        number = 0
        try:
            await room.acquire()
            async for item in items:
                task = asyncio.create_task(work(number, item))
                started.add(task)
                task.add_done_callback(started.discard)
                tasks.put_nowait(task)
                number += 1
                await room.acquire()
        finally:
            tasks.put_nowait(None)

    starting = asyncio.create_task(start_all())
    try:
        while task := await tasks.get():
            either: set[asyncio.Future[Any]] = {task, leaving}
            await asyncio.wait(either, return_when=asyncio.FIRST_COMPLETED)
            if leaving.done() and not task.done():
                metrics.REFUSED.labels("client-gone").inc()
                raise Refusal(problems.CLIENT_GONE, "the client closed the connection")
            yield task.result()
            room.release()
        await starting
    finally:
        starting.cancel()
        leaving.cancel()
        for task in started:
            task.cancel()
        with suppress(asyncio.CancelledError, Refusal):
            await starting


class Form(Protocol):
    """How a sequence of items is serialized."""

    def begin(self) -> bytes:
        """The bytes before the first item."""
        ...

    def item(self, number: int, item: object) -> bytes:
        """An item, including the separator from the one before."""
        ...

    def end(self) -> bytes:
        """The bytes after the last item."""
        ...


class Lines:
    """One line of JSON per item."""

    def begin(self) -> bytes:
        """Nothing."""
        return b""

    def item(self, number: int, item: object) -> bytes:
        """A line."""
        del number
        return msgspec.json.encode(item) + b"\n"

    def end(self) -> bytes:
        """Nothing."""
        return b""


class JsonArray:
    """A JSON array."""

    def begin(self) -> bytes:
        """The bracket."""
        return b"["

    def item(self, number: int, item: object) -> bytes:
        """An item, after a comma unless it is the first."""
        return (b"," if number else b"") + msgspec.json.encode(item)

    def end(self) -> bytes:
        """The bracket."""
        return b"]"


class MessagePackArray:
    """A MessagePack array, which starts with the number of its items."""

    def __init__(self, length: int) -> None:
        """``length`` under 65,536."""
        self._length = length

    def begin(self) -> bytes:
        """The array header: fixarray or array 16."""
        if self._length < 16:
            return bytes([0x90 | self._length])
        return b"\xdc" + self._length.to_bytes(2, "big")

    def item(self, number: int, item: object) -> bytes:
        """An item."""
        del number
        return msgspec.msgpack.encode(item)

    def end(self) -> bytes:
        """Nothing."""
        return b""


def array_form(media_type: str, length: int) -> Form:
    """Return the form for an array of ``length`` items."""
    return MessagePackArray(length) if media_type == MESSAGEPACK else JsonArray()


class ItemsResponse(Response[list[T]], Generic[T]):
    """A response of items, each sent as soon as it is ready.

    ``explain``: makes the last item of a response that a ``Refusal`` interrupts.
    """

    def __init__(
        self,
        first: T | None,
        rest: AsyncGenerator[T, None],
        *,
        form: Form,
        media_type: str,
        explain: Callable[[int, Refusal], T],
    ) -> None:
        super().__init__([], media_type=media_type, headers={"Vary": "Accept"})
        self._sender = _Sender(first, rest, form, explain, media_type=media_type)

    def to_asgi_response(self, app: object, request: object, **_: Any) -> ASGIResponse:  # noqa: ANN401, ARG002 - litestar's signature
        """Return the ASGI application that sends the items."""
        self._sender.add_headers(self.headers)
        return self._sender


class _Sender(ASGIResponse, Generic[T]):
    """Sends the items.

    litestar's streaming response waits for the client to disconnect, and would consume the rest of
    the request's body for that. Here the iterator of results reads the body, and ends when the
    client disconnects.
    """

    _should_set_content_length = False

    def __init__(
        self,
        first: T | None,
        rest: AsyncGenerator[T, None],
        form: Form,
        explain: Callable[[int, Refusal], T],
        *,
        media_type: str,
    ) -> None:
        super().__init__(media_type=media_type)
        self._first = first
        self._rest = rest
        self._form = form
        self._explain = explain

    def add_headers(self, headers: dict[str, Any]) -> None:
        """Add the headers set on the response."""
        for name, value in headers.items():
            self.headers.add(name, value)

    async def send_body(self, send: Send, receive: Receive) -> None:
        """Send the items."""
        refused = False
        await _send(send, self._form.begin())
        number = 0
        try:
            async with aclosing(self._items()) as items:
                async for item in items:
                    await _send(send, self._form.item(number, item))
                    number += 1
        except Refusal as refusal:
            if refusal.kind is problems.CLIENT_GONE:
                return
            refused = True
            await _send(send, self._form.item(number, self._explain(number, refusal)))
        await _send(send, self._form.end())
        if refused:
            await linger(receive)
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _items(self) -> AsyncGenerator[T, None]:
        async with aclosing(self._rest):
            if self._first is not None:
                yield self._first
                async for item in self._rest:
                    yield item


async def _send(send: Send, body: bytes) -> None:
    if body:
        await send({"type": "http.response.body", "body": body, "more_body": True})


async def each(items: list[T]) -> AsyncIterator[T]:
    """Yield the items of a list."""
    for item in items:
        yield item
