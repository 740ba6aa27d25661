"""The report on the seed article: gauges, sources, the marked text."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from page.steps import gauge, show, text_of

SEED = (Path(__file__).parents[2] / "seeds" / "article.txt").read_text()
TITLES = ["Anonymous sources", "Attribution", "Hedging", "Readability"]


@pytest.mark.parametrize("title", TITLES)
def test_the_seed_stands_at_fifty(example: Page, title: str) -> None:
    """On each gauge, the mark and the score."""
    meter = gauge(example, title).get_by_role("meter")
    expect(meter).to_have_attribute("aria-valuenow", "50")
    told = meter.get_attribute("aria-valuetext") or ""
    assert told.startswith("50 of 100; typical is ")
    assert told.endswith("; the seed article scores 50")
    middle = meter.evaluate(
        "(scale) => { const [s, m] = ['.scale', '.seed'].map((name) => "
        "scale.matches(name) ? scale : scale.querySelector(name)).map((e) => "
        "e.getBoundingClientRect()); return (m.x + m.width / 2 - s.x) / s.width; }"
    )
    assert middle == pytest.approx(0.5, abs=0.01)


@pytest.mark.parametrize("title", TITLES)
def test_a_gauge_says_where_the_article_stands(example: Page, title: str) -> None:
    """Among others, in words."""
    expect(gauge(example, title).locator(".place")).to_have_text(re.compile("articles|length"))


def test_the_text_is_the_article(example: Page) -> None:
    """Marks add nothing to the text and take nothing away."""
    lines = [line for line in SEED.split("\n") if line.strip()]
    assert text_of(example) == "\n".join(lines)


def test_every_unnamed_source_says_so(example: Page) -> None:
    """Not by colour alone: a word stands before it, in the text and for a screen reader."""
    unnamed = example.locator("#text .anonymous.first")
    assert unnamed.count() >= 2
    for element in unnamed.all():
        assert element.evaluate("(e) => getComputedStyle(e, '::before').content") == '"unnamed"'
    assert example.locator("#text .source:not(.anonymous)").count() > 0


def test_the_table_says_who_is_not_named(example: Page) -> None:
    """A row for each source, with how often it speaks and why it is not named."""
    show(example, "Who speaks")
    table = example.get_by_role("tabpanel", name="Who speaks")
    row = table.get_by_role("row").filter(has_text="Ukrainian official")
    expect(row.get_by_role("cell").first).to_contain_text("unnamed")
    expect(row).to_contain_text("none given")
    show(example, "Text")


def test_the_table_starts_with_who_speaks_most(example: Page) -> None:
    """In the order of how often."""
    times = [int(text) for text in example.locator(".times").all_text_contents()]
    assert times == sorted(times, reverse=True)
    assert times[0] > 1


def test_the_report_has_the_focus(page: Page) -> None:
    """A screen reader is taken to what is new."""
    page.get_by_role("button", name="Score the seed article").click()
    expect(page.get_by_role("heading", name="The report")).to_be_focused()


def test_starting_over_empties_the_page(page: Page) -> None:
    """Back to the form; an example is not lost, so nobody is asked."""
    page.get_by_role("button", name="Score the seed article").click()
    page.get_by_role("button", name="Start over").click()
    box = page.get_by_label("Paste an English news article")
    expect(box).to_be_focused()
    expect(box).to_be_empty()
    expect(page.locator("#text > p")).to_have_count(0)
