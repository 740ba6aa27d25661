"""Pages with the markup of content systems: the article is read, and next to nothing else."""

import pytest
from page_files import FILES, MOST, Page, measure, table

from scoring.text.html import to_text


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_systems_page_is_read_for_its_article(name: str) -> None:
    """At most one word in twenty is lost, or is not the article's."""
    found = measure(name)
    assert found.lost <= MOST
    assert found.gained <= MOST


@pytest.mark.parametrize("name", sorted(FILES))
def test_an_article_is_all_read_as_a_fragment(name: str) -> None:
    """Links and a theme's classes tell nothing of what a content system sends."""
    body = "".join(f"<p>{line}</p>" for line in to_text(Page(name).html).split("\n") if line)
    linked = f'<div class="td-sidebar">{body}</div><ul><li><a href="/x">One two</a></li></ul>'
    assert to_text(linked).split() == [*to_text(body).split(), "One", "two"]


def test_the_table_names_every_file() -> None:
    """What ``python tests/scoring/page_files.py`` prints."""
    assert len(list(table())) == len(FILES) + 1
