"""What goes wrong is said, and what may help is offered."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import httpx
import pytest
from patience import PATIENCE
from playwright.sync_api import Browser, BrowserContext, Page, expect
from service_hold import Hold
from service_process import FAKE, Service

from page.steps import docx, open_file, read, run, text_of
from service.auth.clients import Key, Keys, digest_of

STORY = "“The pier may open in May,” Mayor Ana Ruiz said. An aide said that it could cost more."


@pytest.fixture(scope="module")
def busy() -> Iterator[Service]:
    """A service with one seat, no queue and little room."""
    tight = {"IN_FLIGHT": 1, "QUEUE": 0, "QUEUE_WAIT": 0, "MAX_BODY_BYTES": 2048}
    settings: dict[str, Any] = {f"COPYDESK_{name}": value for name, value in tight.items()}
    with Service(FAKE, **settings) as running:
        yield running


@pytest.fixture(scope="module")
def locked() -> Iterator[Service]:
    """A service that asks for a key."""
    keys = Keys(Key(name="scoring_service", digest=digest_of("sesame")))
    with Service(FAKE, COPYDESK_KEYS=keys) as running:
        yield running


def ask(page: Page, article: str) -> None:
    page.evaluate("(text) => (document.getElementById('article').value = text)", article)
    page.get_by_role("button", name="Score it", exact=True).click()


def test_an_empty_form_asks_for_an_article(page: Page) -> None:
    """Without a word to the service; the focus goes to where one belongs."""
    page.get_by_role("button", name="Score it", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("There is no article yet")
    box = page.get_by_label("Paste an English news article")
    expect(box).to_be_focused()
    expect(box).to_have_attribute("aria-invalid", "true")


def test_nothing_to_read(page: Page) -> None:
    """422: signs without a word."""
    ask(page, "… — !")
    expect(page.get_by_role("alert")).to_contain_text("There is no text to score.")


def test_another_language_can_be_overruled(page: Page) -> None:
    """422 says which language it saw; an editor who knows better has it read all the same."""
    ask(page, "Der Bürgermeister sagte am Dienstag, die Brücke werde im Frühling geöffnet werden.")
    expect(page.get_by_role("alert")).to_contain_text("German")
    page.get_by_role("button", name="Score it as English").click()
    page.locator("#text p").first.wait_for()
    expect(page.get_by_role("alert")).to_be_empty()


def test_a_text_over_the_limit(page: Page) -> None:
    """413: how long it is and how long it may be."""
    ask(page, "The pier is open. " * 12_000)
    expect(page.get_by_role("alert")).to_contain_text("too long for this service")
    expect(page.get_by_role("alert")).to_contain_text("the limit is 200000")


def test_a_body_over_the_limit(context: BrowserContext, busy: Service) -> None:
    """413 also before the text is counted."""
    page = context.new_page()
    page.goto(busy.url)
    ask(page, "The pier is open. " * 200)
    expect(page.get_by_role("alert")).to_contain_text("too large for this service")


def test_a_busy_service_is_asked_again(context: BrowserContext, busy: Service) -> None:
    """503 says how long to wait; the same article goes through later."""
    page = context.new_page()
    page.goto(busy.url)
    with Hold() as hold, ThreadPoolExecutor(1) as other:
        slow = {"text": "Slow.", "id": hold.id}
        sitting = other.submit(httpx.post, f"{busy.url}/v1/score", json=slow, timeout=PATIENCE)
        hold.begun()
        ask(page, STORY)
        expect(page.get_by_role("alert")).to_contain_text("The service is overloaded.")
        expect(page.get_by_role("alert")).to_contain_text("second")
        hold.release()
        sitting.result()
    page.get_by_role("button", name="Try again").click()
    page.locator("#text p").first.wait_for()
    assert text_of(page) == STORY


def test_a_service_that_is_gone(page: Page, context: BrowserContext) -> None:
    """The text stays in the form, and can be sent when the service is back."""
    context.set_offline(True)
    ask(page, STORY)
    expect(page.get_by_role("alert")).to_contain_text("cannot be reached")
    context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    page.locator("#text p").first.wait_for()


def test_a_key_is_asked_for(context: BrowserContext, locked: Service) -> None:
    """A wrong one is asked for again; the right one lets the same article through."""
    page = context.new_page()
    page.goto(locked.url)
    ask(page, STORY)
    expect(page.get_by_role("alert")).to_contain_text("requires an API key")
    page.get_by_label("Key").fill("open")
    page.get_by_role("button", name="Use this key").click()
    expect(page.get_by_role("alert")).to_contain_text("The API key is not valid")
    page.get_by_label("Key").fill("sesame")
    page.get_by_label("Key").press("Enter")
    page.locator("#text p").first.wait_for()
    assert text_of(page) == STORY


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("letter.docx", b"not a ZIP archive at all", "not a ZIP archive"),
        ("cut.docx", docx(run(STORY))[:-30], "not a ZIP archive"),
        ("sheet.docx", docx(run(STORY), part="xl/workbook.xml"), "no Word document in it"),
        ("bomb.docx", docx(run(" " * 40_000_000)), "more than 32 MB"),
        ("paper.pdf", b"%PDF-1.7 ...", "cannot read PDF"),
        ("old.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Save it as .docx"),
        ("letter.rtf", b"{\\rtf1 hello}", "cannot read RTF"),
        ("sheet.odt", docx(run(STORY)), "no OpenDocument text in it"),
        ("photo.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "not a text"),
    ],
)
def test_a_file_that_cannot_be_read(page: Page, name: str, content: bytes, said: str) -> None:
    """Said in words, and the page goes on."""
    open_file(page, name, content)
    expect(page.get_by_role("alert")).to_contain_text(said)
    read(page, STORY)
    assert text_of(page) == STORY


def test_a_damaged_archive(page: Page) -> None:
    """Inflate fails half-way."""
    content = bytearray(docx(run(STORY)))
    at = content.index(b"word/document2.xml") + 18
    content[at : at + 60] = b"\xff" * 60
    open_file(page, "torn.docx", bytes(content))
    expect(page.get_by_role("alert")).to_contain_text("damaged")


def test_a_document_that_is_not_xml(browser: Browser, service: Service) -> None:
    """Chromium styles its report of the error, which the policy stops: a context of its own."""
    opened = browser.new_context(base_url=service.url)
    page = opened.new_page()
    page.goto("/")
    open_file(page, "odd.docx", docx("<w:oops>"))
    expect(page.get_by_role("alert")).to_contain_text("its XML is damaged")
    opened.close()
