"""The text is edited in place: marks move along, and scores follow when the user pauses."""

import pytest
from playwright.sync_api import Page, Route, expect

from page.steps import gauge, read, serious, text_of

STORY = "“The pier may open in May,” Mayor Ana Ruiz said. An aide said that it could cost more."
MARKED = "(name) => [...CSS.highlights.get(`edit-${name}`)].map(String)"


@pytest.fixture
def edited(page: Page) -> Page:
    read(page, STORY)
    page.locator("#text [tabindex='0']").wait_for()
    page.get_by_role("button", name="Edit the text").click()
    expect(page.get_by_role("textbox", name="The text, to edit")).to_be_focused()
    return page


def test_the_text_is_edited_where_it_stands(edited: Page) -> None:
    """With its marks, and without a serious finding of axe-core."""
    assert edited.evaluate(MARKED, "anonymous") == ["An aide"]
    assert edited.evaluate(MARKED, "hedge") == ["may", "could"]
    assert serious(edited) == []


def test_marks_move_along_and_scores_follow(edited: Page) -> None:
    """Before the service has answered, and after."""
    edited.keyboard.type("🎉 The pier is old. ")
    assert edited.evaluate(MARKED, "anonymous") == ["An aide"]
    expect(edited.locator("#counts")).to_contain_text("22 words")
    assert edited.evaluate(MARKED, "anonymous") == ["An aide"]
    expect(gauge(edited, "Readability")).to_contain_text("unchanged")


def test_undo_goes_on_over_a_new_score(edited: Page) -> None:
    """A score does not touch what the browser remembers of the typing."""
    edited.keyboard.type("The pier is old. ")
    expect(edited.locator("#counts")).to_contain_text("22 words")
    edited.keyboard.press("Control+z")
    expect(edited.locator("#editor")).to_have_text(STORY)
    expect(edited.locator("#counts")).to_contain_text("18 words")


def test_an_older_request_is_given_up(edited: Page) -> None:
    """Only the latest text is scored; the service is told by the closed connection."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    edited.route("**/v1/score", hold)
    with edited.expect_request("**/v1/score"):
        edited.keyboard.type("Old. ")
    with edited.expect_event("requestfailed"):
        edited.keyboard.type("Older. ")
    edited.unroute("**/v1/score")
    edited.keyboard.press("Control+Enter")
    expect(edited.locator("#counts")).to_contain_text("20 words")


def test_enter_begins_a_paragraph(edited: Page) -> None:
    """And a paste is plain text, with a paragraph for each of its lines."""
    edited.keyboard.type("The pier is old.")
    edited.keyboard.press("Enter")
    edited.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "One line.\\n\\nAnother line. ");
            clipboardData.setData("text/html", "<b>bold</b>");
            document.getElementById("editor").dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, cancelable: true, bubbles: true }));
        }"""
    )
    edited.keyboard.press("Control+Enter")
    expect(edited.locator("#counts")).to_contain_text("3 paragraphs")
    edited.keyboard.press("Escape")
    edited.locator("#text [tabindex='0']").wait_for()
    assert text_of(edited).split("\n") == [
        "The pier is old.",
        "One line.",
        f"Another line. {STORY}",
    ]


def test_escape_ends_with_the_latest_score(edited: Page) -> None:
    """What was typed last is scored before the marks come back."""
    edited.keyboard.type("The pier is old. ")
    edited.keyboard.press("Escape")
    edited.locator("#text [tabindex='0']").wait_for()
    assert text_of(edited) == f"The pier is old. {STORY}"
    expect(edited.locator("#counts")).to_contain_text("22 words")
    expect(edited.get_by_role("button", name="Edit the text")).to_be_focused()
    assert edited.locator("#text .anonymous").first.text_content() == "An aide"


def test_two_clicks_edit_there(page: Page) -> None:
    """The caret is where the user pointed."""
    read(page, STORY)
    page.locator("#text .anonymous").first.dblclick()
    expect(page.locator("#editor")).to_be_focused()
    at: int = page.evaluate("getSelection().anchorOffset")
    assert STORY.index("An aide") <= at <= STORY.index("An aide") + len("An aide")


def test_what_goes_wrong_keeps_the_text(edited: Page) -> None:
    """It is said, and the next try gets through."""
    edited.context.set_offline(True)
    edited.keyboard.type("Old. ")
    edited.keyboard.press("Control+Enter")
    expect(edited.get_by_role("alert")).to_contain_text("cannot be reached")
    edited.context.set_offline(False)
    edited.get_by_role("button", name="Try again").click()
    expect(edited.locator("#counts")).to_contain_text("19 words")
    expect(edited.get_by_role("alert")).to_be_empty()


def test_the_finder_goes_through_a_text_that_is_edited(edited: Page) -> None:
    """Its places are those of the latest text."""
    edited.get_by_role("button", name="Find them").click()
    finder = edited.get_by_role("group", name="Finder")
    expect(finder).to_contain_text("1 of 1")
    assert "An aide" in edited.evaluate(MARKED, "found")
    edited.locator("#editor").focus()
    edited.keyboard.press("Control+Home")
    edited.keyboard.type("A guard said that it was shut. ")
    expect(finder).to_contain_text("of 2")


def test_before_and_after_stand_side_by_side(edited: Page) -> None:
    """With the changed words marked."""
    edited.keyboard.type("The pier is old. ")
    expect(edited.locator("#counts")).to_contain_text("22 words")
    edited.get_by_role("tab", name="Compare").click()
    expect(edited.locator(".compared")).to_contain_text("As opened")
    expect(edited.get_by_role("row", name="Words")).to_contain_text("18")
    expect(edited.locator(".versions ins")).to_have_text("The pier is old. ")
    assert serious(edited) == []
