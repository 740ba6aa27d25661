"""What tells an article from its page: neither line ends nor a theme's classes alone."""

import pytest
from page_files import FILES, Page

from scoring.text.html import to_text
from scoring.text.html_elements import AROUND


@pytest.mark.parametrize("name", sorted(FILES))
def test_line_ends_tell_nothing(name: str) -> None:
    """A page without any between its elements reads the same."""
    page = Page(name).html
    if "<pre" not in page:
        assert to_text(page.replace("\n", " ")) == to_text(page)


@pytest.mark.parametrize("around", sorted(AROUND))
def test_a_class_on_the_article_itself_loses_nothing(around: str) -> None:
    """Themes give plain words as classes to anything, also to what holds the page."""
    paragraph = f"<p>{'Four five six. ' * 16}</p>"
    inside = f"<h1>One two three</h1>{paragraph * 4}"
    plain = f"<html><body>{inside}<p>Six seven eight nine</p></body></html>"
    classed = plain.replace(inside, f'<div class="{around}">{inside}</div>')
    assert to_text(classed) == to_text(plain)


def test_classes_of_pages_tell_nothing_of_a_fragment() -> None:
    """A content system sends an article, and all of it is read."""
    assert to_text("<div class=header>One</div><p>Two</p>") == "One\n\nTwo"
    page = "<html><body><div class=header>One</div><p>Two three</p></body></html>"
    assert to_text(page) == "Two three"
