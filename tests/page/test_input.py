"""The ways an article gets in, each through the real service."""

import base64

import pytest
from playwright.sync_api import Page, expect

from page.steps import docx, gauge, odt, open_file, read, run, text_of

STORY = "“The pier may open in May,” Mayor Ana Ruiz said. An aide said that it could cost more."


def test_a_text_that_is_typed(page: Page) -> None:
    """As it was typed."""
    read(page, STORY)
    assert text_of(page) == STORY


def test_html_that_is_pasted_is_read_as_html(page: Page) -> None:
    """It is seen for what it is, and its text is marked."""
    read(page, f"<article><h1>The pier</h1><p>{STORY}</p><script>x = 1</script></article>")
    assert text_of(page) == f"The pier\n{STORY}"


def test_what_looks_like_html_can_be_read_as_text(page: Page) -> None:
    """The choice is the editor's."""
    page.get_by_label("Paste an English news article").fill(f"<p>{STORY}</p>")
    box = page.get_by_label("Treat it as HTML")
    expect(box).to_be_checked()
    box.uncheck()
    page.get_by_role("button", name="Score it", exact=True).click()
    page.locator("#text p").first.wait_for()
    assert text_of(page) == f"<p>{STORY}</p>"


def test_markup_in_a_text_stays_text(page: Page) -> None:
    """Nothing of an article becomes an element."""
    hostile = f"{STORY} Then <img src=x onerror=alert(1)> he said that it was <b>late."
    read(page, hostile)
    assert text_of(page) == hostile
    assert page.locator("#text img, #text b").count() == 0


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("story.txt", STORY.encode()),
        ("story.TXT", b"\xff\xfe" + STORY.encode("utf-16-le")),
        ("old.txt", STORY.encode("windows-1252")),
        ("story.html", f"<html><body><p>{STORY}</p></body></html>".encode()),
        ("story.docx", docx(run(STORY))),
        ("stored.docx", docx(run(STORY), method=0)),
        ("story.odt", odt(f"<t:p>{STORY}</t:p>")),
        ("unnamed", odt(f"<t:p>{STORY}</t:p>")),
    ],
)
def test_a_file_that_is_opened(page: Page, name: str, content: bytes) -> None:
    """Text in any of the usual encodings, HTML, Word."""
    open_file(page, name, content)
    page.locator("#text p").first.wait_for()
    assert text_of(page) == STORY


def test_a_word_document_has_its_paragraphs(page: Page) -> None:
    """Runs are joined, tabs and breaks kept, what was deleted and what is a field left out."""
    open_file(
        page,
        "pier.docx",
        docx(
            run("“The pier may ") + run("open in May,”") + "<w:r><w:tab/></w:r>" + run("Ana Ruiz"),
            run("said.") + "<w:del><w:r><w:delText>never</w:delText></w:r></w:del>",
            "<w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>" + run("An aide said") + "<w:r><w:br/></w:r>",
            "<w:r><w:instrText>PAGE</w:instrText></w:r>" + run("that it could cost more."),
        ),
    )
    page.locator("#text p").first.wait_for()
    assert text_of(page).split("\n") == [
        "“The pier may open in May,”\tAna Ruiz",
        "said.",
        "An aide said",
        "that it could cost more.",
    ]


def test_an_opendocument_text_has_its_paragraphs(page: Page) -> None:
    """White space as it is seen; deletions, notes and comments left out."""
    open_file(
        page,
        "pier.odt",
        odt(
            "<t:tracked-changes><t:p>never</t:p></t:tracked-changes>"
            "<t:h>The  pier</t:h>"
            '<t:p>“It may<t:s t:c="2"/>open,”<t:tab/><t:span>Ana Ruiz</t:span> said.'
            "<t:note><t:p>a note</t:p></t:note></t:p>"
            "<t:p>An aide said<t:line-break/>that it could cost more.</t:p>"
        ),
    )
    page.locator("#text p").first.wait_for()
    assert text_of(page).split("\n") == [
        "The pier",
        "“It may  open,”\tAna Ruiz said.",
        "An aide said",
        "that it could cost more.",
    ]


