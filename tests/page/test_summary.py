"""The summary beside the text: unnamed statements first, gauges in words, what to look at."""

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from page.steps import gauge, lit, open_example, read, show

STORY = "“The pier may open in May,” Mayor Ana Ruiz said. An aide said that it could cost more."
NAMED = "“The pier is open,” Mayor Ana Ruiz said on Monday. “It is safe,” Ruiz said."


@pytest.fixture(scope="module")
def ferry(scored_context: BrowserContext) -> Iterator[Page]:
    """The report on the page's own article; tests that share it leave it as they found it."""
    opened = scored_context.new_page()
    opened.set_default_timeout(20_000)
    opened.goto("/")
    open_example(opened)
    yield opened
    opened.close()


@pytest.fixture(autouse=True)
def let_go(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "ferry" in request.fixturenames:
        page: Page = request.getfixturevalue("ferry")
        show(page, "Text")
        page.locator("#filters").get_by_text("All marks").click()
        page.mouse.move(0, 0)


def test_unnamed_statements_stand_first(ferry: Page) -> None:
    """How many there are, and how many of them have a reason."""
    card = ferry.locator("#unnamed")
    expect(card).to_contain_text("9 unnamed statements, 2 with a reason (1 only a stock phrase)")
    assert ferry.locator(".rail").evaluate("(e) => e.querySelector('p').closest('#unnamed')?.id")


def test_what_to_look_at_is_a_press_away(ferry: Page) -> None:
    """The number stands below the card, follows the verdicts and leads to the list."""
    ferry.locator(".rail").evaluate("(e) => e.scrollTo(0, 0)")
    look = ferry.locator("#look")
    expect(look).to_be_in_viewport()
    look.get_by_role("button", name="12 things to look at").click()
    expect(ferry.get_by_role("heading", name="What to look at")).to_be_in_viewport()
    expect(ferry.locator(".prompt").first).to_be_in_viewport()
    ferry.locator(".prompt").first.get_by_role("button", name="Dismiss").click()
    expect(look).to_have_text("11 things to look at")
    ferry.locator(".judged summary").click()
    ferry.get_by_role("button", name="Restore").click()
    expect(look).to_have_text("12 things to look at")


def test_views_are_not_counted_as_statements(ferry: Page) -> None:
    """The caption of the table has the number of the gauge; what somebody expects is apart."""
    show(ferry, "Statements")
    caption = ferry.locator("#statements-table caption")
    expect(caption).to_contain_text("16 statements, 9 by unnamed sources; and 1 thing that")


def test_reasons_are_found_in_the_text(ferry: Page) -> None:
    """The words that give the reason, framed; a stock phrase is called one."""
    ferry.get_by_role("button", name="2 reasons").click()
    expect(ferry.get_by_role("group", name="Finder")).to_contain_text("1 of 2")
    found = ferry.locator("#text .found")
    assert "".join(found.all_text_contents()).startswith("on condition of anonymity because")
    ferry.get_by_role("button", name="Next").click()
    expect(ferry.locator("#note")).to_contain_text("A stock phrase")


def test_the_summary_stays_in_sight(ferry: Page) -> None:
    """At the top and at the end of the text."""
    ferry.locator(".rail").evaluate("(e) => e.scrollTo(0, 0)")
    for place in ("first", "last"):
        getattr(ferry.locator("#text > p"), place).scroll_into_view_if_needed()
        expect(ferry.locator("#unnamed")).to_be_in_viewport()
    ferry.evaluate("scrollTo(0, 0)")
    expect(ferry.locator("#text > p").first).to_be_in_viewport()


def test_without_unnamed_sources_the_card_says_so(page: Page) -> None:
    """And no gauge asks why a source is unnamed."""
    read(page, NAMED)
    expect(page.locator("#unnamed")).to_contain_text("No unnamed sources")
    expect(gauge(page, "Anonymous sources").locator(".ask")).to_have_count(0)


def test_a_gauge_leads_with_a_sentence(ferry: Page) -> None:
    """Then the scale with the typical band, which a screen reader hears too."""
    card = gauge(ferry, "Hedging")
    expect(card.locator(".place")).to_have_text("A typical number of hedges for its length.")
    told = card.get_by_role("meter").get_attribute("aria-valuetext") or ""
    assert "typical is" in told
    band = card.locator(".typical").bounding_box()
    needle = card.locator(".needle").bounding_box()
    assert band
    assert needle
    assert band["x"] <= needle["x"] + needle["width"] / 2 <= band["x"] + band["width"]


@pytest.mark.parametrize(
    ("title", "link"),
    [
        ("Attribution", r"(\d+) statements"),
        ("Attribution", r"\d+ words unquoted"),
        ("Anonymous sources", r"(\d+) unnamed"),
        ("Hedging", r"(\d+) by the reporter"),
        ("Readability", r"(\d+) hard sentences"),
    ],
)
def test_a_gauge_leads_to_its_evidence(ferry: Page, title: str, link: str) -> None:
    """With the number of the place and of all of them: the link's, unless it counts words."""
    button = gauge(ferry, title).get_by_role("button", name=re.compile(link))
    found = re.search(link, button.inner_text())
    assert found
    places = found[1] if found.groups() else r"\d+"
    button.click()
    expect(ferry.get_by_role("group", name="Finder")).to_contain_text(re.compile(f"1 of {places}"))
    expect(ferry.locator("#text .on, #text .found").first).to_be_in_viewport()


def test_each_number_says_what_it_means(ferry: Page) -> None:
    """One press away; the address stays as it is."""
    gauge(ferry, "Hedging").get_by_role("link", name="What hedging means").click()
    expect(ferry.get_by_role("tabpanel", name="What it means")).to_be_visible()
    assert ferry.evaluate("document.activeElement.textContent") == "Hedging"
    assert ferry.evaluate("location.hash") == ""


def test_a_prompt_leads_to_its_places(ferry: Page) -> None:
    """All of them, one after another."""
    prompts = ferry.locator("#prompts")
    prompts.get_by_role("button", name="Show all").click()
    prompts.get_by_role(
        "button", name="“A former engineer” is not named", exact=False
    ).first.click()
    finder = ferry.get_by_role("group", name="Finder")
    expect(finder).to_contain_text("1 of 2")
    expect(ferry.locator("#text .found").first).to_have_text("A former engineer")
    finder.get_by_role("button", name="Next").click()
    expect(finder).to_contain_text("2 of 2")
    expect(ferry.locator("#note")).to_contain_text("Settled by")


def test_a_verdict_lasts_for_the_visit(page: Page) -> None:
    """Dismissed prompts stay away when the text is scored again, and can be restored."""
    read(page, STORY)
    prompts = page.locator("#prompts")
    aide = prompts.get_by_role("listitem").filter(has_text="“An aide” is not named")
    expect(aide).to_have_count(1)
    aide.get_by_role("button", name="Wrong").click()
    expect(prompts.locator(".prompt").filter(has_text="“An aide” is not named")).to_have_count(0)
    page.get_by_role("button", name="Edit the text").click()
    page.keyboard.type("The pier is old. ")
    expect(page.locator("#counts")).to_contain_text("22 words")
    expect(prompts.locator(".prompt").filter(has_text="“An aide” is not named")).to_have_count(0)
    prompts.locator("summary").click()
    prompts.get_by_role("button", name="Restore").click()
    expect(prompts.locator(".prompt").filter(has_text="“An aide” is not named")).to_have_count(1)


@pytest.mark.parametrize(
    ("name", "mark", "only"),
    [
        ("Unnamed only", ".anonymous.first", ".source:not(.anonymous)"),
        ("Reporter’s voice", ".hedge", ".source"),
        ("Quoted", ".cue", ".hedge"),
        ("Nobody quoted", ".stretch", ".cue"),
    ],
)
def test_a_filter_leaves_only_its_marks(ferry: Page, name: str, mark: str, only: str) -> None:
    """And counts them."""
    chip = ferry.locator("#filters label").filter(has_text=re.compile(f"^{name}"))
    chip.click()
    counted = int(chip.locator(".counted").text_content() or "")
    expect(ferry.get_by_role("group", name="Finder")).to_contain_text(f"1 of {counted}")
    assert ferry.locator(f"#text {mark}").count() >= counted
    expect(ferry.locator(f"#text {only}")).to_have_count(0)
    ferry.locator("#filters").get_by_text("All marks").click()
    assert ferry.locator("#text .source:not(.anonymous)").count() > 0


def test_a_filter_without_marks_says_none(ferry: Page) -> None:
    """Nothing is lit."""
    ferry.locator("#filters").get_by_text("No source").click()
    expect(ferry.get_by_role("group", name="Finder")).to_contain_text("none")
    assert lit(ferry) == []


def test_statements_can_be_sorted_and_filtered(ferry: Page) -> None:
    """Unnamed sources without a reason come first; any column sorts; words narrow it down."""
    show(ferry, "Statements")
    table = ferry.locator("#statements-table")
    rows = table.locator("tbody tr")
    expect(rows).to_have_count(17)
    expect(rows.first).to_contain_text("none given")
    table.get_by_role("button", name="Sure").click()
    sure = [int((text or "").rstrip("%")) for text in table.locator(".sure").all_text_contents()]
    assert sure == sorted(sure)
    table.get_by_role("button", name="Sure").click()
    expect(table.get_by_role("columnheader", name="Sure")).to_have_attribute(
        "aria-sort", "descending"
    )
    table.get_by_role("combobox").select_option(label="Unnamed, without a reason (7)")
    expect(rows).to_have_count(7)
    table.get_by_role("searchbox").fill("engineer")
    expect(rows).to_have_count(2)
    expect(table.locator("caption")).to_contain_text("2 statements, 2 by unnamed sources")
    rows.first.get_by_role("button").click()
    expect(ferry.get_by_role("tabpanel", name="Text")).to_be_visible()
    assert any(mark.startswith("source: ") for mark in lit(ferry))


def test_the_report_can_be_compared_with_another_profile(page: Page) -> None:
    """Where the service has several; the text as it is now is scored again."""
    names = [{"name": name, "description": ""} for name in ("default", "sport")]
    page.route("**/v1/profiles", lambda route: route.fulfill(json={"profiles": names}))
    page.reload()
    read(page, STORY)
    with page.expect_request("**/v1/score") as asked:
        page.locator("#report").get_by_label("Compared with").select_option("sport")
    sent = json.loads(asked.value.post_data or "")
    assert sent["profile"] == "sport"
    assert sent["text"] == STORY
