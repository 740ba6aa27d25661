"""Whole pages: of an article nothing is lost, and next to nothing comes from around it."""

import pytest
from page_shapes import MOST, PAGES, Writer, measure, table

from scoring.text.html import to_text
from scoring.text.html_elements import AROUND


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_read_for_its_article(name: str) -> None:
    """At most one word in twenty is lost, or is not the article's."""
    found = measure(PAGES[name])
    assert found.lost <= MOST
    assert found.gained <= MOST


@pytest.mark.parametrize("name", PAGES)
def test_line_ends_tell_nothing(name: str) -> None:
    """A page without any between its elements reads the same."""
    page = PAGES[name](Writer())
    if "<pre>" not in page:
        assert to_text(page.replace("\n", " ")) == to_text(page)


@pytest.mark.parametrize("around", sorted(AROUND))
def test_a_class_on_the_article_itself_loses_nothing(around: str) -> None:
    """Themes give plain words as classes to anything, also to what holds the page."""
    w = Writer()
    inside = f"<h1>{w.main(8)}</h1>{w.paragraphs(4)}"
    plain = f"<html><body>{inside}<p>{w.around(9)}</p></body></html>"
    classed = plain.replace(inside, f'<div class="{around}">{inside}</div>')
    assert to_text(classed) == to_text(plain)


def test_classes_of_pages_tell_nothing_of_a_fragment() -> None:
    """A content system sends an article, and all of it is read."""
    assert to_text("<div class=header>One</div><p>Two</p>") == "One\n\nTwo"
    page = "<html><body><div class=header>One</div><p>Two three</p></body></html>"
    assert to_text(page) == "Two three"


def test_the_table_names_every_page() -> None:
    """What ``python tests/scoring/page_shapes.py`` prints."""
    lines = list(table())
    assert len(lines) == len(PAGES) + 1 > 60
    assert not [line for line in lines if line.endswith("<")]
