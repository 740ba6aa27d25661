"""The draft is read again a moment after it changed, and seldom."""

from playwright.sync_api import expect

from wordpress.articles import PIER_BLOCKS
from wordpress.editor import Editor
from wordpress.site import Site
from wordpress.upstream import Upstream

ADDED = " It may be perhaps a little late, the harbour master said."


def hedges(editor: Editor) -> int:
    return int(editor.score("Hedging").locator(".copydesk-count").text_content() or "")


def test_typing_is_read_once_it_stops(editor: Editor, site: Site, upstream: Upstream) -> None:
    """Some sixty keys, one request; what was typed and not saved counts."""
    editor.open(site.write(PIER_BLOCKS)).read()
    before = hedges(editor)
    editor.type_at_end(3, ADDED)
    assert len(upstream.scored) == 1
    expect(editor.score("Hedging").locator(".copydesk-count")).not_to_have_text(str(before))
    assert hedges(editor) > before
    assert len(upstream.scored) == 2
    assert "perhaps a little late" in upstream.scored[-1].article["html"]
    assert editor.is_dirty


def test_moving_about_is_no_change(editor: Editor, site: Site, upstream: Upstream) -> None:
    """Neither the caret's moves nor saving ask the service again."""
    editor.open(site.write(PIER_BLOCKS)).read()
    editor.block(0).click()
    editor.page.keyboard.press("ArrowRight")
    editor.block(2).click()
    assert editor.sent() == len(upstream.scored) == 1
    editor.type_at_end(3, " Gulls sat on it.")
    expect(editor.status).to_contain_text("Current draft: 41 words")
    editor.save()
    assert editor.sent() == len(upstream.scored) == 2


def test_an_old_answer_never_follows_a_newer(
    editor: Editor, site: Site, upstream: Upstream
) -> None:
    """While one is awaited no other is asked for; the last word is the newest draft's."""
    editor.open(site.write(PIER_BLOCKS)).read()
    before = hedges(editor)
    upstream.gate.clear()
    editor.type_at_end(3, " Rain fell.")
    expect(editor.status).to_contain_text("Scoring the changes")
    editor.type_at_end(3, ADDED)
    assert editor.sent() == 2
    upstream.gate.set()
    expect(editor.score("Hedging").locator(".copydesk-count")).not_to_have_text(str(before))
    expect(editor.status).to_contain_text("Current draft")
    assert hedges(editor) > before
    assert len(upstream.scored) == 3
    assert upstream.most_in_flight == 1
    assert "perhaps a little late" in upstream.scored[-1].article["html"]
