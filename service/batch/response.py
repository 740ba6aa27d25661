"""The answer to a stream of lines: a stream of lines, while the question is still being asked."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Any, Final

import msgspec
from litestar import Response
from litestar.response.base import ASGIResponse
from litestar.types import Receive, Send

from service.batch.scoring import Item

NDJSON: Final = "application/x-ndjson"
JSONL: Final = "application/jsonl"


class LinesResponse(Response[list[Item]]):
    """A line for each item, sent when it is there."""

    def __init__(self, first: Item | None, rest: AsyncGenerator[Item, None]) -> None:
        super().__init__([], media_type=NDJSON, headers={"Vary": "Accept"})
        self._first = first
        self._rest = rest

    def to_asgi_response(self, app: object, request: object, **_: Any) -> ASGIResponse:  # noqa: ANN401, ARG002 - litestar's signature
        """Return what sends the lines."""
        return _Sender(self._first, self._rest, headers=self.headers)


class _Sender(ASGIResponse):
    """Sends the lines.

    litestar's own streaming response listens for the client to go, and would take the rest of
    the request's body for itself; here the results read that, and end when the client is gone.
    """

    _should_set_content_length = False

    def __init__(
        self, first: Item | None, rest: AsyncGenerator[Item, None], *, headers: dict[str, Any]
    ) -> None:
        super().__init__(media_type=NDJSON, headers=headers)
        self._first = first
        self._rest = rest

    async def send_body(self, send: Send, receive: Receive) -> None:  # noqa: ARG002 - litestar's signature
        """Send the lines."""
        async with aclosing(self._rest):
            if self._first is not None:
                await _send_line(send, self._first)
                async for item in self._rest:
                    await _send_line(send, item)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _send_line(send: Send, item: Item) -> None:
    line = msgspec.json.encode(item) + b"\n"
    await send({"type": "http.response.body", "body": line, "more_body": True})
