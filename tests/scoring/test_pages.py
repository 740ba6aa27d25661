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


PROSE = f"<p>{'Four five six. ' * 16}</p>"
LIST = "".join(f'<li><a href="/{name}">{name} Ruiz</a></li>' for name in ("Ana", "Eva", "Tom"))


@pytest.mark.parametrize(
    ("line", "is_text"),
    [
        ("The three judges on the panel are:", True),
        ("The panel:", False),
        ("Read more of our reports on the panel here:", False),
        ("The three judges on the panel said no.", False),
    ],
)
def test_a_list_of_links_after_a_line_that_says_what_it_lists_is_text(
    line: str, *, is_text: bool
) -> None:
    """A label is no such line."""
    page = f"<html><body>{PROSE}<p>{line}</p><ul>{LIST}</ul>{PROSE}</body></html>"
    assert ("Ana Ruiz" in to_text(page)) is is_text


def test_a_table_with_header_cells_is_text() -> None:
    """Other tables may be the page's layout."""
    rows = LIST.replace("li>", "td></tr>").replace("<td></tr>", "<tr><td>")
    head = "<tr><th>Judge</th></tr>"
    pages = [f"<html><body>{PROSE}<table>{one}{rows}</table></body></html>" for one in (head, "")]
    assert ["Ana Ruiz" in to_text(page) for page in pages] == [True, False]


def test_a_page_of_links_is_read() -> None:
    """Where too little prose is left, or the links are most of it."""
    assert "Ana Ruiz" in to_text(f"<html><body><p>One. Two.</p><ul>{LIST}</ul></body></html>")
    long = f"<html><body>{PROSE}<ul>{LIST * 20}</ul>{PROSE}</body></html>"
    assert "Ana Ruiz" in to_text(long)


def test_comments_are_no_text_of_an_article() -> None:
    """schema.org says what they are, in a fragment too."""
    comment = '<div itemscope itemtype="https://schema.org/Comment"><p>Two.</p></div>'
    assert to_text(f"<p>One.</p>{comment}") == "One."
