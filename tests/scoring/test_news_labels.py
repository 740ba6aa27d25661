from pathlib import Path

import pytest

from training.news import FIRST, SECOND, read_labels, read_texts, readings_agree

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


def test_a_changed_article_is_refused(texts: dict[str, str]) -> None:
    """Offsets mean nothing in another text."""
    with pytest.raises(ValueError, match="not the text that was labelled"):
        read_labels(FIRST, {name: f"{text} " for name, text in texts.items()})


def test_a_reading_agrees_with_itself(texts: dict[str, str]) -> None:
    """Of two readings that are the same, F1 is one."""
    first = read_labels(FIRST, texts)
    assert set(readings_agree(first, first).values()) == {1.0}
