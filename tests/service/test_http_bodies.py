"""Bodies as they come: compressed, with a byte order mark, in another character set."""

import gzip
import json
import zlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.types import Scope
from service_fakes import Client, FakeEngine

from service.middleware.content_encoding import DECODERS, PIECE, ContentEncoding, brotli, zstd
from service.problems import Refusal

ARTICLE = "“The bridge may open in May,” the mayor said at the café on Tuesday."
JSON = {"content-type": "application/json"}
BODY = json.dumps({"text": ARTICLE}).encode()

EXTRA = [coding for coding in ("br", "zstd") if coding in DECODERS]
"""Codings that need a package."""


def packed(coding: str, *parts: bytes) -> list[tuple[str, bytes]]:
    """The coding and a body of these parts in it; nothing where its package is missing."""
    if coding not in EXTRA:
        return []
    compress = brotli.compress if coding == "br" else zstd.compress
    return [(coding, b"".join(map(compress, parts)))]


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("GZIP", gzip.compress(BODY, mtime=0)),
        ("x-gzip", gzip.compress(BODY[:9], mtime=0) + gzip.compress(BODY[9:], mtime=0)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", zlib.compress(BODY, wbits=-15)),
        ("deflate", zlib.compress(BODY, 0, wbits=-15)),
        ("identity", BODY),
        *packed("br", BODY),
        *packed("zstd", BODY[:9], BODY[9:]),
    ],
)
def test_a_compressed_body_is_read(
    client: Client, engine: FakeEngine, coding: str, body: bytes
) -> None:
    """In one member or in several."""
    response = client.score(content=body, headers={**JSON, "content-encoding": coding})
    assert response.status_code == 200
    assert engine.asked[-1].text == ARTICLE


@pytest.mark.parametrize(
    ("coding", "body", "status"),
    [
        ("gzip", BODY, 400),
        ("gzip", gzip.compress(BODY, mtime=0)[:-9], 400),
        ("gzip", gzip.compress(BODY, mtime=0) + b"x", 400),
        ("gzip", b"", 400),
        ("deflate", zlib.compress(BODY) + b"x", 400),
        ("deflate", zlib.compress(BODY, wbits=-15) + b"x", 400),
        ("deflate", zlib.compress(BODY, wbits=-15)[:-1], 400),
        ("deflate", BODY, 400),
        ("deflate", b"x", 400),
        ("compress", BODY, 415),
        *[(coding, BODY, 400) for coding in EXTRA],
        *[(coding, body[:-1], 400) for coding in EXTRA for _, body in packed(coding, BODY)],
        *[(coding, body + b"x", 400) for coding in EXTRA for _, body in packed(coding, BODY)],
        *[
            (coding, body, 413)
            for coding in EXTRA
            for _, body in packed(coding, b" " * 2_000_000 + BODY)
        ],
        *[(coding, BODY, 415) for coding in {"br", "zstd"} - set(EXTRA)],
        ("gzip, gzip", gzip.compress(gzip.compress(BODY, mtime=0), mtime=0), 415),
        ("gzip", gzip.compress(b" " * 2_000_000 + BODY, mtime=0), 413),
    ],
)
def test_what_is_not_compressed_so_is_refused(
    client: Client, coding: str, body: bytes, status: int
) -> None:
    """Also what holds more than a body may, however small it came."""
    response = client.score(content=body, headers={**JSON, "content-encoding": coding})
    assert response.status_code == status
    assert response.json()["status"] == status
    assert status != 415 or response.headers["accept-encoding"] == ", ".join(
        ("gzip", "deflate", *EXTRA)
    )


def test_a_compressed_batch_is_read_by_lines(client: Client) -> None:
    """As a client sends an archive."""
    lines = b"".join(BODY + b"\n" for _ in range(3))
    headers = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
    response = client.call(
        "POST", "/v1/score/batch", content=gzip.compress(lines, mtime=0), headers=headers
    )
    assert len(response.text.splitlines()) == 3


@pytest.mark.parametrize("accepts", ["br, gzip", "gzip", "identity", "br;q=0, gzip;q=0"])
def test_a_response_is_compressed_for_who_accepts_it(client: Client, accepts: str) -> None:
    """In Brotli where its package is installed, or else in gzip; caches are told of it."""
    response = client.call("GET", "/schema/openapi.json", headers={"accept-encoding": accepts})
    coded = [name for name in accepts.split(", ") if name in DECODERS]
    assert response.headers.get("content-encoding", "identity") == next(iter(coded), "identity")
    assert not coded or "accept-encoding" in response.headers["vary"].lower()
    assert response.json()["openapi"]


@given(st.binary(max_size=300_000), st.lists(st.integers(1, 99), max_size=9))
def test_however_it_is_cut_up_a_body_is_the_same(body: bytes, cuts: list[int]) -> None:
    """And no piece is larger than it may be, nor asked for before it is wanted."""
    packed = gzip.compress(body, mtime=0)
    parts, at = [], 0
    for cut in cuts:
        parts.append(packed[at : at + cut])
        at += cut
    parts.append(packed[at:])
    assert b"".join(pieces(parts)) == body


@given(st.binary(max_size=3_000), st.sampled_from([15, -15]), st.integers(0, 9))
def test_deflate_is_read_byte_by_byte(body: bytes, wbits: int, level: int) -> None:
    """With zlib's header or without; the first byte alone does not tell which."""
    packed = zlib.compress(body, level, wbits=wbits)
    parts = [packed[at : at + 1] for at in range(9)] + [packed[9:]]
    assert b"".join(pieces(parts, "deflate")) == body


