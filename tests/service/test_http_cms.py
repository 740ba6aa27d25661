"""``POST /v1/cms/{name}`` over a socket: signatures, receipts, callbacks, and what is hostile."""

import json
import time
from collections.abc import Iterator
from typing import Any

import cms_payloads as payloads
import httpx
import pytest
from callback_receiver import CallbackReceiver, receiving
from cms_payloads import encode, sign_ghost, sign_superdesk
from service_process import Service

from service import problems
from service.problems import Kind

GHOST_SECRET = "ghost secret of the tests"
SUPERDESK_SECRET = "superdesk secret of the tests"
WORDPRESS_SECRET = "wordpress secret of the tests"
MARKER = "Zanzibar"
JSON = {"content-type": "application/json"}


@pytest.fixture(scope="module")
def receiver() -> Iterator[CallbackReceiver]:
    with receiving() as opened:
        yield opened


@pytest.fixture(scope="module")
def service(
    receiver: CallbackReceiver, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Service]:
    path = tmp_path_factory.mktemp("settings") / "cms.toml"
    path.write_text(f"""
[callback]
allow = ["{receiver.url}/hooks", "http://127.0.0.2/hooks"]
networks = ["127.0.0.1/32"]
secret = "callback secret of the tests"
first_wait = 0.05

[cms.ghost]
secret = "{GHOST_SECRET}"
callback = "{receiver.url}/hooks/ghost"

[cms.superdesk]
secret = "{SUPERDESK_SECRET}"

[cms.wordpress]
secret = "{WORDPRESS_SECRET}"

[cms.custom]
html = "entry.blocks.0.body"
title = "entry.title"
id = "entry.id"
""")
    with Service(COPYDESK_CMS=path, COPYDESK_DRAIN=0, COPYDESK_MAX_BODY_BYTES=100_000) as running:
        yield running


@pytest.fixture(autouse=True)
def _empty(receiver: CallbackReceiver) -> None:
    receiver.deliveries.clear()


def post(
    service: Service,
    name: str,
    payload: object,
    headers: dict[str, str] | None = None,
    **query: str,
) -> httpx.Response:
    body = payload if isinstance(payload, bytes) else encode(payload)
    return httpx.post(
        f"{service.url}/v1/cms/{name}", content=body, headers={**JSON, **(headers or {})},
        params=query,
    )  # fmt: skip


def ghost(service: Service, revision: str, **query: str) -> httpx.Response:
    """Deliver a revision of the post, signed now."""
    post_ = payloads.GHOST["post"]
    payload = {"post": {**post_, "current": {**post_["current"], "updated_at": revision}}}
    return post(service, "ghost", payload, sign_ghost(encode(payload), GHOST_SECRET), **query)


def bearer(secret: str) -> dict[str, str]:
    return {"authorization": f"Bearer {secret}"}


@pytest.mark.parametrize(
    ("name", "payload", "headers", "status"),
    [
        (
            "superdesk",
            payloads.SUPERDESK,
            sign_superdesk(encode(payloads.SUPERDESK), SUPERDESK_SECRET),
            201,
        ),
        ("wordpress", payloads.WORDPRESS, bearer(WORDPRESS_SECRET), 200),
        ("ninjs", payloads.NINJS_1, {}, 200),
        ("ninjs", payloads.NINJS_2, {}, 200),
        ("ninjs", payloads.NINJS_3, {}, 200),
        ("newsarticle", payloads.NEWSARTICLE, {"content-type": "application/ld+json"}, 200),
        ("custom", payloads.STRAPI, {}, 200),
    ],
)
def test_without_a_callback_the_report_is_the_response(
    service: Service, name: str, payload: object, headers: dict[str, str], status: int
) -> None:
    """Each with the status that its sender expects."""
    answer = post(service, name, payload, headers)
    assert answer.status_code == status
    assert "attribution" in answer.json()["scores"]


def test_options_stand_in_the_address(service: Service) -> None:
    """A content system is told one URL: the query is where there is room to ask."""
    answer = post(service, "custom", payloads.STRAPI, scorers="hedging", evidence="false")
    assert list(answer.json()["scores"]) == ["hedging"]
    assert answer.json()["evidence"] == {}


def test_ghost_is_acknowledged_and_the_report_delivered(
    service: Service, receiver: CallbackReceiver
) -> None:
    """202 at once; then one signed callback with the report."""
    began = time.monotonic()
    answer = ghost(service, "2026-03-03T10:00:01.000Z")
    took = time.monotonic() - began
    assert (answer.status_code, answer.json()["status"]) == (202, "accepted")
    assert took < 1
    [got] = receiver.wait_for(1)
    assert got.path == "/hooks/ghost"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["webhook-signature"].startswith("v1,")
    assert json.loads(got.body)["id"] == payloads.GHOST["post"]["current"]["id"]


