"""``POST /v1/cms/{name}`` over a socket: reports, receipts and callbacks."""

import json

import cms_payloads as payloads
import pytest
from callback_receiver import CallbackReceiver
from cms_payloads import encode, sign_ghost, sign_superdesk
from cms_service import GHOST_SECRET, SUPERDESK_SECRET, WORDPRESS_SECRET, bearer, ghost, post
from patience import wait_until
from service_hold import Hold
from service_process import Service

from service import problems
from service.problems import Kind


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
    cms: Service, name: str, payload: object, headers: dict[str, str], status: int
) -> None:
    """Each with the status that its sender expects."""
    answer = post(cms, name, payload, headers)
    assert answer.status_code == status
    assert "attribution" in answer.json()["scores"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"body_html": "<p></p>"}, "no word"),
        ({"body_html": None}, "no body"),
        ({"language": "fr-CA"}, "French"),
    ],
)
def test_what_cannot_be_scored_is_no_failed_publication(
    cms: Service, changes: dict[str, object], reason: str
) -> None:
    """A 4xx is one to Superdesk, which gives the article up."""
    payload = {**payloads.SUPERDESK, **changes}
    answer = post(cms, "superdesk", payload, sign_superdesk(encode(payload), SUPERDESK_SECRET))
    assert (answer.status_code, answer.json()["status"]) == (201, "skipped")
    assert reason in answer.json()["detail"]


def test_json_ld_may_be_an_array_and_name_its_language(cms: Service) -> None:
    """As pages have it; other systems send an object."""
    payload = [{"@type": "WebSite"}, {**payloads.NEWSARTICLE, "inLanguage": "English"}]
    assert post(cms, "newsarticle", payload, {}).status_code == 200
    assert post(cms, "ninjs", [payloads.NINJS_1], {}).status_code == 422


def test_options_stand_in_the_address(cms: Service) -> None:
    """A content system is told one URL: the query is where there is room to ask."""
    answer = post(cms, "custom", payloads.STRAPI, scorers="hedging", evidence="false")
    assert list(answer.json()["scores"]) == ["hedging"]
    assert answer.json()["evidence"] == {}


def test_ghost_is_acknowledged_and_the_report_delivered(
    cms: Service, cms_receiver: CallbackReceiver
) -> None:
    """202; then one signed callback with the report."""
    answer = ghost(cms, "2026-03-03T10:00:01.000Z")
    assert (answer.status_code, answer.json()["status"]) == (202, "accepted")
    [got] = cms_receiver.wait_for(1)
    assert got.path == "/hooks/ghost"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["webhook-signature"].startswith("v1,")
    assert json.loads(got.body)["id"] == payloads.GHOST["post"]["current"]["id"]


def test_ghost_is_acknowledged_before_the_article_is_scored(
    cms: Service, cms_receiver: CallbackReceiver
) -> None:
    """An article that takes longer than Ghost waits is no trouble."""
    with Hold() as hold:
        current = {**payloads.GHOST["post"]["current"], "id": hold.id}
        payload = {"post": {"current": current}}
        answer = post(cms, "ghost", payload, sign_ghost(encode(payload), GHOST_SECRET))
        assert answer.status_code == 202
        hold.begun()
        assert cms_receiver.deliveries == []
    cms_receiver.wait_for(1)


