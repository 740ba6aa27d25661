"""The service is down, slow, or says no: the sidebar says so, and writing and saving go on."""

import json
import re

import pytest
from playwright.sync_api import BrowserContext, expect
from service_process import free_port

from wordpress.articles import PIER_BLOCKS
from wordpress.conftest import Configure
from wordpress.editor import Editor
from wordpress.site import Site
from wordpress.upstream import Answer, Upstream, problem

ROUTE = re.compile("v1(/|%2F)score")
WANTS_KEY = "requires a valid API key"
ANSWERS = {
    "401": (problem(401, "unauthorized", "the key is unknown"), WANTS_KEY, "the key is unknown"),
    "403": (problem(403, "bad-signature", "no secret"), WANTS_KEY, "no secret"),
    "413": (problem(413, "text-too-long", "12 over 10"), "cannot score this draft", "12 over 10"),
    "500": (problem(500, "internal-error", "see the log"), "an error (500)", "Request id: abc123."),
    "503": (
        problem(503, "overloaded", "the queue is full", **{"Retry-After": "7"}),
        "cannot accept more work at the moment",
        "Try again in 7 seconds.",
    ),
    "html": (Answer(status=404, body=b"<h1>Not here</h1>"), "an error (404)", ""),
    "markup": (problem(400, "x", "<b>bold</b> words"), "an error (400)", "bold words"),
    "other": (Answer(body=b'{"hello": 1}'), "is not a copydesk service", ""),
    "moved": (Answer(status=307, headers={"Location": "/x"}), "an error (307)", ""),
}


@pytest.mark.parametrize("name", ANSWERS)
def test_what_the_service_says_is_said(
    editor: Editor, site: Site, upstream: Upstream, name: str
) -> None:
    """Its detail too, as text; and what can be done."""
    upstream.answer, message, detail = ANSWERS[name]
    editor.open(site.write(PIER_BLOCKS)).show()
    expect(editor.trouble).to_contain_text(message)
    expect(editor.trouble).to_contain_text(detail)
    expect(editor.trouble).to_contain_text("You can keep writing and save as usual.")
    expect(editor.trouble.get_by_role("button", name="Try again")).to_be_visible()
    expect(editor.panel.get_by_role("meter")).to_have_count(0)
    settings = editor.trouble.get_by_role("link", name="Settings")
    expect(settings).to_have_count(1 if name in {"401", "403", "other"} else 0)


def test_down_and_up_again(
    editor: Editor, site: Site, upstream: Upstream, configure: Configure
) -> None:
    """The earlier scores stay and say that they are; the draft is saved; a press tries again."""
    editor.open(site.write(PIER_BLOCKS)).read()
    configure(f"http://127.0.0.1:{free_port()}")
    editor.type_at_end(3, " Gulls sat on it.")
    expect(editor.trouble).to_contain_text("cannot be reached")
    expect(editor.status).to_have_text("These scores are for an earlier draft.")
    expect(editor.panel.get_by_role("meter")).to_have_count(4)
    editor.type_at_end(3, " They left.")
    editor.save()
    assert "They left." in site.content(editor.post)
    configure(upstream.url)
    editor.trouble.get_by_role("button", name="Try again").click()
    expect(editor.status).to_contain_text("Current draft")
    expect(editor.trouble).to_have_count(0)


def test_slow(editor: Editor, site: Site, upstream: Upstream, configure: Configure) -> None:
    """Saving does not wait for it, and it is given up after the seconds that are set."""
    configure(upstream.url, seconds=10)
    upstream.gate.clear()
    editor.open()
    editor.replace(PIER_BLOCKS)
    editor.show()
    expect(editor.status).to_contain_text("Scoring the draft")
    editor.save()
    assert site.content(editor.post) == PIER_BLOCKS
    expect(editor.status).to_contain_text("Scoring the draft")  # still
    expect(editor.trouble).to_contain_text("did not answer within 10 seconds")


def test_another_language_can_be_overruled(editor: Editor, site: Site, upstream: Upstream) -> None:
    """By the writer, who knows."""
    upstream.answer = problem(422, "unsupported-language", "French (fr) cannot be read")
    editor.open(site.write(PIER_BLOCKS)).show()
    expect(editor.trouble).to_contain_text("French (fr) cannot be read")
    upstream.answer = None
    editor.trouble.get_by_role("button", name="Score it as English").click()
    expect(editor.status).to_contain_text("Current draft")
    assert upstream.scored[-1].article["language"] == "en"


def test_without_an_address(
    author_context: BrowserContext, editor: Editor, site: Site, configure: Configure
) -> None:
    """An administrator is led to the settings; an author is told who can set it."""
    configure("")
    editor.open(site.write(PIER_BLOCKS)).show()
    expect(editor.trouble).to_contain_text("The address of the copydesk service is not set")
    link = editor.trouble.get_by_role("link", name="Settings")
    expect(link).to_have_attribute("href", f"{site.url}/wp-admin/options-general.php?page=copydesk")
    page = author_context.new_page()
    theirs = Editor(page, site).open(site.write(PIER_BLOCKS, author="author")).show()
    expect(theirs.trouble).to_contain_text("An administrator can set it")
    expect(theirs.trouble.get_by_role("link", name="Settings")).to_have_count(0)
    page.close()


def test_a_site_that_does_not_answer_at_all(editor: Editor, site: Site, upstream: Upstream) -> None:
    """Offline, or PHP is broken: said in the sidebar as well."""
    editor.page.route(ROUTE, lambda route: route.abort())
    editor.open(site.write(PIER_BLOCKS)).show()
    # WordPress's own words, in 6.1 and in 7.1.
    expect(editor.trouble).to_contain_text(re.compile("offline|Could not get a valid response"))
    assert upstream.asked == []
    editor.page.unroute(ROUTE)
    body = json.dumps({"code": "x", "message": "Broken.", "data": {"status": 500}})
    editor.page.route(ROUTE, lambda route: route.fulfill(status=500, body=body))
    editor.trouble.get_by_role("button", name="Try again").click()
    expect(editor.trouble).to_contain_text("Broken.")
