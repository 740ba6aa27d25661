"""Many articles in one request, over a socket."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from patience import PATIENCE, wait_until
from service_fakes import ENDLESS
from service_hold import Hold
from service_process import Service
from service_stream import LineStream

URL = "/v1/score/batch"
LINES = {"content-type": "application/x-ndjson"}
MARKER = "Zanzibar"


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    settings: dict[str, Any] = {"COPYDESK_IN_FLIGHT": 2, "COPYDESK_QUEUE_WAIT": 60}
    with Service(COPYDESK_DRAIN=0, COPYDESK_MAX_BODY_BYTES=20_000, **settings) as running:
        yield running


def article(name: object, **more: object) -> dict[str, object]:
    return {"text": "The mayor said so.", "id": str(name), **more}


def post(service: Service, **options: Any) -> httpx.Response:
    return httpx.post(service.url + URL, timeout=PATIENCE, **options)


def kinds(items: list[dict[str, Any]]) -> list[str | None]:
    return [item["error"]["type"].split(":")[-1] if "error" in item else None for item in items]


def test_an_array_is_answered_with_an_array(service: Service) -> None:
    """A report for each article, in order, the same as for one alone."""
    articles = [article(n) for n in range(5)]
    answer = post(service, json=articles)
    assert answer.status_code == 200
    alone = [httpx.post(f"{service.url}/v1/score", json=one).json() for one in articles]
    assert answer.json() == alone


def test_an_article_that_cannot_be_scored_leaves_the_others(service: Service) -> None:
    """In its place is an error, with its index and id; each way to fail has its kind."""
    answer = post(service, json=[article(0), 7, article("b", profile="no"), {}, article(4)])
    items = answer.json()
    expected = [None, "invalid-field", "unknown-profile", "invalid-request", None]
    assert kinds(items) == expected
    assert (items[2]["index"], items[2]["id"]) == (2, "b")
    assert items[2]["error"]["request_id"] == answer.headers["x-request-id"]


def test_a_defect_is_an_error_without_a_word_of_the_article(service: Service) -> None:
    """A scorer that raises with text in its message costs that article only."""
    answer = post(service, json=[article("fail:", text=MARKER), article(1)])
    assert kinds(answer.json()) == ["internal-error", None]
    assert MARKER not in answer.text
    assert MARKER not in service.log


def test_messagepack_both_ways(service: Service) -> None:
    """The array's other representation says the same."""
    body = [article(0), {}]
    packed = post(
        service,
        content=msgspec.msgpack.encode(body),
        headers={"content-type": "application/x-msgpack", "accept": "application/x-msgpack"},
    )
    plain = post(service, json=body).json()
    unpacked = msgspec.msgpack.decode(packed.content)
    assert unpacked[0] == plain[0]
    assert kinds(unpacked) == kinds(plain)


def test_lines_are_answered_while_the_question_is_being_asked(service: Service) -> None:
    """Each line's answer comes before the next line is sent."""
    with LineStream(service.port) as stream:
        for number in range(4):
            stream.send(article(number))
            assert stream.read()["id"] == str(number)
        stream.end()
        assert stream.read() is None


def test_lines_are_answered_in_order(service: Service) -> None:
    """Though the first takes longest and the others are scored meanwhile."""
    names = ["slow:0.3", "slow:0.1", "2", "3"]
    with LineStream(service.port) as stream:
        stream.send(*map(article, names))
        stream.end()
        assert [item["id"] for item in stream.read_all()] == names


def test_a_bad_line_gets_an_error_line(service: Service) -> None:
    """Not JSON, not UTF-8, no object, too long: the rest go on. Empty lines are no articles."""
    with LineStream(service.port) as stream:
        stream.send(article(0), b'{"text": "Zanzibar', b"", b'"\xff"', b"[]", b"x" * 50_000, b" ")
        stream.send(article(5))
        stream.end()
        items = stream.read_all()
    malformed = ["malformed-body", "malformed-body", "invalid-field", "body-too-large"]
    assert kinds(items) == [None, *malformed, None]
    assert [item["index"] for item in items[1:5]] == [1, 2, 3, 4]


