"""Evidence goes to its place in the editor, and the post stays as it is."""

import pytest
from playwright.sync_api import expect

from wordpress.articles import FILLER, LONG_BLOCKS, PIER_BLOCKS, SEED_BLOCKS
from wordpress.editor import Editor
from wordpress.site import Site
from wordpress.upstream import Upstream

pytestmark = pytest.mark.usefixtures("upstream")


@pytest.mark.parametrize("device", ["Desktop", "Tablet"])
def test_a_press_scrolls_to_the_words_and_lights_them(
    editor: Editor, site: Site, device: str
) -> None:
    """In the page, and in the frame that the editor has for a tablet's width."""
    post = site.write(LONG_BLOCKS)
    editor.open(post).view(device).read()
    before = editor.content
    editor.evidence("Hedging").first.click()
    editor.wait_for_light("may")
    assert editor.sees_light()
    assert editor.content == before == LONG_BLOCKS
    assert not editor.is_dirty
    editor.evidence("Hedging").first.click()
    expect(editor.panel.locator('[aria-pressed="true"]')).to_have_count(0)
    assert editor.lit() == []


def test_a_statement_lights_source_cue_and_content(editor: Editor, site: Site) -> None:
    """All of it, wherever its parts stand."""
    editor.open(site.write(PIER_BLOCKS)).read()
    editor.evidence("Attribution").first.click()
    expect(editor.panel.locator('[aria-pressed="true"]')).to_have_count(1)
    assert set(editor.lit()) == {"Mayor Ana Ruiz", "said", "The old pier may reopen in May"}


def test_an_unnamed_source_is_lit_by_itself(editor: Editor, site: Site) -> None:
    """With what it says, and whether a reason is given, in the sidebar."""
    editor.open(site.write(PIER_BLOCKS)).read()
    piece = editor.evidence("Anonymous sources").first
    expect(piece).to_contain_text("A senior official: the repair could cost")
    expect(piece).to_contain_text("no reason given")
    piece.click()
    editor.wait_for_light("A senior official")


def test_what_is_saved_is_what_was_written(editor: Editor, site: Site) -> None:
    """Lit or not."""
    editor.open()
    editor.replace(PIER_BLOCKS)
    editor.read()
    editor.evidence("Hedging").first.click()
    editor.wait_for_light("may")
    editor.save()
    assert site.content(editor.post) == PIER_BLOCKS
    assert editor.lit() == ["may"]


def test_by_keyboard(editor: Editor, site: Site) -> None:
    """The focus stays, so that the next piece is a Tab away; a screen reader hears it."""
    editor.open(site.write(PIER_BLOCKS)).read()
    editor.score("Hedging").locator("summary").focus()
    editor.page.keyboard.press("Enter")
    editor.page.keyboard.press("Tab")
    editor.page.keyboard.press("Space")
    editor.wait_for_light("may")
    expect(editor.evidence("Hedging").first).to_be_focused()
    expect(editor.page.locator("#a11y-speak-polite")).to_contain_text(
        "Highlighted in the text: may"
    )


def test_light_stays_where_it_is_while_other_words_change(editor: Editor, site: Site) -> None:
    """Also once the draft has been read again."""
    editor.open(site.write(PIER_BLOCKS)).read()
    editor.evidence("Hedging").first.click()
    editor.wait_for_light("may")
    words = editor.status.text_content() or ""
    editor.type_at_end(3, " Gulls sat on it.")
    expect(editor.status).not_to_have_text(words)
    expect(editor.status).to_contain_text("Current draft")
    editor.wait_for_light("may")


def test_light_goes_with_the_words(editor: Editor, site: Site) -> None:
    """When they are deleted and the draft is read again."""
    editor.open(site.write(PIER_BLOCKS)).read()
    editor.evidence("Hedging").first.click()
    editor.wait_for_light("may")
    editor.replace(PIER_BLOCKS.replace("may reopen", "reopens"))
    expect(editor.panel.locator('[aria-pressed="true"]')).to_have_count(0)
    assert editor.lit() == []


def test_words_that_are_gone_are_said_to_be(editor: Editor, site: Site, upstream: Upstream) -> None:
    """Before the next report, too."""
    editor.open(site.write(PIER_BLOCKS)).read()
    pieces = editor.evidence("Hedging")
    upstream.gate.clear()
    editor.replace(PIER_BLOCKS.replace("may reopen", "reopens"))
    pieces.first.click()
    expect(editor.panel).to_contain_text("These words are no longer in the text.")


def test_the_code_editor_has_no_place_to_light(editor: Editor, site: Site) -> None:
    """The sidebar says what to do."""
    editor.open(site.write(PIER_BLOCKS)).read()
    editor.ask("wp.data.dispatch('core/edit-post').switchEditorMode('text')")
    editor.page.locator("textarea.editor-post-text-editor").wait_for()
    editor.evidence("Hedging").first.click()
    expect(editor.panel).to_contain_text("Switch to the visual editor")


def test_without_custom_highlights_the_block_is_outlined(editor: Editor, site: Site) -> None:
    """In a browser that lacks them; nothing is put into the document for it."""
    editor.page.add_init_script(
        "Reflect.deleteProperty(CSS, 'highlights'); delete window.Highlight;"
    )
    editor.open(site.write(LONG_BLOCKS)).read()
    editor.evidence("Hedging").first.click()
    expect(editor.panel.locator('[aria-pressed="true"]')).to_have_count(1)
    outlined = "(block) => getComputedStyle(block).outlineStyle"
    target = editor.block(len(FILLER))
    assert target.evaluate(outlined) == "solid"
    assert editor.block(len(FILLER) - 1).evaluate(outlined) != "solid"
    expect(target).to_be_in_viewport()
    assert editor.content == LONG_BLOCKS


def test_long_lists_are_opened_on_demand(editor: Editor, site: Site) -> None:
    """Eight first, then all."""
    editor.open(site.write(SEED_BLOCKS)).read()
    pieces = editor.evidence("Hedging")
    expect(pieces).to_have_count(8)
    total = int(editor.score("Hedging").locator(".copydesk-count").text_content() or "")
    assert total > 8
    editor.score("Hedging").get_by_role("button", name=f"Show all {total}").click()
    expect(pieces).to_have_count(total)
    pieces.last.click()
    expect(editor.panel.locator('[aria-pressed="true"]')).to_have_count(1)
    assert editor.sees_light()
