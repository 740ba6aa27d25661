"""What all bodies hold together is bounded, and nobody keeps a large one lying there."""

import asyncio
import json
import socket
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest
from patience import PATIENCE, wait_until
from service_process import Service
from service_stream import LineStream

from service.api.streaming import TOO_LONG, LineTooLong, lines
from service.middleware.body import HELD, BodyTimeout
from service.problems import Refusal
from service.settings import BadSettings, read_settings

LIMIT = 100_000
ARTICLE = {"text": "The mayor said so.", "id": "1"}


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service(
        COPYDESK_DRAIN=0,
        COPYDESK_MAX_HELD_BYTES=LIMIT,
        COPYDESK_MAX_BODY_BYTES=50_000,
        COPYDESK_MAX_BATCH_BYTES=60_000,
    ) as running:
        yield running


def held(service: Service) -> float:
    lines = httpx.get(f"{service.url}/metrics", timeout=PATIENCE).text.splitlines()
    return float(next(one for one in lines if one.startswith("copydesk_body_bytes ")).split()[1])


def wait_until_held(service: Service, size: int) -> None:
    wait_until(lambda: held(service) == size)


@pytest.mark.parametrize("path", ["/v1/score", "/v1/score/batch", "/v1/cms/ninjs"])
def test_bodies_together_have_a_limit(service: Service, path: str) -> None:
    """Clients that send most of theirs and pause: the next gets 503, and its turn once they go."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    with ExitStack() as stack:
        for _ in range(2):
            one = socket.create_connection(("127.0.0.1", service.port), timeout=PATIENCE)
            stack.enter_context(one)
            one.sendall(head.encode() + b"Content-Length: 50000\r\n\r\n" + b" " * 45_000)
        wait_until_held(service, 90_000)
        refused = httpx.post(f"{service.url}/v1/score", json={"text": "A. " * 5000}, timeout=20)
        assert refused.status_code == 503
        assert refused.headers["retry-after"] == "1"
        assert refused.json()["type"] == "urn:copydesk:problem:overloaded"
        assert httpx.post(f"{service.url}/v1/score", json=ARTICLE).status_code == 200
    wait_until_held(service, 0)
    assert httpx.post(f"{service.url}/v1/score", json={"text": "A. " * 5000}).status_code == 200


def test_a_stream_that_pauses_holds_nothing(service: Service) -> None:
    """Whatever has gone through it: articles, blank lines, lines that are too long."""
    with LineStream(service.port) as stream:
        for _ in range(5):
            stream.send({**ARTICLE, "text": "The mayor said so. " * 2000}, b"", b"x" * 60_000)
            assert [stream.read() is None for _ in range(2)] == [False, False]
        wait_until_held(service, 0)


def test_a_stream_that_finds_no_room_ends(service: Service) -> None:
    """Its last line says why; what came before is answered."""
    with ExitStack() as stack:
        others = [stack.enter_context(LineStream(service.port)) for _ in range(2)]
        for other in others:
            other.send_raw(b" " * 45_000)
        wait_until_held(service, 90_000)
        with LineStream(service.port) as stream:
            stream.send(ARTICLE)
            assert stream.read()["id"] == "1"
            stream.send_raw(b" " * 20_000)
            assert stream.read()["error"]["type"] == "urn:copydesk:problem:overloaded"
            assert stream.read() is None


def test_a_line_is_not_waited_for_as_long_as_the_next() -> None:
    """A stream may pause between lines; half a line is half a body."""
    with (
        Service(COPYDESK_DRAIN=0, COPYDESK_CLIENT_WAIT=0.5) as service,
        LineStream(service.port) as stream,
    ):
        stream.send(ARTICLE)
        assert stream.read()["id"] == "1"
        stream.send_raw(json.dumps(ARTICLE).encode()[:-1])
        assert stream.read()["error"]["type"] == "urn:copydesk:problem:body-too-slow"


@pytest.mark.parametrize(
    ("size", "detail"), [(HELD + 1, "at a rate below"), (HELD, "was incomplete")]
)
def test_a_large_body_must_come_at_a_rate(size: int, detail: str) -> None:
    """What holds much is given up long before the time for the whole body is over."""
    pieces = [b"x" * size]

    async def receive() -> Any:
        if pieces:
            return {"type": "http.request", "body": pieces.pop(), "more_body": True}
        return await asyncio.get_running_loop().create_future()

    async def app(_: Any, receive: Any, __: Any) -> None:
        while True:
            await receive()

    async def run() -> None:
        scope: Any = {"type": "http", "headers": []}
        send: Any = None
        with pytest.raises(Refusal, match=detail):
            await BodyTimeout(app, seconds=0.6)(scope, receive, send)

    asyncio.run(run())


def test_every_byte_of_a_stream_is_given_back() -> None:
    """What is in no line is dropped at once, however it is cut."""
    body = b"\n\nab\n  \n" + b"x" * 30 + b"\ncd\n" + b"y" * 9 + b"\nef"

    async def read(step: int) -> tuple[list[bytes | LineTooLong], int]:
        dropped: list[int] = []

        async def chunks() -> Any:
            for at in range(0, len(body), step):
                yield body[at : at + step]

        found = [line async for line in lines(chunks(), 8, dropped.append)]
        return found, sum(dropped)

    for step in (1, 2, 3, 7, 100):
        found, dropped = asyncio.run(read(step))
        assert found == [b"ab", TOO_LONG, b"cd", TOO_LONG, b"ef"]
        assert dropped + sum(len(one) for one in found if isinstance(one, bytes)) == len(body)


def test_a_limit_that_no_batch_fits_is_refused() -> None:
    """At the start: such a batch would get 503 for ever."""
    with pytest.raises(BadSettings, match="COPYDESK_MAX_HELD_BYTES"):
        read_settings({"COPYDESK_MAX_HELD_BYTES": "1000000"})