def test_a_line_may_come_in_pieces_and_the_last_needs_no_end(service: Service) -> None:
    """As a network cuts a body where it likes."""
    body = msgspec.json.encode(article(0)) + b"\n" + msgspec.json.encode(article(1))
    pieces = (body[at : at + 7] for at in range(0, len(body), 7))
    answer = post(service, content=pieces, headers=LINES)
    assert answer.headers["content-type"] == "application/x-ndjson"
    assert [msgspec.json.decode(line)["id"] for line in answer.text.splitlines()] == ["0", "1"]


def test_nothing_is_answered_with_nothing(service: Service) -> None:
    """An empty array, an empty stream."""
    assert post(service, json=[]).json() == []
    empty = post(service, content=b"", headers=LINES)
    assert (empty.status_code, empty.content) == (200, b"")


@pytest.mark.parametrize(
    ("options", "status", "kind"),
    [
        ({"json": {}}, 422, "invalid-field"),
        ({"content": b"[", "headers": {"content-type": "application/json"}}, 400, "malformed-body"),
        ({"content": b"x", "headers": {"content-type": "text/plain"}}, 415, None),
        ({"json": [], "params": {"profile": "x"}}, 422, "unknown-field"),
        ({"content": b"", "headers": {**LINES, "accept": "text/csv"}}, 406, "not-acceptable"),
    ],
)
def test_what_is_no_batch_is_refused(
    service: Service, options: dict[str, Any], status: int, kind: str | None
) -> None:
    """As a whole, with a problem."""
    answer = post(service, **options)
    assert answer.status_code == status
    assert answer.json()["type"].endswith(kind or "unsupported-media-type")


