"""A real WordPress, the real service, a real browser; without WordPress all of it is skipped."""

import json
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from page.conftest import browser as browser  # noqa: PLC0414 - a fixture, for this folder
from patience import PATIENCE, STEP
from playwright.sync_api import Browser, BrowserContext, Page, expect
from service_process import REAL, Service

from wordpress.editor import Editor, log_in
from wordpress.site import Site, missing
from wordpress.upstream import Upstream

KEY = "seagull-4711-on-the-pier"
Configure = Callable[..., None]
expect.set_options(timeout=1000 * STEP)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs a WordPress is slow."""
    for item in items:
        names = set(getattr(item, "fixturenames", ()))
        if item.path.parent == Path(__file__).parent and names & {"site", "network"}:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="package")
def site() -> Iterator[Site]:
    if lacking := missing():
        pytest.skip(f"no {lacking} here: `make wordpress` fetches them on Debian, as root")
    with tempfile.TemporaryDirectory(prefix="site-") as folder, Site(Path(folder)) as running:
        yield running
        log = running.log.read_text() if running.log.exists() else ""
        assert [line for line in log.splitlines() if "copydesk" in line.lower()] == []


@pytest.fixture(scope="package")
def service(site: Site) -> Iterator[Service]:
    """After the site, so that nothing is started where there is no WordPress."""
    del site
    with Service(REAL, COPYDESK_IN_FLIGHT=2) as running:
        yield running


@pytest.fixture
def upstream(service: Service) -> Iterator[Upstream]:
    with Upstream(service.url) as running:
        yield running


@pytest.fixture
def configure(site: Site) -> Configure:
    """Set the plugin's settings, as if the form had sent them; forget the marks of the seed."""

    def put(url: str, *, key: str = "", seconds: int = 15, **more: Any) -> None:
        values = {"url": url, "key": key, "profile": "default", "seconds": seconds, **more}
        site.php(
            f"update_option('copydesk_settings', json_decode('{json.dumps(values)}', true));"
            "delete_transient('copydesk_seeds'); delete_transient('copydesk_profiles');"
        )

    return put


@pytest.fixture(autouse=True)
def configured(request: pytest.FixtureRequest) -> None:
    """Where a test has an upstream, the plugin is set to it."""
    if "upstream" in request.fixturenames:
        upstream: Upstream = request.getfixturevalue("upstream")
        request.getfixturevalue("configure")(upstream.url, key=KEY)


def open_context(browser: Browser, site: Site, user: str) -> BrowserContext:
    """Return a browser's context in which ``user`` is logged in; only this machine is asked."""
    opened = browser.new_context(viewport={"width": 1360, "height": 900}, base_url=site.url)
    opened.set_default_timeout(1000 * STEP)
    opened.set_default_navigation_timeout(1000 * PATIENCE)
    opened.route(lambda url: not url.startswith((site.url, "blob:", "data:")), lambda r: r.abort())
    log_in(opened, site, user)
    return opened


@pytest.fixture(scope="package")
def context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    """One for all tests, so that WordPress's scripts are loaded once."""
    opened = open_context(browser, site, "admin")
    yield opened
    opened.close()


@pytest.fixture(scope="package")
def author_context(browser: Browser, site: Site) -> Iterator[BrowserContext]:
    opened = open_context(browser, site, "author")
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """Fails the test when a script of the page throws; never asks before it leaves a draft."""
    opened = context.new_page()
    told: list[str] = []
    opened.on("pageerror", lambda error: told.append(str(error)))
    opened.on("dialog", lambda dialog: dialog.accept())
    yield opened
    opened.close()
    assert told == []


@pytest.fixture
def editor(page: Page, site: Site) -> Editor:
    return Editor(page, site)