def test_ghost_is_heard_once(cms: Service, cms_receiver: CallbackReceiver) -> None:
    """The same id and updated_at again is acknowledged, and delivered no second time."""
    stamp = "2026-03-03T10:00:02.000Z"
    answers = [ghost(cms, stamp) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert [a.json()["status"] for a in answers] == ["accepted", "duplicate", "duplicate"]
    assert ghost(cms, "2026-03-03T10:00:03.000Z").json()["status"] == "accepted"
    assert len(cms_receiver.wait_for(2)) == 2


def test_an_edit_within_a_second_is_no_repeat(cms: Service, cms_receiver: CallbackReceiver) -> None:
    """Ghost's ``updated_at`` has whole seconds."""
    current = {**payloads.GHOST["post"]["current"], "updated_at": "2026-03-03T10:00:06.000Z"}
    for html in ("<p>The mayor said so.</p>", "<p>The mayor did not say so.</p>"):
        payload = {"post": {"current": {**current, "html": html}}}
        answer = post(cms, "ghost", payload, sign_ghost(encode(payload), GHOST_SECRET))
        assert answer.json()["status"] == "accepted"
    cms_receiver.wait_for(2)


def test_a_report_that_did_not_arrive_is_sent_again(
    cms: Service, cms_receiver: CallbackReceiver
) -> None:
    """A revision whose delivery was turned down is no duplicate: it may be sent once more."""
    cms_receiver.statuses = [400, 200]
    stamp = "2026-03-03T10:00:05.000Z"
    assert ghost(cms, stamp).json()["status"] == "accepted"
    cms_receiver.wait_for(1)
    wait_until(lambda: ghost(cms, stamp).json()["status"] == "accepted")
    cms_receiver.wait_for(2)


def test_another_report_on_the_same_revision_is_no_duplicate(
    cms: Service, cms_receiver: CallbackReceiver
) -> None:
    """What the address asks for makes another report."""
    stamp = "2026-03-03T10:00:06.000Z"
    asked: list[dict[str, str]] = [{}, {"evidence": "false"}, {"scorers": "hedging"}, {}]
    answers = [ghost(cms, stamp, **options).json()["status"] for options in asked]
    assert answers == ["accepted", "accepted", "accepted", "duplicate"]
    cms_receiver.wait_for(3)


def test_a_superdesk_item_that_is_replayed_is_known(
    cms: Service, cms_receiver: CallbackReceiver
) -> None:
    """Its signature has no time, so it fits for ever."""
    body = encode(payloads.SUPERDESK)
    url = f"{cms_receiver.url}/hooks/superdesk"
    signed = sign_superdesk(body, SUPERDESK_SECRET)
    answers = [post(cms, "superdesk", body, signed, callback=url) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert [answer.json()["status"] for answer in answers] == ["accepted", "duplicate"]
    cms_receiver.wait_for(1)


def test_a_problem_goes_to_the_callback_too(cms: Service, cms_receiver: CallbackReceiver) -> None:
    """Who was told 202 learns what came of it, and of which article."""
    answer = ghost(cms, "2026-03-03T10:00:04.000Z", scorers="tone")
    assert answer.status_code == 202
    [got] = cms_receiver.wait_for(1)
    assert got.headers["content-type"] == "application/problem+json"
    problem = json.loads(got.body)
    assert (problem["status"], problem["type"]) == (422, "urn:copydesk:problem:unknown-scorer")
    assert problem["id"] == payloads.GHOST["post"]["current"]["id"]
    assert problem["revision"] == "2026-03-03T10:00:04.000Z"


def test_a_callback_may_be_asked_for(cms: Service, cms_receiver: CallbackReceiver) -> None:
    """In the query; the answer is then a receipt, and the report comes there."""
    url = f"{cms_receiver.url}/hooks/scoring_service"
    answer = post(cms, "ninjs", payloads.NINJS_3, callback=url)
    assert (answer.status_code, answer.json()["status"]) == (202, "accepted")
    assert cms_receiver.wait_for(1)[0].path == "/hooks/scoring_service"


@pytest.mark.parametrize("url", ["{0}/admin", "https://evil.example/hooks", "x", ""])
def test_a_callback_that_is_not_allowed_is_refused(
    cms: Service, cms_receiver: CallbackReceiver, url: str
) -> None:
    """Before anything is scored."""
    answer = post(cms, "ninjs", payloads.NINJS_3, callback=url.format(cms_receiver.url))
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:copydesk:problem:callback-refused"


def test_an_address_that_is_not_listed_is_not_called(cms: Service) -> None:
    """An allowed URL whose host is this machine, by another of its addresses: refused, logged."""
    answer = post(cms, "ninjs", payloads.NINJS_3, callback="http://127.0.0.2/hooks")
    assert answer.status_code == 202
    wait_until(lambda: '"outcome": "refused"' in cms.log)


def test_a_picture_does_not_worry_superdesk(cms: Service) -> None:
    """It would log an error for every 4xx: what has no text gets a receipt."""
    payload = {**payloads.SUPERDESK, "type": "picture"}
    answer = post(cms, "superdesk", payload, sign_superdesk(encode(payload), SUPERDESK_SECRET))
    assert (answer.status_code, answer.json()["status"]) == (201, "skipped")


def test_a_picture_is_a_problem_to_who_waits_for_a_report(cms: Service) -> None:
    """The other senders read the answer."""
    answer = post(cms, "ninjs", {**payloads.NINJS_1, "type": "picture"})
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:copydesk:problem:not-an-article"


def test_an_unknown_system_is_not_there(cms: Service) -> None:
    """404, with the names there are."""
    answer = post(cms, "drupal", {})
    assert answer.status_code == 404
    for name in ("ghost", "superdesk", "wordpress", "ninjs", "newsarticle", "custom"):
        assert name in answer.json()["detail"]


def test_no_answer_is_a_410() -> None:
    """Ghost deletes a webhook that answers so: no kind of problem has that status."""
    kinds = [kind for kind in vars(problems).values() if isinstance(kind, Kind)]
    assert len(kinds) > 20
    assert 410 not in {kind.status for kind in kinds}