def test_an_array_has_a_limit_of_its_own() -> None:
    """Over it, 413, also without a length in the header."""
    with Service(COPYDESK_DRAIN=0, COPYDESK_MAX_BATCH_BYTES=2048) as service:
        body = msgspec.json.encode([article(n) for n in range(100)])
        answer = post(service, content=iter([body]), headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:copydesk:problem:body-too-large"


def test_a_batch_meets_the_same_refusal_as_an_article() -> None:
    """While one article fills the service both get 503 with Retry-After, array and lines alike."""
    settings: dict[str, Any] = {"COPYDESK_IN_FLIGHT": 1, "COPYDESK_QUEUE": 0, "COPYDESK_DRAIN": 0}
    with Service(**settings) as service, ThreadPoolExecutor(1) as other, Hold() as hold:
        busy = other.submit(
            httpx.post, f"{service.url}/v1/score", json=article(hold.id), timeout=PATIENCE
        )
        hold.begun()
        one = httpx.post(f"{service.url}/v1/score", json=article(0))
        line = msgspec.json.encode(article(0))
        for answer in (
            post(service, json=[article(0)]),
            post(service, content=line, headers=LINES),
        ):
            assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
            assert answer.json()["type"] == one.json()["type"]
        hold.release()
        assert busy.result().status_code == 200


def test_an_article_of_a_stream_waits_for_a_place() -> None:
    """Once the stream has begun: a full queue is no answer to it, while others still get 503."""
    settings: dict[str, Any] = {"COPYDESK_IN_FLIGHT": 1, "COPYDESK_QUEUE": 0, "COPYDESK_DRAIN": 0}
    with Service(**settings) as service, LineStream(service.port) as stream:
        stream.send(article(0))
        stream.read()
        with LineStream(service.port) as other:
            other.send(article(ENDLESS))
            wait_for_metric(service, "copydesk_in_flight", 1)
            stream.send(article(1))
            while post(service, json=[article("x")]).status_code != 503:
                pass
        assert stream.read()["id"] == "1"


def wait_for_metric(service: Service, name: str, value: float) -> None:
    line = f"\n{name} {value:.1f}\n"
    wait_until(lambda: line in httpx.get(f"{service.url}/metrics").text)


@pytest.mark.parametrize(
    ("media_type", "encode"),
    [("application/json", msgspec.json.encode), ("application/x-msgpack", msgspec.msgpack.encode)],
)
def test_an_array_has_so_many_articles(service: Service, media_type: str, encode: Any) -> None:
    """Over the limit it is refused as a whole, at little cost: nothing is made of what is in it."""
    headers = {"content-type": media_type}
    full = post(service, content=encode([1] * 256), headers=headers)
    assert (full.status_code, len(full.json())) == (200, 256)
    before = resident(service)
    answer = post(service, content=encode([1] * 5_000_000), headers=headers)
    assert answer.status_code == 413
    assert answer.json()["type"] == "urn:copydesk:problem:too-many-articles"
    assert resident(service) - before < 40


@pytest.mark.parametrize("accept", ["application/json", "application/x-msgpack"])
def test_an_array_is_answered_piece_by_piece(service: Service, accept: str) -> None:
    """The first report is there while the second article is being scored, which has no end."""
    body = msgspec.json.encode([article("first"), article(ENDLESS)])
    with (
        httpx.Client(timeout=20) as client,
        client.stream(
            "POST",
            service.url + URL,
            content=body,
            headers={"content-type": "application/json", "accept": accept},
        ) as answer,
    ):
        pieces = answer.iter_bytes()
        begun = next(pieces)
        while b"first" not in begun:
            begun += next(pieces)
    assert begun[:1] == (b"[" if accept.endswith("json") else b"\x92")


def test_an_item_may_be_no_larger_than_a_single_body(service: Service) -> None:
    """An error in its place."""
    answer = post(service, json=[article(0), article(1, text="The mayor said so. " * 1100)])
    assert kinds(answer.json()) == [None, "body-too-large"]


def test_errors_have_a_bounded_size(service: Service) -> None:
    """They repeat no more of an article than its id, if it is short, and names, cut short."""
    long = "x" * 4000
    fields = dict.fromkeys((f"{long}{n}" for n in range(2)), long)
    answer = post(service, json=[{"id": long}, {"text": "A.", "profile": "no", "id": long}, fields])
    assert kinds(answer.json()) == ["invalid-request", "unknown-profile", "unknown-field"]
    assert [item["id"] for item in answer.json()] == [None, None, None]
    assert all(len(msgspec.json.encode(item)) < 4000 for item in answer.json())


def test_too_many_errors_in_a_row_end_a_stream() -> None:
    """The last line says so; an article between them begins the count anew."""
    settings: dict[str, Any] = {"COPYDESK_MAX_BATCH_ERRORS": 3, "COPYDESK_DRAIN": 0}
    with Service(**settings) as service, LineStream(service.port) as stream:
        stream.send(b"1", b"1", article(2), b"1", b"1", b"1", b"1", article(7))
        items = stream.read_all()
    bad = ["invalid-field"] * 2
    assert kinds(items) == [*bad, None, *bad, "invalid-field", "too-many-errors"]
    assert items[-1]["index"] == 6


def test_a_long_batch_leaves_room_for_others(service: Service) -> None:
    """It stands in the queue once, so a single article is answered in the midst of it."""
    with ThreadPoolExecutor(2) as others, Hold() as hold:
        batch = others.submit(post, service, json=[article(hold.id)] * 40)
        hold.begun(2)  # in both slots
        url = f"{service.url}/v1/score"
        single = others.submit(httpx.post, url, json=article("x"), timeout=PATIENCE)
        wait_for_metric(service, "copydesk_waiting", 2)
        for _ in range(4):
            hold.release_one()
            hold.begun()
        assert single.result().status_code == 200
        assert not batch.done()
        hold.release()
        assert kinds(batch.result().json()) == [None] * 40


def test_memory_is_bounded_however_much_is_sent(service: Service) -> None:
    """A client that sends and never reads is not read either; the service stays as it was."""
    before = resident(service)
    line = article(0, text="The mayor said so. " * 200)
    with LineStream(service.port) as stream:
        sent = 0
        while stream.takes(*[line] * 100, seconds=2) and sent < 64_000:
            sent += 100
    assert sent < 64_000
    assert resident(service) - before < 40


def resident(service: Service) -> float:
    """Return the megabytes of the service's processes."""
    total = 0.0
    children = Path(f"/proc/{service.process.pid}/task/{service.process.pid}/children")
    for pid in children.read_text().split():
        status = Path(f"/proc/{pid}/status").read_text()
        total += int(status.split("VmRSS:")[1].split()[0]) / 1024
    return total