def test_ghost_is_acknowledged_before_the_article_is_scored(
    service: Service, receiver: CallbackReceiver
) -> None:
    """An article that takes longer than Ghost waits is no trouble."""
    current = {**payloads.GHOST["post"]["current"], "id": "slow:2.5"}
    payload = {"post": {"current": current}}
    began = time.monotonic()
    answer = post(service, "ghost", payload, sign_ghost(encode(payload), GHOST_SECRET))
    assert answer.status_code == 202
    assert time.monotonic() - began < 1.5
    assert receiver.deliveries == []
    receiver.wait_for(1)


def test_ghost_is_heard_once(service: Service, receiver: CallbackReceiver) -> None:
    """The same id and updated_at again is acknowledged, and delivered no second time."""
    stamp = "2026-03-03T10:00:02.000Z"
    answers = [ghost(service, stamp) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert [a.json()["status"] for a in answers] == ["accepted", "duplicate", "duplicate"]
    assert ghost(service, "2026-03-03T10:00:03.000Z").json()["status"] == "accepted"
    assert len(receiver.wait_for(2)) == 2


def test_a_problem_goes_to_the_callback_too(service: Service, receiver: CallbackReceiver) -> None:
    """Who was told 202 learns what came of it."""
    answer = ghost(service, "2026-03-03T10:00:04.000Z", scorers="tone")
    assert answer.status_code == 202
    [got] = receiver.wait_for(1)
    assert got.headers["content-type"] == "application/problem+json"
    problem = json.loads(got.body)
    assert (problem["status"], problem["type"]) == (422, "urn:copydesk:problem:unknown-scorer")


def test_a_callback_may_be_asked_for(service: Service, receiver: CallbackReceiver) -> None:
    """In the query; the answer is then a receipt, and the report comes there."""
    url = f"{receiver.url}/hooks/desk"
    answer = post(service, "ninjs", payloads.NINJS_3, callback=url)
    assert (answer.status_code, answer.json()["status"]) == (202, "accepted")
    assert receiver.wait_for(1)[0].path == "/hooks/desk"


@pytest.mark.parametrize("url", ["{0}/admin", "https://evil.example/hooks", "x", ""])
def test_a_callback_that_is_not_allowed_is_refused(
    service: Service, receiver: CallbackReceiver, url: str
) -> None:
    """Before anything is scored."""
    answer = post(service, "ninjs", payloads.NINJS_3, callback=url.format(receiver.url))
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:copydesk:problem:callback-refused"


def test_an_address_that_is_not_listed_is_not_called(service: Service) -> None:
    """An allowed URL whose host is this machine, by another of its addresses: refused, logged."""
    answer = post(service, "ninjs", payloads.NINJS_3, callback="http://127.0.0.2/hooks")
    assert answer.status_code == 202
    deadline = time.monotonic() + 5
    while '"outcome": "refused"' not in service.log and time.monotonic() < deadline:
        time.sleep(0.02)
    assert '"outcome": "refused"' in service.log


@pytest.mark.parametrize(
    "headers",
    [
        {},
        sign_ghost(encode(payloads.GHOST), "another secret"),
        sign_ghost(encode(payloads.GHOST) + b" ", GHOST_SECRET),
        sign_ghost(encode(payloads.GHOST), GHOST_SECRET, at=time.time() - 3600),
        sign_ghost(encode(payloads.GHOST), GHOST_SECRET, at=time.time() + 3600),
        {"X-Ghost-Signature": "sha256=, t=" + "9" * 400},
        {"X-Ghost-Signature": "sha256=é, t=1".encode().decode("latin-1")},
    ],
)
def test_a_ghost_signature_must_fit(service: Service, headers: dict[str, str]) -> None:
    """Missing, of another secret or body, stale, from the future, malformed: 403."""
    answer = httpx.post(
        f"{service.url}/v1/cms/ghost",
        content=encode(payloads.GHOST),
        headers=[(k.encode(), v.encode("latin-1")) for k, v in {**JSON, **headers}.items()],
    )
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:copydesk:problem:bad-signature"


def test_the_signature_is_over_the_bytes_sent(service: Service) -> None:
    """The same object with other white space is another body."""
    spaced = json.dumps(payloads.SUPERDESK, indent=2).encode()
    signed = sign_superdesk(spaced, SUPERDESK_SECRET)
    assert post(service, "superdesk", spaced, signed).status_code == 201
    assert post(service, "superdesk", payloads.SUPERDESK, signed).status_code == 403


@pytest.mark.parametrize("headers", [{}, bearer("guess"), {"authorization": WORDPRESS_SECRET}])
def test_a_static_secret_must_fit(service: Service, headers: dict[str, str]) -> None:
    """Where the sender signs nothing, it shows the secret."""
    assert post(service, "wordpress", payloads.WORDPRESS, headers).status_code == 403


def test_a_picture_does_not_worry_superdesk(service: Service) -> None:
    """It would log an error for every 4xx: what has no text gets a receipt."""
    payload = {**payloads.SUPERDESK, "type": "picture"}
    answer = post(service, "superdesk", payload, sign_superdesk(encode(payload), SUPERDESK_SECRET))
    assert (answer.status_code, answer.json()["status"]) == (201, "skipped")


def test_a_picture_is_a_problem_to_who_waits_for_a_report(service: Service) -> None:
    """The other senders read the answer."""
    answer = post(service, "ninjs", {**payloads.NINJS_1, "type": "picture"})
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:copydesk:problem:not-an-article"


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b'{"body_text": "\xff"}', 400),
        (b"[" * 50_000, 400),
        (b'{"a":' * 15_000, 400),
        (b"[]", 422),
        (b'"text"', 422),
        (b"null", 422),
        (b'{"body_text": "\\ud800 said"}', 400),
        (b'{"body_text": "said", "language": "' + b"x" * 99 + b'"}', 422),
        (b'{"body_text": " "}', 422),
        (b'{"body_text": "' + b"a " * 60_000 + b'"}', 413),
    ],
)
def test_a_hostile_body_gets_a_problem(service: Service, body: bytes, status: int) -> None:
    """Empty, cut off, not UTF-8, too deep, no object, half a character, no words, too large."""
    answer = post(service, "ninjs", body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(service: Service, content_type: str) -> None:
    """Content systems send JSON."""
    answer = post(service, "ninjs", payloads.NINJS_1, {"content-type": content_type})
    assert answer.status_code == 415


def test_a_script_is_not_read(service: Service) -> None:
    """HTML is reduced to what a reader sees, as in ``/v1/score``."""
    html = f"<script>alert('{MARKER}')</script><p onclick=\"x()\">{payloads.SENTENCE}</p>"
    answer = post(service, "ninjs", {"uri": "x", "body_html": html})
    assert answer.json()["document"]["characters"] == len(payloads.SENTENCE)


def test_an_unknown_system_is_not_there(service: Service) -> None:
    """404, with the names there are."""
    answer = post(service, "drupal", {})
    assert answer.status_code == 404
    for name in ("ghost", "superdesk", "wordpress", "ninjs", "newsarticle", "custom"):
        assert name in answer.json()["detail"]


def test_no_answer_is_a_410() -> None:
    """Ghost deletes a webhook that answers so: no kind of problem has that status."""
    kinds = [kind for kind in vars(problems).values() if isinstance(kind, Kind)]
    assert len(kinds) > 20
    assert 410 not in {kind.status for kind in kinds}


def test_ids_are_not_options(service: Service) -> None:
    """They come from the payload."""
    assert post(service, "ninjs", payloads.NINJS_1, id="7").status_code == 422


def test_nothing_of_an_article_is_logged(service: Service, receiver: CallbackReceiver) -> None:
    """Scored, refused, skipped, delivered: the marker is in no line of the log, nor a secret."""
    item: dict[str, Any] = {**payloads.NINJS_1, "body_xhtml": f"<p>{MARKER} said so.</p>"}
    post(service, "ninjs", item)
    post(service, "ninjs", {**item, "headline": [MARKER]})
    post(service, "ninjs", {**item, "type": MARKER})
    post(service, "ninjs", {**item, "uri": "fail:1"})
    post(service, "ninjs", {**item, "uri": "fail:2"}, callback=f"{receiver.url}/hooks/x")
    post(service, "ninjs", item, callback=f"{receiver.url}/hooks/{MARKER}")
    post(service, "ninjs", item, callback=f"https://{MARKER}.example")
    post(service, MARKER.encode().hex(), item)
    receiver.wait_for(1)
    deadline = time.monotonic() + 5
    while '"event": "callback_error"' not in service.log and time.monotonic() < deadline:
        time.sleep(0.02)
    assert '"event": "callback_error"' in service.log
    assert '"event": "unexpected_error"' in service.log
    for word in (MARKER, "secret of the tests"):
        assert word not in service.log
