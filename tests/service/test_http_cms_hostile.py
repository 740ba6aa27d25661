"""``POST /v1/cms/{name}``: what is forged, hostile or broken, and what of it is logged."""

import json
import time
from typing import Any

import cms_payloads as payloads
import httpx
import pytest
from callback_receiver import CallbackReceiver
from cms_payloads import encode, sign_ghost, sign_superdesk
from cms_service import GHOST_SECRET, JSON, SUPERDESK_SECRET, WORDPRESS_SECRET, bearer, post
from patience import wait_until
from service_process import Service

MARKER = "Zanzibar"


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
def test_a_ghost_signature_must_fit(cms: Service, headers: dict[str, str]) -> None:
    """Missing, of another secret or body, stale, from the future, malformed: 403."""
    answer = httpx.post(
        f"{cms.url}/v1/cms/ghost",
        content=encode(payloads.GHOST),
        headers=[(k.encode(), v.encode("latin-1")) for k, v in {**JSON, **headers}.items()],
    )
    assert answer.status_code == 403
    assert answer.json()["type"] == "urn:copydesk:problem:bad-signature"


def test_the_signature_is_over_the_bytes_sent(cms: Service) -> None:
    """The same object with other white space is another body."""
    spaced = json.dumps(payloads.SUPERDESK, indent=2).encode()
    signed = sign_superdesk(spaced, SUPERDESK_SECRET)
    assert post(cms, "superdesk", spaced, signed).status_code == 201
    assert post(cms, "superdesk", payloads.SUPERDESK, signed).status_code == 403


@pytest.mark.parametrize("headers", [{}, bearer("guess"), {"authorization": WORDPRESS_SECRET}])
def test_a_static_secret_must_fit(cms: Service, headers: dict[str, str]) -> None:
    """Where the sender signs nothing, it shows the secret."""
    assert post(cms, "wordpress", payloads.WORDPRESS, headers).status_code == 403


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
        (b'{"body_text": "said", "language": ["en"]}', 422),
        (b'{"body_text": " "}', 422),
        (b'{"body_text": "' + b"a " * 60_000 + b'"}', 413),
    ],
)
def test_a_hostile_body_gets_a_problem(cms: Service, body: bytes, status: int) -> None:
    """Empty, cut off, not UTF-8, too deep, no object, half a character, no words, too large."""
    answer = post(cms, "ninjs", body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_language_that_is_none_is_detected(cms: Service) -> None:
    """An address or nonsense in its field is no reason to refuse an article."""
    body = b'{"body_text": "The mayor said so.", "language": "' + b"x" * 99 + b'"}'
    assert post(cms, "ninjs", body).status_code == 200


@pytest.mark.parametrize("content_type", ["text/plain", "application/x-www-form-urlencoded", ""])
def test_another_content_type_is_refused(cms: Service, content_type: str) -> None:
    """Content systems send JSON."""
    answer = post(cms, "ninjs", payloads.NINJS_1, {"content-type": content_type})
    assert answer.status_code == 415


def test_a_script_is_not_read(cms: Service) -> None:
    """HTML is reduced to what a reader sees, as in ``/v1/score``."""
    html = f"<script>alert('{MARKER}')</script><p onclick=\"x()\">{payloads.SENTENCE}</p>"
    answer = post(cms, "ninjs", {"uri": "x", "body_html": html})
    assert answer.json()["document"]["characters"] == len(payloads.SENTENCE)


def test_ids_are_not_options(cms: Service) -> None:
    """They come from the payload."""
    assert post(cms, "ninjs", payloads.NINJS_1, id="7").status_code == 422


def test_nothing_of_an_article_is_logged(cms: Service, cms_receiver: CallbackReceiver) -> None:
    """Scored, refused, skipped, delivered: the marker is in no line of the log, nor a secret."""
    item: dict[str, Any] = {**payloads.NINJS_1, "body_xhtml": f"<p>{MARKER} said so.</p>"}
    post(cms, "ninjs", item)
    post(cms, "ninjs", {**item, "headline": [MARKER]})
    post(cms, "ninjs", {**item, "type": MARKER})
    post(cms, "ninjs", {**item, "uri": "fail:1"})
    post(cms, "ninjs", {**item, "uri": "fail:2"}, callback=f"{cms_receiver.url}/hooks/x")
    post(cms, "ninjs", item, callback=f"{cms_receiver.url}/hooks/{MARKER}")
    post(cms, "ninjs", item, callback=f"https://{MARKER}.example")
    post(cms, MARKER.encode().hex(), item)
    cms_receiver.wait_for(1)
    wait_until(lambda: '"event": "callback_error"' in cms.log)
    assert '"event": "unexpected_error"' in cms.log
    for word in (MARKER, "secret of the tests"):
        assert word not in cms.log
