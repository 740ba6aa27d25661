"""Ghost publishes, the service verifies, answers and delivers its report."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from callback_receiver import CallbackReceiver
from cms_service import GHOST_SECRET
from patience import wait_until
from service_process import Service

from ghost.site import Ghost, is_here

pytestmark = [pytest.mark.slow]

EVENTS = ("post.published", "post.published.edited", "post.deleted", "page.published")
TEXT = "<p>The pier may open in May, said Ana Ruiz, the mayor, on Tuesday.</p>"
QUOTED = "<blockquote><p>It will be as long as the old one was.</p></blockquote>"
PICTURE = '<figure class="kg-card kg-image-card"><img src="https://example.org/pier.jpg"></figure>'


@pytest.fixture
def webhooks(site: Ghost, service: Service, hooks: CallbackReceiver) -> Iterator[str]:
    """Webhooks with the secret that the service knows. Gives the URL that they post to."""
    hooks.deliveries.clear()
    url = f"{service.url}/v1/cms/ghost"
    site.add_webhooks(url, GHOST_SECRET, *EVENTS)
    yield url
    site.remove_integrations()


def answered(site: Ghost, event: str) -> str:
    """Return the status that Ghost notes for an event once it has an answer."""
    wait_until(lambda: site.last_answers()[event] is not None)
    return site.last_answers()[event] or ""


def report(hooks: CallbackReceiver, number: int) -> dict[str, Any]:
    """Return the report in the callback with this number, from 1."""
    delivery = hooks.wait_for(number)[number - 1]
    assert delivery.headers["webhook-signature"].startswith("v1,")
    body: dict[str, Any] = json.loads(delivery.body)
    return body


@pytest.mark.usefixtures("webhooks")
def test_a_published_post_is_reported_on(site: Ghost, hooks: CallbackReceiver) -> None:
    """Verified, answered with 202 within Ghost's 2 s, read as Ghost renders it, delivered."""
    post = site.publish(TEXT + QUOTED)
    assert answered(site, "post.published") == "202"
    found = report(hooks, 1)
    assert found["id"] == post["id"]
    assert found["revision"] == post["updated_at"]
    assert [one["cue"]["text"] for one in found["evidence"]["attributions"]] == ["said"]
    assert [speaker["name"] for speaker in found["evidence"]["speakers"]] == ["Ana Ruiz"]
    assert [hedge["text"] for hedge in found["evidence"]["hedges"]] == ["may"]


@pytest.mark.usefixtures("webhooks")
def test_an_edited_post_is_reported_on_again(site: Ghost, hooks: CallbackReceiver) -> None:
    """Even if it has the same revision: Ghost's ``updated_at`` has whole seconds."""
    post = site.publish(TEXT)
    report(hooks, 1)
    edited = site.edit(post, TEXT.replace("may open", "opens"))
    assert answered(site, "post.published.edited") == "202"
    second = report(hooks, 2)
    assert (second["id"], second["revision"]) == (post["id"], edited["updated_at"])
    assert second["evidence"]["hedges"] == []


@pytest.mark.usefixtures("webhooks")
def test_a_page_is_an_article_too(site: Ghost, hooks: CallbackReceiver) -> None:
    page = site.publish(TEXT, kind="pages")
    assert answered(site, "page.published") == "202"
    assert report(hooks, 1)["id"] == page["id"]


@pytest.mark.usefixtures("webhooks")
def test_what_has_no_text_is_no_failed_delivery(site: Ghost, hooks: CallbackReceiver) -> None:
    """A picture alone is answered with 202; the callback learns why there is no report."""
    post = site.publish(PICTURE)
    assert answered(site, "post.published") == "202"
    delivery = hooks.wait_for(1)[0]
    assert delivery.headers["content-type"] == "application/problem+json"
    problem = json.loads(delivery.body)
    assert "no word" in problem["detail"]
    assert problem["id"] == post["id"]


@pytest.mark.usefixtures("webhooks")
def test_a_deleted_post_is_acknowledged(site: Ghost, hooks: CallbackReceiver) -> None:
    """With 202 and nothing more: of two posts, only the one that was published is reported on."""
    post = site.publish(TEXT)
    site.delete(post)
    assert answered(site, "post.deleted") == "202"
    assert report(hooks, 1)["id"] == post["id"]
    assert len(hooks.deliveries) == 1


def test_a_webhook_with_another_secret_is_turned_down(
    site: Ghost, service: Service, hooks: CallbackReceiver
) -> None:
    """Ghost notes 403 for the webhook, keeps it, and publishes all the same."""
    hooks.deliveries.clear()
    site.add_webhooks(f"{service.url}/v1/cms/ghost", "not the secret", "post.published")
    try:
        assert site.publish(TEXT)["status"] == "published"
        assert answered(site, "post.published") == "403"
        assert hooks.deliveries == []
    finally:
        site.remove_integrations()


def test_ghost_calls_no_private_address_unless_it_is_told_to(
    tmp_path: Path, service: Service
) -> None:
    """Its default: the service is not asked, and Ghost notes no status."""
    assert is_here()
    with Ghost(tmp_path, calls_private=False) as site:
        site.add_webhooks(f"{service.url}/v1/cms/ghost", GHOST_SECRET, "post.published")
        site.publish(TEXT)
        wait_until(lambda: "WEBHOOK_DELIVERY_FAILURE" in site.log)
        assert site.last_answers() == {"post.published": None}
