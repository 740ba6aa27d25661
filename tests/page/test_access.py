"""For everyone: a screen reader, a dark room, a phone. And nothing is kept."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from service_process import Service

from page.steps import Scheme, overflow, read, serious, show

STORY = "“The pier may open in May,” Mayor Ana Ruiz said. An aide said that it could cost more."


@pytest.fixture(params=[("light", 1280), ("dark", 1280), ("light", 360), ("dark", 360)])
def sized(
    request: pytest.FixtureRequest, browser: Browser, service: Service
) -> Iterator[tuple[Page, int]]:
    scheme: Scheme
    scheme, width = request.param
    opened = browser.new_context(
        viewport={"width": width, "height": 740},
        color_scheme=scheme,
        base_url=service.url,
        has_touch=width == 360,
    )
    page = opened.new_page()
    page.set_default_timeout(20_000)
    page.goto("/")
    yield page, width
    opened.close()


def test_the_form_and_the_report_have_no_serious_finding(sized: tuple[Page, int]) -> None:
    """axe-core, in light and dark, wide and narrow; nor does anything stick out at the side."""
    page, _ = sized
    assert serious(page) == []
    assert overflow(page) <= 0
    page.get_by_role("button", name="Score it", exact=True).click()
    assert serious(page) == []
    page.get_by_role("button", name="Score the seed article").click()
    page.locator("#text [tabindex='0']").wait_for()
    assert serious(page) == []
    assert overflow(page) <= 0
    page.locator("#text .content.hedge.sentence").first.click()
    expect(page.locator("#text.lit")).to_have_count(1)
    assert serious(page) == []
    assert overflow(page) <= 0
    for view in ("Statements", "Who speaks", "Compare", "What it means"):
        show(page, view)
        assert serious(page) == []
        assert overflow(page) <= 0


def test_a_phone_has_gauges_two_by_two_and_no_hints_about_keys(
    browser: Browser, service: Service
) -> None:
    """The third gauge stands below the first; a phone has no keys."""
    opened = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=service.url, has_touch=True, is_mobile=True
    )
    page = opened.new_page()
    page.goto("/")
    read(page, STORY)
    boxes = [box for one in page.locator(".gauge").all() if (box := one.bounding_box())]
    assert boxes[0]["y"] == boxes[1]["y"]
    assert boxes[0]["x"] == boxes[2]["x"]
    assert boxes[2]["y"] > boxes[0]["y"]
    expect(page.locator(".keys")).to_be_hidden()
    opened.close()


def test_axe_finds_what_is_wrong(page: Page) -> None:
    """So that its silence above means something."""
    page.evaluate("document.getElementById('compose').append(document.createElement('input'))")
    assert len(serious(page)) == 1


def test_a_phone_shows_the_note_over_the_text(browser: Browser, service: Service) -> None:
    """A tap lights a mark and opens the note; closing it puts the light out."""
    opened = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=service.url, has_touch=True, is_mobile=True
    )
    page = opened.new_page()
    page.goto("/")
    read(page, STORY)
    note = page.locator("#note")
    expect(note).to_be_hidden()
    page.locator("#text .anonymous").first.tap()
    expect(note).to_be_in_viewport()
    expect(page.locator("#text .anonymous").first).to_be_in_viewport()
    note.get_by_role("button", name="Close").tap()
    expect(note).to_be_hidden()
    expect(page.locator("#text.lit")).to_have_count(0)
    opened.close()


def test_all_of_it_by_keyboard(page: Page) -> None:
    """From an empty page to a lit mark without a pointer."""
    for _ in range(14):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "seed":
            break
    page.keyboard.press("Enter")
    page.locator("#text [tabindex='0']").wait_for()
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#text') !== null"):
            break
    assert page.locator("#text .on").count() > 0
    expect(page.locator("#note")).to_contain_text("The minister")


def test_a_new_tab_knows_nothing(page: Page) -> None:
    """The text is in the tab's memory only: gone with a reload, absent from the address."""
    read(page, STORY)
    assert page.evaluate("location.pathname + location.search + location.hash") == "/"
    page.on("dialog", lambda dialog: dialog.accept())
    page.reload()
    expect(page.get_by_label("Paste an English news article")).to_be_empty()
    kept = page.evaluate(
        "async () => [document.cookie, localStorage.length, sessionStorage.length, "
        "(await indexedDB.databases()).length, (await caches.keys()).length]"
    )
    assert kept == ["", 0, 0, 0, 0]


def test_no_spelling_checker_is_sent_the_text(page: Page) -> None:
    """Some browsers check spelling on a server of their maker."""
    box = page.get_by_label("Paste an English news article")
    expect(box).to_have_attribute("spellcheck", "false")
