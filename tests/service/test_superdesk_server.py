"""The server's part of ``integrations/superdesk``, against a service on a socket."""

import importlib
from collections.abc import Iterator
from typing import Any

import pytest
from callback_receiver import receiving
from service_process import Service, free_port
from superdesk_server import ITEM, Desk, opened


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service(COPYDESK_DRAIN=0) as running:
        yield running


@pytest.fixture
def desk(service: Service) -> Iterator[Desk]:
    with opened(service.url) as desk:
        yield desk


@pytest.mark.parametrize("with_tags", [False, True])
def test_the_widget_gets_the_report_and_a_panel_for_tags_nothing(
    desk: Desk,
    with_tags: bool,  # noqa: FBT001
) -> None:
    """Such a panel would save what it is given into the article."""
    analysis = desk.ask(with_tags=with_tags)
    assert analysis["copydesk"]["id"] == ITEM["guid"]
    assert {name: score["score"] for name, score in analysis["copydesk"]["scores"].items()}
    assert analysis["subject"] == []


@pytest.mark.parametrize("changes", [{"body_html": ""}, {"body_html": "<p> </p>"}])
def test_an_article_without_text_has_a_reason(desk: Desk, changes: dict[str, Any]) -> None:
    """A new article is empty, and no error."""
    analysis = desk.ask(**changes)
    assert analysis["subject"] == []
    assert "reason" in analysis["copydesk"]


def test_a_language_that_is_not_read_has_a_reason(desk: Desk) -> None:
    """In copydesk's own words."""
    assert "copydesk supports English only" in desk.ask(language="fr")["copydesk"]["reason"]


def test_a_headline_may_be_missing(desk: Desk) -> None:
    """Superdesk's schema lets it be null."""
    assert "scores" in desk.ask(headline=None)["copydesk"]


def test_a_service_that_is_away_is_a_proxy_error(desk: Desk) -> None:
    """The editor says so, and goes on."""
    errors: Any = importlib.import_module("superdesk.errors")
    desk.app.config["COPYDESK_URL"] = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(errors.SuperdeskApiError, match="cannot be reached") as failed:
        desk.ask()
    assert failed.value.status_code == 502


def test_an_article_follows_no_redirect(desk: Desk) -> None:
    """It goes to the address that was set."""
    errors: Any = importlib.import_module("superdesk.errors")
    with receiving() as elsewhere:
        elsewhere.statuses = [307]
        desk.app.config["COPYDESK_URL"] = elsewhere.url
        with pytest.raises(errors.SuperdeskApiError, match="copydesk answered 307"):
            desk.ask()
        assert len(elsewhere.deliveries) == 1


def test_the_key_goes_from_server_to_server(desk: Desk) -> None:
    """As a bearer's, when there is one."""
    errors: Any = importlib.import_module("superdesk.errors")
    with receiving() as elsewhere:
        elsewhere.statuses = [503]
        desk.app.config |= {"COPYDESK_URL": elsewhere.url, "COPYDESK_KEY": "k"}
        with pytest.raises(errors.SuperdeskApiError):
            desk.ask()
        assert elsewhere.deliveries[0].headers["authorization"] == "Bearer k"


def test_without_an_address_nothing_is_shown(desk: Desk) -> None:
    """Installed and not set up is no error in the editor."""
    del desk.app.config["COPYDESK_URL"]
    assert desk.ask() == {}
