"""A real service, a real browser, and a page that tells on everything it should not do."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from service_process import REAL, Service

from page.steps import Scheme

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


@pytest.fixture(scope="package")
def service() -> Iterator[Service]:
    with Service(REAL, COPYDESK_IN_FLIGHT=2) as running:
        yield running


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Closed with this folder's last test: while it is open, its event loop is running."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        pytest.skip("no chromium here: `make browser` installs it on Debian, or set CHROMIUM")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path)
        yield opened
        opened.close()


@pytest.fixture
def context(browser: Browser, service: Service) -> Iterator[BrowserContext]:
    """Fails the test when the page asks another host, breaks its own policy, or keeps anything."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=service.url)
    told: list[str] = []
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    opened.on("weberror", lambda error: told.append(str(error.error)))
    opened.on("console", lambda line: told.append(line.text) if _serious(line.text) else None)
    yield opened
    kept = opened.storage_state()
    opened.close()
    assert told == []
    assert [url for url in asked if not url.startswith(("http://127.0.0.1:", "blob:"))] == []
    assert kept == {"cookies": [], "origins": []}


def _serious(line: str) -> bool:
    """A refusal by the service is in the console too; that is the browser's own line."""
    return "Failed to load resource" not in line


@pytest.fixture
def page(context: BrowserContext) -> Page:
    opened = context.new_page()
    opened.set_default_timeout(20_000)
    opened.goto("/")
    return opened


@pytest.fixture(scope="package")
def scored_context(browser: Browser, service: Service) -> Iterator[BrowserContext]:
    opened = browser.new_context(viewport={"width": 1280, "height": 900}, base_url=service.url)
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def example(scored_context: BrowserContext) -> Page:
    """The report on the seed article; tests that share it leave it as they found it."""
    opened = scored_context.new_page()
    opened.set_default_timeout(20_000)
    opened.goto("/")
    opened.get_by_role("button", name="Score the seed article").click()
    opened.locator("#text [tabindex='0']").wait_for()
    return opened


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 375), ("dark", 375)])
def opened(request: pytest.FixtureRequest, browser: Browser, written: Path) -> Iterator[Page]:
    """The page that a command wrote (``written``), on a desk and on a phone, light and dark.

    Fails the test when the page breaks its own policy, or asks for anything but itself.
    """
    scheme: Scheme
    scheme, width = request.param
    context = browser.new_context(
        viewport={"width": width, "height": 740},
        color_scheme=scheme,
        is_mobile=width == 375,
        has_touch=width == 375,
    )
    told: list[str] = []
    asked: list[str] = []
    context.on("console", lambda line: told.append(line.text))
    context.on("request", lambda request: asked.append(request.url))
    page = context.new_page()
    page.goto(written.as_uri())
    yield page
    context.close()
    assert told == []
    assert asked == [written.as_uri()]
