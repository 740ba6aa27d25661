from pathlib import Path

import pytest

from training.news import DESCRIPTIONS, FIRST, SECOND, read_labels, read_texts, readings_agree
from training.speakers import read_described

DATA = Path(__file__).parents[3] / "shared" / "data"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    if not (DATA / "news" / "pool.jsonl.gz").exists():
        pytest.skip("needs the shared data")
    return read_texts(DATA)


def test_labels_fit_their_articles(texts: dict[str, str]) -> None:
    """Every labelled article is the pool's, and each of its spans stands in it."""
    assert len({one["id"] for one in read_labels(FIRST, texts)}) == 571
    assert {one["id"] for one in read_labels(SECOND, texts)} <= {
        one["id"] for one in read_labels(FIRST, texts)
    }


def test_descriptions_fit_their_articles(texts: dict[str, str]) -> None:
    """Each is one of its article's sources, and whom it means is named elsewhere in the article."""
    articles = read_labels(DESCRIPTIONS, texts)
    assert len({one["id"] for one in articles}) == len(articles)
    assert {one["id"] for one in articles}.isdisjoint(
        one["id"] for one in read_labels(FIRST, texts)
    )
    for article in articles:
        for one in article["descriptions"]:
            assert one["source"] in article["sources"]
            start, end = one["antecedent"] or (0, 1)
            assert article["text"][start:end].strip()
            assert one["antecedent"] != one["source"]


def test_descriptions_are_placed(texts: dict[str, str]) -> None:
    """They come as those of the other corpus do: a source with a mention of whom it means."""
    articles = list(read_described(DATA))
    for article in articles:
        assert article.text == texts[article.name]
        assert all(source in article.sources for source, _ in article.placed)
    found = [mention for article in articles for _, mention in article.placed]
    assert len(found) > 100
    assert None in found


def test_a_changed_article_is_refused(texts: dict[str, str]) -> None:
    """Offsets mean nothing in another text."""
    with pytest.raises(ValueError, match="not the text that was labelled"):
        read_labels(FIRST, {name: f"{text} " for name, text in texts.items()})


def test_a_reading_agrees_with_itself(texts: dict[str, str]) -> None:
    """Of two readings that are the same, F1 is one."""
    first = read_labels(FIRST, texts)
    assert set(readings_agree(first, first).values()) == {1.0}
