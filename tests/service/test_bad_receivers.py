"""Receivers of callbacks that do not behave: a delivery ends, and nothing that they say counts."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Final

import pytest
from callback_receiver import HERE, SECRET, message

from service.webhooks.sender import Outcome, Sender

TIMEOUT: Final = 0.2
Answer = Callable[[asyncio.StreamWriter], Awaitable[None]]


def says(*parts: bytes, again: bytes = b"", pause: float = 0.0) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.writelines(parts)
        while again:
            writer.write(again)
            await writer.drain()
            await asyncio.sleep(pause)

    return answer


async def wait(_: asyncio.StreamWriter) -> None:
    await asyncio.sleep(60)


BODY: Final = message("http://127.0.0.1/").body
OK: Final = b"HTTP/1.1 200 OK\r\n"
FAILED: Final = ("failed", None)

RECEIVERS: Final[dict[str, tuple[Answer, tuple[Outcome, int | None]]]] = {
    "says nothing": (wait, FAILED),
    "hangs up": (says(), FAILED),
    "speaks another protocol": (says(b"220 mail.example ESMTP\r\n"), FAILED),
    "never ends its header": (says(OK, again=b"X: a\r\n"), FAILED),
    "never ends a line": (says(OK, again=b"a" * 1000), FAILED),
    "drips": (says(OK, again=b"x", pause=0.01), FAILED),
    "asks for more forever": (says(again=b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.001), FAILED),
    "gives hints forever": (says(again=b"HTTP/1.1 103 Early Hints\r\n\r\n", pause=0.001), FAILED),
    "streams forever": (says(OK, b"\r\n", again=b"a" * 1000), ("delivered", 200)),
    "says it is huge": (says(OK, b"Content-Length: 999999999999\r\n\r\n"), ("delivered", 200)),
    "sends a bomb": (
        says(OK, b"Content-Encoding: gzip\r\n\r\n", again=b"\x1f\x8b" + b"\0" * 998),
        ("delivered", 200),
    ),
    "leads to this machine": (
        says(b"HTTP/1.1 307 Go\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"),
        ("rejected", 307),
    ),
    "leads to a file": (
        says(b"HTTP/1.1 302 Go\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n"),
        ("rejected", 302),
    ),
    "refreshes": (says(OK, b"Refresh: 0; url=http://127.0.0.1:1/\r\n\r\n"), ("delivered", 200)),
    "switches protocols": (says(b"HTTP/1.1 101 Go\r\nUpgrade: x\r\n\r\n"), FAILED),
    "has no status": (says(b"HTTP/1.1 2000 OK\r\n\r\n"), FAILED),
    "has two lengths": (says(OK, b"Content-Length: 1\r\nContent-Length: 2\r\n\r\na"), FAILED),
}


@pytest.mark.parametrize("what", RECEIVERS)
def test_a_delivery_to_a_receiver_ends(what: str) -> None:
    """Within its deadline, with one connection, and with the outcome that its status has."""
    answer, expected = RECEIVERS[what]
    connections = 0

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        await reader.readuntil(b"\r\n\r\n")
        await reader.readexactly(len(BODY))
        with suppress(ConnectionError, asyncio.CancelledError):
            await answer(writer)
            await writer.drain()
        writer.close()

    async def run() -> tuple[Outcome, int | None]:
        server = await asyncio.start_server(receive, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        sender = Sender(secret=SECRET, networks=HERE, timeout=TIMEOUT)
        async with asyncio.timeout(30):
            outcome = await sender.deliver(message(f"http://127.0.0.1:{port}/"))
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        return outcome

    assert asyncio.run(run()) == expected
    assert connections == 1
