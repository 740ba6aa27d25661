"""Five tasks of an editor, each done in at most three presses.

With ``PICTURES`` set to a folder, each leaves a picture of its result there.
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from page.steps import gauge, lit, open_example

MOST = 3


class Editor:
    """Counts what is pressed, and takes a picture of where it led."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._presses = 0

    def press(self, target: Locator, *, at: tuple[int, int] | None = None) -> None:
        target.click(position={"x": at[0], "y": at[1]} if at else None)
        self._presses += 1

    def is_done(self, name: str) -> None:
        assert self._presses <= MOST
        folder = os.environ.get("PICTURES")
        if folder:
            self.page.mouse.move(0, 0)
            self.page.screenshot(path=Path(folder) / f"task-{name}.png")


@pytest.fixture
def editor(page: Page) -> Editor:
    open_example(page)
    return Editor(page)


def test_find_the_unnamed_statements_without_a_reason(editor: Editor) -> None:
    """The first of them is shown, and it is said how many there are."""
    page = editor.page
    editor.press(page.get_by_role("button", name="Find the 7 without"))
    expect(page.get_by_role("group", name="Finder")).to_contain_text(
        "Unnamed, without a reason 1 of 7"
    )
    assert "source: officials" in lit(page)
    editor.press(page.get_by_role("button", name="Next"))
    expect(page.get_by_role("group", name="Finder")).to_contain_text("2 of 7")
    expect(page.locator("#text .anonymous.on").first).to_be_in_viewport()
    editor.is_done("unnamed")


def test_find_what_nobody_is_quoted_for(editor: Editor) -> None:
    """The longest stretch first, hatched and framed."""
    page = editor.page
    editor.press(page.locator("#filters").get_by_text("Nobody quoted"))
    expect(page.get_by_role("group", name="Finder")).to_contain_text("1 of 1")
    stretch = page.locator("#text .stretch.found").first
    expect(stretch).to_be_in_viewport()
    expect(stretch).to_contain_text("The ferries, the Merganser and the Kittiwake")
    editor.is_done("unquoted")


def test_mend_a_sentence_and_see_the_score_move(editor: Editor) -> None:
    """An engineer gets a name; the text is scored again as the editor pauses."""
    page = editor.page
    editor.press(page.get_by_role("button", name="Edit the text"))
    line = page.locator("#editor p", has_text="A former engineer said")
    editor.press(line, at=(2, 8))
    page.keyboard.press("Home")
    for _ in "A former engineer":
        page.keyboard.press("Delete")
    page.keyboard.type("Ivan Okafor, a former engineer,")
    card = gauge(page, "Anonymous sources")
    expect(card).to_contain_text("was 4")
    expect(page.locator("#unnamed")).to_contain_text("7 unnamed statements")
    expect(page.locator("#edit-said")).to_contain_text("Anonymous sources 4 →")
    editor.is_done("mended")


def test_print_for_a_meeting(editor: Editor) -> None:
    """Unnamed sources are unmistakable without colour and without printed backgrounds."""
    page = editor.page
    page.evaluate("window.print = () => document.body.setAttribute('data-printed', '')")
    editor.press(page.get_by_role("button", name="Print"))
    expect(page.locator("[data-printed]")).to_have_count(1)
    page.emulate_media(media="print")
    for source in page.locator("#text .anonymous.first").all():
        look = source.evaluate(
            "(e) => [getComputedStyle(e, '::before').content, getComputedStyle(e).fontWeight, "
            "getComputedStyle(e).borderBottomStyle, getComputedStyle(e).color]"
        )
        assert look == ['"UNNAMED"', "700", "solid", "rgb(0, 0, 0)"]
    expect(page.locator("#filters")).to_be_hidden()
    expect(page.locator("#statements-table table")).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
    editor.is_done("printed")


def test_compare_with_yesterdays_version(editor: Editor, tmp_path: Path) -> None:
    """Scores, counts and changed words side by side."""
    page = editor.page
    text: str = page.evaluate("fetch('web/example.txt').then((response) => response.text())")
    yesterday = tmp_path / "yesterday.txt"
    yesterday.write_text(text.replace("said Ines Calloway, the council", "said a council"))
    editor.press(page.get_by_role("tab", name="Compare"))
    with page.expect_file_chooser() as chooser:
        editor.press(page.get_by_text("Open the other version…"))
    chooser.value.set_files(yesterday)
    table = page.locator(".compared")
    expect(table.get_by_role("row", name="Unnamed statements")).to_contain_text("10")
    expect(page.locator(".versions del").first).to_be_visible()
    expect(page.locator(".versions ins")).to_contain_text(["Ines Calloway"])
    editor.is_done("compared")
