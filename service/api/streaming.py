"""Responses with many items, as lines or as an array. Each item is sent as soon as it is ready."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing, suppress
from typing import Any, Final, Generic, Protocol, TypeVar

import msgspec
from litestar import Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Send

from service import problems
from service.parsing import MESSAGEPACK
from service.problems import Refusal

T = TypeVar("T")

LINGER: Final = 2.0
"""Seconds to wait while a client that is still sending reads why its stream was ended. If a
connection is closed with unread data, the answer is lost too (RFC 9112, 9.6)."""


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
            await _linger(receive)
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


async def _linger(receive: Receive) -> None:
    """Read and discard the rest of the body."""
    with suppress(TimeoutError, Refusal):
        async with asyncio.timeout(LINGER):
            more = True
            while more:
                message = await receive()
                more = message["type"] == "http.request" and message.get("more_body", False)


async def each(items: list[T]) -> AsyncIterator[T]:
    """Yield the items of a list."""
    for item in items:
        yield item