def pieces(parts: list[bytes], coding: str = "gzip") -> list[bytes]:
    """Return what the application receives of a body in parts."""
    found: list[bytes] = []
    sent = iter(enumerate(parts, start=1))

    async def receive() -> Any:
        number, part = next(sent)
        return {"type": "http.request", "body": part, "more_body": number < len(parts)}

    async def app(scope: Scope, receive: Any, _: Any) -> None:
        assert scope["headers"] == []
        more = True
        while more:
            message = await receive()
            found.append(message["body"])
            more = message["more_body"]

    scope: Any = {"type": "http", "headers": [(b"content-encoding", coding.encode())]}
    encoding: Any = ContentEncoding(app)
    coroutine = encoding(scope, receive, app)
    with pytest.raises(StopIteration):
        coroutine.send(None)
    assert all(len(piece) <= PIECE for piece in found)
    return found


def test_a_bomb_swells_no_more_than_is_asked_for() -> None:
    """10 MB in 10 kB are made a piece at a time."""
    assert len(pieces([gzip.compress(bytes(10_000_000), mtime=0)])) > 100


@pytest.mark.parametrize("coding", EXTRA)
def test_other_codings_swell_no_faster(coding: str) -> None:
    """However the body comes: whole, or a byte at a time."""
    for size, step in ((10_000_000, 1 << 20), (300_000, 1)):
        for _, body in packed(coding, bytes(size)):
            parts = [body[at : at + step] for at in range(0, len(body), step)]
            found = pieces(parts, coding)
            assert b"".join(found) == bytes(size)
            assert len(found) > size // PIECE


@pytest.mark.skipif("zstd" not in EXTRA, reason="needs the extra compression")
def test_a_window_larger_than_http_allows_is_refused(client: Client) -> None:
    """RFC 9659: 8 MB; what needs more would make us hold more."""
    level = {zstd.CompressionParameter.window_log: 27}
    body = zstd.compress(b" " * 20_000_000 + BODY, options=level)
    response = client.score(content=body, headers={**JSON, "content-encoding": "zstd"})
    assert response.status_code == 400


def test_a_byte_order_mark_before_json_is_ignored(client: Client, engine: FakeEngine) -> None:
    """RFC 8259 lets a parser do so, and Windows' editors write one."""
    assert client.score(content=b"\xef\xbb\xbf" + BODY, headers=JSON).status_code == 200
    assert engine.asked[-1].text == ARTICLE
    marked = b"\xef\xbb\xbf[" + BODY + b"]"
    answers = client.call("POST", "/v1/score/batch", content=marked, headers=JSON)
    assert [answer["scores"] for answer in answers.json()]


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("text/plain; charset=windows-1252", ARTICLE.encode("cp1252")),
        ('text/plain; charset="ISO-8859-1"', ARTICLE.encode("cp1252")),
        ("text/plain; charset=utf-16", ARTICLE.encode("utf-16")),
        ("text/plain", ARTICLE.encode("utf-16")),
        ("text/plain; charset=latin1", b"\xef\xbb\xbf" + ARTICLE.encode()),
    ],
)
def test_a_text_is_in_the_character_set_that_it_says(
    client: Client, engine: FakeEngine, content_type: str, body: bytes
) -> None:
    """A byte order mark says more than the header, as in browsers."""
    assert client.score(content=body, headers={"content-type": content_type}).status_code == 200
    assert engine.asked[-1].text == ARTICLE


@pytest.mark.parametrize(
    ("declared", "charset"),
    [
        ('<meta charset="windows-1252">', "cp1252"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "cp1252"),
        ('<?xml version="1.0" encoding="windows-1252"?>', "cp1252"),
        ("<meta charset=utf-16>", "utf-8"),
        ("<meta charset=nonsense>", "utf-8"),
        ("", "utf-8"),
    ],
)
def test_a_page_says_its_character_set_itself(
    client: Client, engine: FakeEngine, declared: str, charset: str
) -> None:
    """Unless the header does."""
    page = f"{declared}<p>{ARTICLE}</p>"
    headers = {"content-type": "text/html"}
    assert client.score(content=page.encode(charset), headers=headers).status_code == 200
    assert engine.asked[-1].html == page
    headers = {"content-type": "text/html; charset=utf-8"}
    assert client.score(content=page.encode(), headers=headers).status_code == 200
    assert engine.asked[-1].html == page


def test_json_in_utf_16_is_told_to_be_in_utf_8(client: Client) -> None:
    """As some shells write it; the first byte is no error in the JSON."""
    response = client.score(content=BODY.decode().encode("utf-16"), headers=JSON)
    assert response.status_code == 400
    assert response.json()["detail"] == "the body is in UTF-16; send JSON in UTF-8"


@pytest.mark.parametrize("charset", ["utf-7", "rot13", "hex", "nonsense", "unicode_escape"])
def test_a_character_set_that_no_browser_reads_is_refused(client: Client, charset: str) -> None:
    """Python knows codecs that are none."""
    headers = {"content-type": f"text/plain; charset={charset}"}
    assert client.score(content=b"The mayor said so.", headers=headers).status_code == 415


def test_refusals_are_made_before_anything_is_read() -> None:
    """A coding that is not read costs nothing."""
    scope: Any = {"type": "http", "headers": [(b"Content-Encoding", b"compress")]}
    coroutine = ContentEncoding(None)(scope, None, None)  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        coroutine.send(None)
