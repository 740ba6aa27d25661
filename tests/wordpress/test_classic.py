"""The classic editor has the same in a box below the text."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from wordpress.articles import PIER
from wordpress.editor import Editor
from wordpress.site import Site
from wordpress.upstream import Upstream

LIT = """() => {
  const view = document.getElementById("content_ifr").contentWindow;
  return [...(view.CSS.highlights.get("copydesk") ?? [])].map((range) => range.toString());
}"""


@pytest.fixture
def classic(site: Site) -> Iterator[int]:
    """A draft in a site with the classic editor."""
    must_use = site.root / "wp-content/mu-plugins"
    must_use.mkdir(exist_ok=True)
    plugin = must_use / "classic.php"
    plugin.write_text("<?php add_filter('use_block_editor_for_post', '__return_false');")
    yield site.write("\n\n".join(PIER))
    plugin.unlink()


def test_the_box(page: Page, classic: int, upstream: Upstream) -> None:
    """Nothing is sent before the press on its button; then what is typed is read again."""
    page.goto(f"/wp-admin/post.php?post={classic}&action=edit")
    text = page.frame_locator("#content_ifr").locator("body")
    expect(text).to_contain_text(PIER[0])
    box = page.locator("#copydesk-classic")
    expect(box.get_by_role("button", name="Score the draft")).to_be_visible()
    assert upstream.asked == []
    box.get_by_role("button", name="Score the draft").click()
    expect(box.get_by_role("meter")).to_have_count(4)
    expect(box.locator(".copydesk-open")).to_have_text("2 warnings")
    before = text.inner_html()
    box.locator(".copydesk-piece").filter(has_text="is not named").click()
    expect(box.locator('[aria-pressed="true"]')).to_have_count(1)
    assert page.evaluate(LIT) == ["A senior official"]
    assert text.inner_html() == before
    text.locator("p").last.click()
    page.keyboard.press("End")
    page.keyboard.type(" Gulls sat on it.")
    expect(box.locator(".copydesk-status")).to_have_text("Current draft: 41 words.")
    assert "Gulls sat on it." in upstream.scored[-1].article["html"]
    box.get_by_role("button", name="Dismiss").first.click()
    expect(box.locator(".copydesk-open")).to_have_text("1 warning")
    page.locator("#content-html").click()  # the code; its button has other words in each version
    lit = box.locator('[aria-pressed="true"]')
    lit.click()  # puts the light out
    expect(lit).to_have_count(0)
    box.locator(".copydesk-piece").first.click()
    expect(box).to_contain_text("Switch to the visual editor to see it in the text.")


def test_the_block_editor_has_no_box(editor: Editor, site: Site, upstream: Upstream) -> None:
    del upstream
    editor.open(site.write("The pier may open.")).show()
    assert editor.page.locator("#copydesk-classic").count() == 0
