"""Which words changed between two versions, in the browser's own engine."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page, expect

from page.steps import read, show, text_of

STORY = "“The pier may open in May,” Mayor Ana Ruiz said. An aide said that it could cost more."
COMPARE = """async ([before, after]) => {
    const { alignParagraphs, compareWords } = await import(
        new URL("web/diff.js", document.baseURI));
    return [alignParagraphs(before, after), compareWords(before, after)];
}"""
TEXT = st.lists(
    st.lists(st.sampled_from(["the", "pier", "is", "old", "🎉", ",", "new"]), max_size=5).map(
        " ".join
    ),
    max_size=4,
).map("\n".join)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(before=TEXT, after=TEXT)
def test_nothing_is_lost_or_doubled(example: Page, before: str, after: str) -> None:
    """Each side's parts make up its text, and what is unchanged is the same on both sides."""
    rows, words = example.evaluate(COMPARE, [before, after])
    for side, text in (("before", before), ("after", after)):
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        assert [row[side] for row in rows if row[side] is not None] == lines
        assert "".join(part["text"] for part in words[side]) == text
    kept = [
        "".join(part["text"] for part in words[side] if not part["changed"])
        for side in ("before", "after")
    ]
    assert kept[0] == kept[1]


def test_a_changed_word_is_found(example: Page) -> None:
    """And nothing else."""
    _, words = example.evaluate(COMPARE, ["The old pier is shut.", "The new pier is shut."])
    changed: dict[str, Any] = {
        side: [part["text"] for part in words[side] if part["changed"]] for side in words
    }
    assert changed == {"before": ["old"], "after": ["new"]}


def test_another_version_can_be_pasted(page: Page) -> None:
    """It is scored too, and compared."""
    read(page, STORY)
    show(page, "Compare")
    expect(page.locator("#compare-hint")).to_be_visible()
    page.get_by_role("button", name="Paste it…").click()
    page.get_by_role("textbox", name="The other version").fill(
        STORY.replace("An aide", "Deputy Mayor Bo Li")
    )
    page.get_by_role("button", name="Compare", exact=True).click()
    row = page.get_by_role("row", name="Unnamed statements")
    expect(row).to_contain_text("+1")
    expect(page.locator(".versions del").first).to_have_text("Deputy Mayor Bo Li")
    expect(page.locator(".versions ins").first).to_have_text("An aide")


def test_a_file_dropped_there_is_the_other_version(page: Page) -> None:
    """The article stays what it was."""
    read(page, STORY)
    show(page, "Compare")
    page.evaluate(
        """(text) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], "a-name-that-is-long-for-a-column.txt"));
            const options = { dataTransfer, bubbles: true, cancelable: true };
            const place = document.getElementById("view-compare");
            place.dispatchEvent(new DragEvent("dragover", options));
            place.dispatchEvent(new DragEvent("drop", options));
        }""",
        STORY.replace("An aide", "Bo Li"),
    )
    expect(page.locator(".versions ins").first).to_have_text("An aide")
    expect(page.locator(".version-title").first).to_have_text("a-name-that-is-long-for…")
    assert text_of(page) == STORY
