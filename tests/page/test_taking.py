"""What can be taken out of the page, and what would be lost with it."""

import csv
import io
import json
from pathlib import Path

import pytest
from playwright.sync_api import Dialog, Page, expect

from page.steps import open_file, read
from service.archive.text_formats import escape

AS_CSV = """async (text) => {
    const { statementsAsCsv } = await import(new URL("web/exports.js", document.baseURI));
    const part = { text, start: 0, end: 1 };
    return statementsAsCsv({ attributions: [
        { id: "a1", mode: "statement", form: "direct", source: part, cue: part, content: [part] },
    ] });
}"""
STORY = "“The pier may open in May,” Mayor Ana Ruiz said. An aide said that it could cost more."


def take(page: Page, what: str) -> str:
    """Save something, and return what is in the file."""
    page.locator("#take summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name=what).click()
    return Path(download.value.path()).read_text(encoding="utf-8-sig")


def test_statements_as_csv(page: Page) -> None:
    """A row for each, with offsets."""
    read(page, STORY)
    rows = list(csv.DictReader(io.StringIO(take(page, "Save the statements"))))
    assert [row["unnamed"] for row in rows][:2] == ["no", "yes"]
    assert rows[1]["who"] == "aide"
    assert rows[1]["reason"] == "none given"
    assert rows[1]["quoted_or_reported"] == "reported"
    assert STORY[int(rows[1]["start"]) :].startswith("An aide")


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1",
        "-2.5e3",
        "-a",
        "@A1",
        "＝1+1",
        "－a",
        "\tx",
        "\0x",
        "'=1",
        "'tis",
        "a=1",
        'a "b", c',
    ],
)
def test_no_cell_is_a_formula(example: Page, cell: str) -> None:
    """The page escapes what a spreadsheet would evaluate as the archive does."""
    table: str = example.evaluate(AS_CSV, cell)
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert row["who"] == escape(cell)


def test_the_report_as_json(page: Page) -> None:
    """As the service gave it."""
    read(page, STORY)
    report = json.loads(take(page, "Save the report"))
    assert report["document"]["words"] == 18
    assert {"scores", "evidence", "prompts"} <= report.keys()


def test_verdicts_without_text(page: Page) -> None:
    """Names, ids and offsets: no word of the article."""
    read(page, STORY)
    page.get_by_role("button", name="Wrong: “An aide” is not named").click()
    saved = take(page, "Save dismissed and wrong prompts")
    (example,) = json.loads(saved)["examples"]
    assert example["rule"] == "unnamed-without-reason"
    assert example["verdict"] == "wrong"
    (span,) = example["spans"]
    assert STORY[span["start"] : span["end"]] == "An aide"
    assert example["attributions"]
    assert all(word not in saved for word in ("aide", "Ruiz", "pier", "cost"))


def test_a_summary_to_paste(page: Page) -> None:
    """Scores in words, then unnamed statements and what to look at."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    read(page, STORY)
    page.locator("#take summary").click()
    page.get_by_role("button", name="Copy a summary").click()
    expect(page.locator("#progress")).to_contain_text("on the clipboard")
    summary: str = page.evaluate("navigator.clipboard.readText()")
    assert "1 unnamed statement, 0 with a reason" in summary
    assert "- aide: that it could cost more [reason: none given]" in summary
    assert "To look at:" in summary


def test_starting_over_asks_before_text_is_lost(page: Page) -> None:
    """Typed text exists only here; keeping it is what Enter does."""
    read(page, STORY)
    page.get_by_role("button", name="Start over").click()
    dialog = page.get_by_role("dialog", name="This text is only on this page")
    expect(dialog).to_be_visible()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#text p")).to_have_count(1)
    page.get_by_role("button", name="Start over").click()
    dialog.get_by_role("button", name="Go on without it").click()
    expect(page.get_by_label("Paste an English news article")).to_be_empty()


@pytest.mark.parametrize("edit", [False, True])
def test_a_file_is_lost_only_once_it_is_edited(page: Page, *, edit: bool) -> None:
    """The file still exists; what was typed into it does not."""
    open_file(page, "story.txt", STORY.encode())
    page.locator("#text [tabindex='0']").wait_for()
    if edit:
        page.get_by_role("button", name="Edit the text").click()
        page.keyboard.type("Old. ")
        expect(page.locator("#counts")).to_contain_text("19 words")
    page.get_by_role("button", name="Start over").click()
    dialog = page.get_by_role("dialog", name="This text is only on this page")
    if edit:
        expect(dialog).to_be_visible()
    else:
        expect(page.get_by_label("Paste an English news article")).to_be_empty()


def test_leaving_asks_before_text_is_lost(page: Page) -> None:
    """The browser asks in its own words."""
    box = page.get_by_label("Paste an English news article")
    box.press_sequentially("Some text")
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", accept)
    page.reload()
    assert asked == ["beforeunload"]
    page.reload()
    assert asked == ["beforeunload"]


def test_another_article_asks_first(page: Page) -> None:
    """A dropped or opened file takes the place of what was typed only if the user agrees."""
    read(page, STORY)
    open_file(page, "other.txt", b"Ana Ruiz said that the road was closed for the day.")
    dialog = page.get_by_role("dialog", name="This text is only on this page")
    dialog.get_by_role("button", name="Keep the text").click()
    expect(page.locator("#text p")).to_have_text(STORY)
