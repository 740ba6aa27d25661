"""The built widget beside Superdesk's editor in a real browser, and the real service behind it.

Superdesk's server and the frame around the editor are stand-ins. The editor is its Draft.js.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from page.conftest import browser as browser  # noqa: PLC0414 - a fixture, for this folder
from playwright.sync_api import Browser, Page, Request, Route
from service_process import REAL, Service
from superdesk_server import Desk, opened

from superdesk_widget.client import build, modules, script, styles

ORIGIN = "http://superdesk.test"
SCRIPTS = (
    "react/umd/react.production.min.js",
    "react-dom/umd/react-dom.production.min.js",
    "immutable/dist/immutable.min.js",
    "@sourcefabric/draft-js/dist/Draft.min.js",
)
HARNESS = Path(__file__).with_name("harness.js")
ARTICLE = {
    "_id": "urn:newsml:paper.example:1",
    "guid": "urn:newsml:paper.example:1",
    "type": "text",
    "language": "en",
    "headline": "Pier may open in May",
    "body_html": (
        "<p>The pier may open in May, Mayor Ana Ruiz said on Tuesday. The work is finished.</p>"
        "<p>A senior official said that the bridge will cost more than was planned.</p>"
        "<p>Perhaps the town can pay for both, and perhaps it can not.</p>"
    ),
}


@pytest.fixture(scope="package")
def client(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("client")
    build(folder)
    return folder


@pytest.fixture(scope="package")
def service(client: Path) -> Iterator[Service]:
    """After the client, so that nothing is started where that cannot be built."""
    del client
    with Service(REAL, COPYDESK_DRAIN=0) as running:
        yield running


@pytest.fixture
def desk(service: Service) -> Iterator[Desk]:
    with opened(service.url) as running:
        yield running


class Editor:
    """A page with an article and the widget. ``asked``: the bodies of its requests, in order."""

    def __init__(self, page: Page, client: Path, desk: Desk) -> None:
        self.page = page
        self.asked: list[dict[str, Any]] = []
        self.others: list[str] = []
        self._client = client
        self._desk = desk
        page.route("**/*", self._answer)

    def open(self, editor: str = "react", **changes: object) -> None:
        self.page.goto(f"{ORIGIN}/")
        settings = {
            "files": modules(self._client),
            "article": {**ARTICLE, **changes},
            "editor": editor,
        }
        self.page.evaluate("settings => start(settings)", settings)

    def _answer(self, route: Route, request: Request) -> None:
        path = request.url.removeprefix(ORIGIN)
        if path == "/" and request.method == "GET":
            route.fulfill(body=self._frame(), content_type="text/html")
        elif path == "/ai" and request.method == "POST":
            doc: dict[str, Any] = request.post_data_json or {}
            self.asked.append(doc)
            self._report(route, doc)
        else:
            self.others.append(request.url)
            route.abort()

    def _report(self, route: Route, doc: dict[str, Any]) -> None:
        """Ask Superdesk's server, whose errors have a status."""
        try:
            answer = self._desk.ai.post_ai(doc, with_tags=True)
        except Exception as error:  # noqa: BLE001 - of the stand-in, imported anew for each test
            status = getattr(error, "status_code", 500)
            route.fulfill(status=status, body="{}", content_type="application/json")
            return
        route.fulfill(body=json.dumps(answer), content_type="application/json")

    def _frame(self) -> str:
        scripts = [script(self._client, name) for name in SCRIPTS] + [HARNESS.read_text()]
        head = f"<meta charset='utf-8'><title>Article</title><style>{styles(self._client)}</style>"
        loaded = "".join(f"<script>{one}</script>" for one in scripts)
        return f"<!doctype html><html lang='en'>{head}<div id='app'></div>{loaded}"


@pytest.fixture
def editor(browser: Browser, client: Path, desk: Desk) -> Iterator[Editor]:
    """Fails the test when a script throws, or asks for anything but the report."""
    page = browser.new_page(viewport={"width": 1100, "height": 800})
    page.set_default_timeout(60_000)
    told: list[str] = []
    page.on("pageerror", lambda error: told.append(str(error)))
    shown = Editor(page, client, desk)
    yield shown
    page.close()
    assert told == []
    assert shown.others == []
