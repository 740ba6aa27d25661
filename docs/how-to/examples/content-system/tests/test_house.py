"""A payload in, an article out."""

import pytest

from copydesk_house import House
from service.cms.adapter import NotAnArticle

STORY = {
    "kind": "story",
    "number": 17,
    "version": 3,
    "headline": "Pier to open",
    "blocks": [
        {"text": "The pier may open in May."},
        {"image": "pier.jpg"},
        {"text": "It rained."},
    ],
}


def test_blocks_become_paragraphs() -> None:
    """Those without text are left out."""
    article = House().read(STORY, {})
    assert article.text == "The pier may open in May.\nIt rained."
    assert (article.id, article.revision, article.title) == ("17", "3", "Pier to open")


def test_a_gallery_is_not_an_article() -> None:
    """There is nothing to score in it."""
    with pytest.raises(NotAnArticle):
        House().read({"kind": "gallery"}, {})
