"""A body may not arrive in so many pieces that each costs more than what it brings."""

import asyncio
import gzip
from collections.abc import Sequence
from typing import Any

import pytest

from service.middleware.body import FREE, SMALL, BodyTimeout
from service.middleware.content_encoding import DECODERS, ContentEncoding
from service.problems import Refusal

EMPTY = {"gzip": gzip.compress(b""), "zstd": bytes.fromhex("28b52ffd2000010000")}


def read(pieces: Sequence[bytes], **headers: str) -> list[bytes]:
    """Return what an application gets. Raises ``Refusal``."""
    got: list[bytes] = []
    coming = iter([*pieces, b""])
    left = len(pieces)

    async def receive() -> Any:
        nonlocal left
        left -= 1
        return {"type": "http.request", "body": next(coming), "more_body": left >= 0}

    async def app(scope: Any, receive: Any, send: Any) -> None:
        del scope, send
        more = True
        while more:
            message = await receive()
            got.append(message["body"])
            more = message["more_body"]

    raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope: Any = {"type": "http", "headers": raw}
    application = ContentEncoding(BodyTimeout(app, seconds=30))
    asyncio.run(application(scope, receive, None))  # type: ignore[arg-type]
    return got


def test_a_body_of_tiny_chunks_is_refused() -> None:
    with pytest.raises(Refusal, match="pieces"):
        read([b"a"] * (FREE + 1))


def test_a_body_may_have_many_pieces_of_some_size_and_some_tiny_ones() -> None:
    assert len(read([b"a"] * (FREE - 1))) == FREE
    assert len(read([b"a" * SMALL] * (2 * FREE))) == 2 * FREE + 1


def test_lines_of_a_stream_may_be_short_but_not_in_pieces_nor_empty() -> None:
    stream = {"content_type": "application/x-ndjson"}
    assert len(read([b"{}\n"] * (2 * FREE), **stream)) == 2 * FREE + 1
    with pytest.raises(Refusal, match="pieces"):
        read([b"\n"] * (FREE + 1), **stream)
    with pytest.raises(Refusal, match="pieces"):
        read([b"{"] * (FREE + 1), **stream)


@pytest.mark.parametrize("coding", sorted(EMPTY.keys() & DECODERS.keys()))
def test_a_compressed_body_of_nothing_is_refused(coding: str) -> None:
    """However many members or frames without content it has, and in however large pieces."""
    few, many = [EMPTY[coding] * 99], [EMPTY[coding] * 6000]
    assert read(few, content_encoding=coding) == [b""]
    with pytest.raises(Refusal, match="pieces"):
        read(many, content_encoding=coding)


def test_a_compressed_body_of_tiny_chunks_is_refused() -> None:
    """Before it is decompressed to anything."""
    body = gzip.compress(bytes(9_000_000))
    with pytest.raises(Refusal, match="pieces"):
        read([body[at : at + 1] for at in range(len(body))], content_encoding="gzip")
