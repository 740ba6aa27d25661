"""What an editor sees beside the article, and that the article stays as it is."""

import pytest
from page.steps import serious
from playwright.sync_api import expect
from service_process import free_port
from superdesk_server import Desk

from superdesk_widget.conftest import ARTICLE, Editor

pytestmark = [pytest.mark.slow]

HIGHLIGHTED = "[...(CSS.highlights.get('copydesk') ?? [])].map(range => range.toString())"


def test_the_widget_shows_scores_sources_and_passages(editor: Editor) -> None:
    """From one request, with the fields that Superdesk's server permits and no others."""
    editor.open()
    widget = editor.page.locator("#widget")
    expect(widget.get_by_role("status").first).to_contain_text("words were read")
    for name in ("attribution", "anonymity", "hedging", "readability"):
        expect(widget.locator("dt", has_text=name)).to_be_visible()
    expect(widget.locator("dd").first).to_contain_text("of 100")
    sources = widget.locator("ul").first.locator("li")
    expect(sources.first).to_contain_text("unnamed")
    expect(sources.nth(1)).to_contain_text("Ana Ruiz")
    expect(widget.get_by_text("Worth a look")).to_be_visible()
    assert serious(editor.page) == []
    fields = {name: ARTICLE[name] for name in ("guid", "language", "headline", "body_html")}
    assert editor.asked == [{"service": "copydesk", "item": fields}]


def test_a_passage_is_highlighted_and_nothing_is_changed(editor: Editor) -> None:
    """A highlight lies over the text of the editor; pressed again, it is gone."""
    editor.open()
    widget = editor.page.locator("#widget")
    widget.get_by_text("Statements by unnamed sources").click()
    passage = widget.get_by_role("button", name="A senior official: that the bridge")
    passage.click()
    lit = editor.page.evaluate(HIGHLIGHTED)
    assert "A senior official" in lit
    assert "said" in lit
    expect(passage).to_have_attribute("aria-pressed", "true")
    passage.click()
    assert editor.page.evaluate(HIGHLIGHTED) == []
    assert editor.page.evaluate("contentChanges") == 0
    assert len(editor.asked) == 1


@pytest.mark.parametrize("kind", ["angular", "react"])
def test_the_text_in_the_editor_is_read_saved_or_not(editor: Editor, kind: str) -> None:
    """Both editors of Superdesk: what was typed is noticed, and read again on request."""
    editor.open(kind)
    status = editor.page.locator("#widget").get_by_role("status").first
    expect(status).to_contain_text("words were read")
    editor.page.get_by_role("textbox", name="Body").click()
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.type(" It may rain.")
    expect(status).to_have_text("The text has changed since it was read.")
    editor.page.get_by_role("button", name="Read again").click()
    expect(status).to_contain_text("words were read")
    assert editor.asked[-1]["item"]["body_html"].endswith("It may rain.</p>")


def test_words_that_were_deleted_are_said_to_be_gone(editor: Editor) -> None:
    editor.open()
    widget = editor.page.locator("#widget")
    widget.get_by_text("Statements by unnamed sources").click()
    editor.page.get_by_role("textbox", name="Body").click()
    editor.page.keyboard.press("Control+a")
    editor.page.keyboard.type("Nothing.")
    widget.get_by_role("button", name="A senior official: that the bridge").click()
    expect(widget.get_by_text("These words are no longer in the text.")).to_be_visible()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"body_html": ""}, "there is no text yet"), ({"language": "fr"}, "English only")],
)
def test_an_article_that_cannot_be_scored_has_a_reason(
    editor: Editor, changes: dict[str, str], reason: str
) -> None:
    editor.open(**changes)
    expect(editor.page.locator("#widget").get_by_role("status").first).to_contain_text(reason)


def test_a_service_that_is_away_is_said_and_can_be_asked_again(editor: Editor, desk: Desk) -> None:
    address = desk.app.config["COPYDESK_URL"]
    desk.app.config["COPYDESK_URL"] = f"http://127.0.0.1:{free_port()}"
    editor.open()
    status = editor.page.locator("#widget").get_by_role("status").first
    expect(status).to_contain_text("did not answer")
    desk.app.config["COPYDESK_URL"] = address
    editor.page.get_by_role("button", name="Read again").click()
    expect(status).to_contain_text("words were read")


def test_a_server_without_an_address_says_so(editor: Editor, desk: Desk) -> None:
    del desk.app.config["COPYDESK_URL"]
    editor.open()
    status = editor.page.locator("#widget").get_by_role("status").first
    expect(status).to_contain_text("address is not set")


def test_a_report_is_kept_while_another_widget_is_open(editor: Editor) -> None:
    """Superdesk keeps the widget's state; the article is not sent again."""
    editor.open()
    status = editor.page.locator("#widget").get_by_role("status").first
    expect(status).to_contain_text("words were read")
    editor.page.evaluate("app.toggle()")
    expect(editor.page.locator("#widget")).to_have_count(0)
    editor.page.evaluate("app.toggle()")
    expect(status).to_contain_text("words were read")
    assert len(editor.asked) == 1


def test_only_articles_of_text_have_the_widget(editor: Editor) -> None:
    editor.open()
    allowed = "['text', 'picture', 'composite'].map(type => widget.isAllowed({type}))"
    assert editor.page.evaluate(allowed) == [True, False, False]
