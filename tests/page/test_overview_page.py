"""The page that ``copydesk report`` makes of an archive, for everyone: on a phone, in the dark."""

import random
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from page.steps import overflow, serious

pytest.importorskip("jinja2", reason="without the extra archive")
pytest.importorskip("matplotlib", reason="without the extra archive")
parquet = pytest.importorskip("pyarrow.parquet", reason="without the extra archive")

SCORERS = ("anonymity", "attribution", "hedging", "readability")
VERSIONS = {"copydesk": "0.1.0", "model": "reader 1.0", "profile": "default 1"}
LONG = "Wolfeschlegelsteinhausenbergerdorff-Featherstonehaugh of the County ScoringService"
AUTHORS = ("Ana Ruiz", "Bo Lindqvist", LONG, *(f"Author {number}" for number in range(15)))


def row(number: int) -> dict[str, object]:
    chance = random.Random(number)
    unreadable = number % 40 == 39
    return {
        "row": number,
        "outlet": chance.choice(("Harbour Post", "Valley Echo", "Mill Town Times")),
        "author": chance.choice(AUTHORS),
        "date": (date(2024, 1, 1) + timedelta(days=7 * number)).isoformat(),
        "words": 300,
        **{f"{name}_score": None if unreadable else chance.uniform(0, 100) for name in SCORERS},
        **{f"{name}_percentile": None if unreadable else 0.5 for name in SCORERS},
        "error": "unreadable-text" if unreadable else None,
        **VERSIONS,
    }


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import pyarrow  # noqa: PLC0415  # it may be missing

    from service.cli.main import main  # noqa: PLC0415  # what it needs may be missing

    scores = tmp_path_factory.mktemp("overview") / "scores.parquet"
    parquet.write_table(pyarrow.Table.from_pylist([row(n) for n in range(80)]), scores)
    assert main(["report", str(scores)]) == 0
    return scores.with_name("scores.parquet.html")


def test_nothing_serious_is_found(opened: Page) -> None:
    """axe-core, with the tables shut and open; nor does anything stick out at the side."""
    assert serious(opened) == []
    assert overflow(opened) <= 0
    for table in opened.locator("summary").all():
        table.click()
    assert opened.locator("table").first.is_visible()
    assert serious(opened) == []
    assert overflow(opened) <= 0


def test_every_plot_is_seen_whole(opened: Page) -> None:
    """Two beside each other, one below the other on a phone; none has to be moved sideways."""
    size = opened.viewport_size
    assert size is not None
    width = size["width"]
    lefts: list[float] = []
    for box in (plot.bounding_box() for plot in opened.locator("figure svg").all()):
        assert box
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        lefts.append(round(box["x"]))
    assert len(lefts) == len(SCORERS) * 4
    assert len(set(lefts)) == (1 if width == 375 else 2)


def test_every_figure_has_its_words(opened: Page) -> None:
    """What a plot shows is said, and where its figures are; the table is there."""
    figures = opened.locator("figure[role=img]")
    assert figures.count() == opened.locator("figure").count() == 4
    for figure in figures.all():
        assert "the figures are in the table" in (figure.get_attribute("aria-label") or "")
    assert opened.locator("section details table").count() == 5  # and one of the rows that failed


def test_the_colours_are_the_readers(opened: Page) -> None:
    """The letters of a plot are light in the dark, and the other way round."""
    dark: bool = opened.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    red: int = opened.evaluate(
        "parseInt(getComputedStyle(document.querySelector('svg text')).fill.slice('rgb('.length))"
    )
    assert (red > 128) is dark
