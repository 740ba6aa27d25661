"""Read a request's body as it comes, never more of it than is allowed."""

from collections.abc import AsyncIterator
from typing import Any, Final

from litestar import Request

from service import problems
from service.problems import Refusal


class LineTooLong:
    """Stands for a line with more bytes than are allowed, which is passed over."""


TOO_LONG: Final = LineTooLong()


async def chunks(request: Request[Any, Any, Any]) -> AsyncIterator[bytes]:
    """Yield the body as it arrives; it ends early when the client goes away."""
    more = True
    while more:
        message = await request.receive()
        if message["type"] != "http.request":
            return
        more = message.get("more_body", False)
        if message["body"]:
            yield message["body"]


async def read_whole(body: AsyncIterator[bytes], limit: int) -> bytes:
    """Return all of a body. Raises ``Refusal`` (413) when it is larger than ``limit``."""
    read = bytearray()
    async for chunk in body:
        read += chunk
        if len(read) > limit:
            raise Refusal(problems.BODY_TOO_LARGE, f"the limit for an array is {limit} bytes")
    return bytes(read)


async def lines(body: AsyncIterator[bytes], limit: int) -> AsyncIterator[bytes | LineTooLong]:
    """Yield the lines that are not empty; of a too long one no more than ``limit`` is held."""
    held = bytearray()
    skipping = False
    async for chunk in body:
        first, *rest = chunk.split(b"\n")
        held += b"" if skipping else first
        for following in rest:
            if skipping:
                skipping = False
            elif len(held) > limit:
                yield TOO_LONG
            elif held.strip():
                yield bytes(held)
            held = bytearray(following)
        if len(held) > limit:
            yield TOO_LONG
            held, skipping = bytearray(), True
    if held.strip():
        yield bytes(held)
