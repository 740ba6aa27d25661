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

from service.middleware.content_encoding import PIECE, ContentEncoding
from service.problems import Refusal

ARTICLE = "“The bridge may open in May,” the mayor said at the café on Tuesday."
JSON = {"content-type": "application/json"}
BODY = json.dumps({"text": ARTICLE}).encode()


@pytest.mark.parametrize(
    ("coding", "body"),
    [
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("GZIP", gzip.compress(BODY, mtime=0)),
        ("x-gzip", gzip.compress(BODY[:9], mtime=0) + gzip.compress(BODY[9:], mtime=0)),
        ("deflate", zlib.compress(BODY)),
        ("identity", BODY),
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
        ("br", BODY, 415),
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
    assert status != 415 or response.headers["accept-encoding"] == "gzip, deflate"


def test_a_compressed_batch_is_read_by_lines(client: Client) -> None:
    """As a client sends an archive."""
    lines = b"".join(BODY + b"\n" for _ in range(3))
    headers = {"content-type": "application/x-ndjson", "content-encoding": "gzip"}
    response = client.call(
        "POST", "/v1/score/batch", content=gzip.compress(lines, mtime=0), headers=headers
    )
    assert len(response.text.splitlines()) == 3


@pytest.mark.parametrize("accepts", ["gzip", "identity"])
def test_a_report_is_compressed_for_who_takes_it(client: Client, accepts: str) -> None:
    """A cache is told that it depends on that."""
    response = client.call("GET", "/schema/openapi.json", headers={"accept-encoding": accepts})
    assert response.headers.get("content-encoding", "identity") == accepts
    assert accepts == "identity" or "accept-encoding" in response.headers["vary"].lower()
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


def pieces(parts: list[bytes]) -> list[bytes]:
    """Return what the application receives of a gzip in parts."""
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

    scope: Any = {"type": "http", "headers": [(b"content-encoding", b"gzip")]}
    encoding: Any = ContentEncoding(app)
    coroutine = encoding(scope, receive, app)
    with pytest.raises(StopIteration):
        coroutine.send(None)
    assert all(len(piece) <= PIECE for piece in found)
    return found


def test_a_bomb_swells_no_more_than_is_asked_for() -> None:
    """10 MB in 10 kB are made a piece at a time."""
    assert len(pieces([gzip.compress(bytes(10_000_000), mtime=0)])) > 100


def test_a_byte_order_mark_before_json_is_ignored(client: Client, engine: FakeEngine) -> None:
    """RFC 8259 lets a parser do so, and Windows' editors write one."""
    assert client.score(content=b"\xef\xbb\xbf" + BODY, headers=JSON).status_code == 200
    assert engine.asked[-1].text == ARTICLE


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


@pytest.mark.parametrize("charset", ["utf-7", "rot13", "hex", "nonsense", "unicode_escape"])
def test_a_character_set_that_no_browser_reads_is_refused(client: Client, charset: str) -> None:
    """Python knows codecs that are none."""
    headers = {"content-type": f"text/plain; charset={charset}"}
    assert client.score(content=b"The mayor said so.", headers=headers).status_code == 415


def test_refusals_are_made_before_anything_is_read() -> None:
    """A coding that is not read costs nothing."""
    scope: Any = {"type": "http", "headers": [(b"Content-Encoding", b"zstd")]}
    coroutine = ContentEncoding(None)(scope, None, None)  # type: ignore[arg-type]
    with pytest.raises(Refusal):
        coroutine.send(None)