def test_control_and_enter_score(page: Page) -> None:
    """Without leaving the text."""
    page.get_by_label("Paste an English news article").fill(STORY)
    page.keyboard.press("Control+Enter")
    page.locator("#text p").first.wait_for()
    assert text_of(page) == STORY


@pytest.mark.parametrize("name", ["story.txt", "story.docx"])
def test_a_file_that_is_dropped(page: Page, name: str) -> None:
    """Anywhere on the page."""
    content = docx(run(STORY)) if name.endswith("docx") else STORY.encode()
    page.evaluate(
        """([name, content]) => {
            const bytes = Uint8Array.from(atob(content), (c) => c.charCodeAt(0));
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([bytes], name));
            const options = { dataTransfer, bubbles: true, cancelable: true };
            document.body.dispatchEvent(new DragEvent("dragover", options));
            document.body.dispatchEvent(new DragEvent("drop", options));
        }""",
        [name, base64.b64encode(content).decode()],
    )
    page.locator("#text p").first.wait_for()
    assert text_of(page) == STORY


def test_signs_beyond_the_basic_plane_and_right_to_left(page: Page) -> None:
    """Marks stand where they belong after emoji, and a line takes its own direction."""
    arabic = "قالت المتحدثة"
    read(
        page, f"👩‍👩‍👧‍👦🎉 {STORY}\n{arabic}\n🎉 “It is late,” Ana Ruiz said, and 🎉 that was all."
    )
    assert page.locator("#text .cue").all_text_contents()[0] == "said"
    assert "An aide" in page.locator("#text .anonymous").all_text_contents()
    line = page.locator("#text > p", has_text=arabic)
    assert line.evaluate("(e) => getComputedStyle(e).direction") == "rtl"


def test_a_long_paste_is_taken_at_once(page: Page) -> None:
    """At the cursor, as a paste is, and seen to be HTML if it is."""
    box = page.get_by_label("Paste an English news article")
    box.fill("ab")
    page.evaluate(
        """(text) => {
            const box = document.getElementById("article");
            box.setSelectionRange(1, 1);
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", text);
            box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
        }""",
        "<p>x</p>" * 4000,
    )
    assert box.input_value() == "a" + "<p>x</p>" * 4000 + "b"
    expect(page.get_by_label("Treat it as HTML")).to_be_checked()


@pytest.mark.slow
def test_twenty_thousand_words_do_not_freeze_the_page(page: Page) -> None:
    """All of it is marked, and no step takes the page a second."""
    page.evaluate(
        "window.longest = 0; new PerformanceObserver((list) => { for (const e of list.getEntries())"
        "longest = Math.max(longest, e.duration); }).observe({ type: 'longtask' })"
    )
    page.evaluate(
        "(text) => (document.getElementById('article').value = text)", f"{STORY}\n" * 1112
    )
    page.get_by_role("button", name="Score it", exact=True).click()
    expect(page.locator("#text > p")).to_have_count(1112, timeout=60_000)
    page.locator("#text [tabindex='0']").wait_for()
    expect(page.locator("#counts")).to_contain_text("20,016 words")
    assert page.evaluate("longest") < 1000


def test_a_score_that_is_not_there_has_its_reason(page: Page) -> None:
    """No statement, so no share of them; a dash, never 0."""
    read(page, "The pier was painted green in the spring. It was closed for a week.")
    anonymity = gauge(page, "Anonymous sources")
    expect(anonymity).to_contain_text("no score")
    expect(anonymity).to_contain_text("Not scored: no statement has a source.")
    expect(anonymity.get_by_role("meter")).to_have_count(0)
    expect(page.locator("#warnings")).to_contain_text("short texts")
