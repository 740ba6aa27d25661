"""``integrations/superdesk`` in a stand-in for Superdesk's server, against a service on a socket.

The stand-in (``superdesk_stand_in``) has superdesk-core's names and behaviour as far as an AI
service meets them; a real Superdesk needs MongoDB, Elasticsearch and Redis.
"""

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import cms_payloads as payloads
import pytest
from callback_receiver import receiving
from service_process import Service, free_port

ROOT = Path(__file__).parents[2]
ITEM = {
    "guid": "urn:newsml:paper.example:1",
    "abstract": "",
    "language": "en",
    "headline": "Pier to open",
    "body_html": payloads.HTML,
    "slugline": "pier",
}


class App:
    def __init__(self) -> None:
        self.config: dict[str, str] = {}


class Desk:
    """Superdesk's server: what is installed, and the panel's question."""

    def __init__(self) -> None:
        self.app = App()
        importlib.import_module("copydesk_superdesk").init_app(self.app)
        self.ai: Any = importlib.import_module("superdesk.text_checkers.ai")

    def ask(self, *, with_tags: bool = False, **changes: Any) -> dict[str, Any]:
        doc = {"service": "copydesk", "item": {**ITEM, **changes}, "tags": {"subject": []}}
        analysis: dict[str, Any] = self.ai.post_ai(doc, with_tags=with_tags)["analysis"]
        return analysis


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with Service(COPYDESK_DRAIN=0) as running:
        yield running


@pytest.fixture
def desk(service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.syspath_prepend(str(ROOT / "integrations" / "superdesk"))
    monkeypatch.syspath_prepend(str(Path(__file__).parent / "superdesk_stand_in"))
    opened = Desk()
    opened.app.config["COPYDESK_URL"] = service.url
    yield opened
    for name in [name for name in sys.modules if name.partition(".")[0] == "superdesk"]:
        del sys.modules[name]
    del sys.modules["copydesk_superdesk"]


@pytest.mark.parametrize("with_tags", [False, True])
def test_the_panel_gets_an_entry_for_each_score(desk: Desk, with_tags: bool) -> None:  # noqa: FBT001
    """With the fields of a subject; the whole report stands beside them."""
    analysis = desk.ask(with_tags=with_tags)
    names = [entry["name"] for entry in analysis["subject"]]
    assert names == [f"{name}: 50 of 100" for name in analysis["copydesk"]["scores"]]
    fields = {"name", "qcode", "description", "scheme", "source", "aliases", "altids"}
    assert all(fields <= set(entry) for entry in analysis["subject"])
    assert analysis["copydesk"]["id"] == ITEM["guid"]


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
    assert desk.ask(headline=None)["subject"]


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
