"""``copydesk report``: a page about an archive's scores that needs nothing else."""

import csv
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from archive_run import write_lines

from service.cli.main import main
from service.overview.gather import to_day

VERSIONS = {"copydesk": "0.1.0", "model": "reader 1.0", "profile": "default 1"}
OUTLETS = ("Echo & <Sons>", "Ask $x$ 日本", "Post")


def row(number: int) -> dict[str, object]:
    return {
        "row": number,
        "outlet": OUTLETS[number % 3],
        "date": f"2025-{1 + number % 6:02}-01T08:00:00Z",
        "words": 100,
        "hedging_score": float(number % 100),
        "hedging_percentile": 1.0,
        "anonymity_score": None,
        "anonymity_percentile": None,
        "error": None,
        **VERSIONS,
    }


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    rows = [row(number) for number in range(120)]
    rows.append({**rows[0], "error": "unreadable-text", "hedging_score": None})
    out = write_lines(tmp_path_factory.mktemp("report") / "out.jsonl", rows)
    assert main(["report", str(out)]) == 0
    return out.with_name("out.jsonl.html").read_text(encoding="utf-8")


class Reader(HTMLParser):
    """Collects tags, and what they load."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loaded: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loaded += [
            value or ""
            for name, value in attrs
            if name in {"src", "href", "xlink:href"} and not (value or "").startswith("#")
        ]


def test_the_page_loads_nothing(page: str) -> None:
    """No script, no address but the names of XML's vocabularies."""
    read = Reader(page)
    assert read.loaded == []
    assert "script" not in read.tags
    assert set(re.findall(r"https?://[\w./]+", page)) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


def test_there_is_a_plot_for_all_each_group_and_time(page: str) -> None:
    """Three figures with a plot for each scorer, and all as a table; two more for what failed."""
    tags = Reader(page).tags
    assert (tags.count("figure"), tags.count("svg"), tags.count("table")) == (3, 6, 5)
    titles = re.findall("<h2>(.*?)</h2>", page)
    assert titles == [
        "Scores",
        "By outlet",
        "Over time, by month",
        "Rows that failed",
        "Not scored",
    ]


def test_names_are_text_whatever_they_hold(page: str) -> None:
    """Markup and formulas in a group's name stay letters, in both plots and in the table."""
    assert "<Sons>" not in page
    assert page.count("Echo &amp; &lt;Sons&gt;") == 3
    assert page.count("Ask $x$ 日本") == 3


def test_the_figures_are_right(page: str) -> None:
    """Rows, those scored, the median; a scorer without a value and a profile unknown have none."""
    assert "121 rows, 120 scored" in page
    hedging = re.search(r'row">hedging</th>(.*?)</tr>', page)
    anonymity = re.search(r'row">anonymity</th>(.*?)</tr>', page)
    assert hedging
    assert anonymity
    assert re.findall("<td>(.*?)</td>", hedging[1]) == ["120", "42.8", "14.0", "39.0", "69.0", "–"]
    assert re.findall("<td>(.*?)</td>", anonymity[1]) == ["0", "–", "–", "–", "–", "–"]


def test_what_is_no_output_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In one line."""
    path = write_lines(tmp_path / "in.jsonl", [{"text": "a"}])
    assert main(["report", str(path)]) == 1
    assert "is not an output of copydesk batch" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("value", "day"),
    [("2025-03-01T10:00:00Z", "2025-03-01"), ("20250301", "2025-03-01"), ("2025-02-30", None)],
)
def test_a_date_is_what_iso_8601_starts_with(value: str, day: str | None) -> None:
    """A day that is none is no date."""
    found = to_day(value)
    assert (found and found.isoformat()) == day


def test_a_table_of_scores_makes_the_same_page(page: str, tmp_path: Path) -> None:
    """CSV has no types: what is empty counts for nothing, figures are numbers."""
    rows = [row(number) for number in range(120)]
    rows.append({**rows[0], "error": "unreadable-text", "hedging_score": None})
    out = tmp_path / "out.csv"
    with out.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    assert main(["report", str(out)]) == 0
    made = out.with_name("out.csv.html").read_text(encoding="utf-8")
    assert neutral(made.replace("out.csv", "out.jsonl")) == neutral(page)


def neutral(page: str) -> str:
    """Return a page without the random names that matplotlib gives to clips and marks."""
    return re.sub(r"#?[mp][0-9a-f]{10}", "", page)
