"""Source, cue and content are linked, by pointer and by keyboard; layers can be switched off."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from page.steps import lit, show

UKRAINIAN = ["source: A Ukrainian official", "cue: told"]


@pytest.fixture(autouse=True)
def let_go(example: Page) -> Iterator[None]:
    yield
    example.locator("#text").press("Escape")
    for box in example.locator("#layers input").all():
        box.set_checked(box.get_attribute("value") != "stretches")
    example.mouse.move(0, 0)


def test_pointing_at_a_source_lights_its_cue_and_content(example: Page) -> None:
    """All three, and nothing of another attribution."""
    example.locator("#text .source", has_text="A Ukrainian official").hover()
    kinds = lit(example)
    assert kinds[:2] == UKRAINIAN
    assert kinds[2].startswith("content: ")
    assert len(kinds) == 3


def test_the_note_says_what_is_lit(example: Page) -> None:
    """In words, for those who do not see the marks."""
    example.locator("#text .source", has_text="A Ukrainian official").hover()
    note = example.locator("#note")
    expect(note).to_contain_text("Statement")
    expect(note).to_contain_text("A Ukrainian official")
    expect(note).to_contain_text("unnamed")
    assert note.get_attribute("role") == "status"


def test_pointing_elsewhere_puts_it_out(example: Page) -> None:
    """The pointer holds nothing."""
    example.locator("#text .source", has_text="A Ukrainian official").hover()
    example.get_by_role("heading", name="The report").hover()
    assert lit(example) == []


def test_the_text_is_one_stop_for_the_tab_key(example: Page) -> None:
    """However many marks it has, a keyboard is not held up by them."""
    assert example.locator("#text [tabindex='0']").count() == 1


def test_arrows_go_from_mark_to_mark(example: Page) -> None:
    """Each mark in reading order lights what belongs to it."""
    example.locator("#text [tabindex='0']").focus()
    example.keyboard.press("Home")
    assert lit(example)[:2] == ["source: The minister", "cue: described"]
    example.keyboard.press("ArrowRight")
    assert example.evaluate("document.activeElement.textContent") == "described"
    assert lit(example)[0] == "source: The minister"
    example.keyboard.press("ArrowLeft")
    assert example.evaluate("document.activeElement.textContent") == "The minister"


def test_escape_lets_go(example: Page) -> None:
    """And leaves the focus where it is."""
    example.locator("#text [tabindex='0']").focus()
    example.keyboard.press("Home")
    example.keyboard.press("Escape")
    assert lit(example) == []
    assert example.evaluate("document.activeElement.textContent") == "The minister"


def test_a_hedge_inside_content_lights_both(example: Page) -> None:
    """The innermost first in the note: the hedge, then whose statement it is in."""
    example.locator("#text .content.hedge").first.hover()
    titles = example.locator("#note h3").all_text_contents()
    assert titles[0] == "Hedge"
    assert titles[1] in {"Statement", "Attitude"}


def test_a_hedge_inside_content_inside_a_hard_sentence_lights_all_three(example: Page) -> None:
    """Three layers deep."""
    example.locator("#text .content.hedge.sentence").first.hover()
    titles = example.locator("#note h3").all_text_contents()
    assert titles[0] == "Hedge"
    assert "Hard sentence" in titles
    assert len(titles) == 3


@pytest.mark.parametrize(
    ("layer", "mark", "style"),
    [
        ("Hedges", ".hedge", "textDecorationStyle"),
        ("Who says it", ".anonymous", "backgroundColor"),
        ("Statements", ".content:not(.hedge):not(.source)", "backgroundColor"),
        ("Hard sentences", ".sentence:not(.opening):not(.source):not(.cue)", "boxShadow"),
    ],
)
def test_a_layer_can_be_switched_off(example: Page, layer: str, mark: str, style: str) -> None:
    """Its marks look like text again."""
    element = example.locator(f"#text {mark}").first
    look = f"(e) => getComputedStyle(e).{style}"
    marked = element.evaluate(look)
    example.get_by_role("checkbox", name=layer).uncheck()
    assert element.evaluate(look) != marked


def test_the_keyboard_skips_a_layer_that_is_off(example: Page) -> None:
    """Only what is shown is a stop."""
    for layer in ("Statements", "Who says it", "Hard sentences"):
        example.get_by_role("checkbox", name=layer).uncheck()
    example.locator("#text [tabindex='0']").focus()
    example.keyboard.press("Home")
    assert example.locator("#note h3").all_text_contents() == ["Hedge"]
    assert "hedge: may" in lit(example)


def test_a_name_in_the_table_leads_to_its_statements(example: Page) -> None:
    """One after another, with their number."""
    show(example, "Who speaks")
    # By key: the text scrolls under a pointer, and what comes to lie under it would be lit.
    example.mouse.move(0, 0)
    example.get_by_role("button", name="Lloyd Austin").press("Enter")
    finder = example.get_by_role("group", name="Finder")
    expect(finder).to_contain_text("Lloyd Austin 1 of 7")
    first = lit(example)
    assert any(mark.startswith("source: ") for mark in first)
    finder.get_by_role("button", name="Next").press("Enter")
    expect(finder).to_contain_text("2 of 7")
    assert lit(example) != first
    expect(example.locator("#text .source.on").first).to_be_in_viewport()
    finder.get_by_role("button", name="Previous").press("Enter")
    assert lit(example) == first
    finder.get_by_role("button", name="Close").press("Enter")
    assert lit(example) == []
