"""No cell of a table is a formula to a spreadsheet, and every cell can be read back."""

import csv
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.archive.sinks import open_sink
from service.archive.text_formats import Separated, as_scored, escape, unescape
from service.archive.values import Column, Dialect

TRIGGERS = tuple("=+-@＝＋－＠\t\r\n\0")
CELLS = st.text(
    alphabet=st.one_of(
        st.sampled_from("=+-@'\"＝\t\r\n\0;,1e."), st.characters(exclude_categories=["Cs"])
    )
)
NUMBER = re.compile(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", re.ASCII)


@given(CELLS)
def test_a_cell_is_no_formula_and_can_be_read_back(cell: str) -> None:
    """Whatever it starts with; a number may keep its sign."""
    escaped = escape(cell)
    assert not escaped.startswith(TRIGGERS) or NUMBER.fullmatch(escaped)
    assert unescape(escaped) == cell


@pytest.mark.parametrize(
    ("cell", "escaped"),
    [
        ("=HYPERLINK(A1)", "'=HYPERLINK(A1)"),
        ("@editor", "'@editor"),
        ("- and so on", "'- and so on"),
        ("+44 20 7946 0000", "'+44 20 7946 0000"),
        ("＝1+1", "'＝1+1"),
        ("\t=1", "'\t=1"),
        ("'=1", "''=1"),
        ("-12", "-12"),
        ("+1.5e-3", "+1.5e-3"),
        ("-1+1", "'-1+1"),
        ("– and so on", "– and so on"),
        ("'tis the season", "'tis the season"),
        ("", ""),
    ],
)
def test_only_what_a_spreadsheet_evaluates_is_marked(cell: str, escaped: str) -> None:
    assert escape(cell) == escaped


@given(st.lists(CELLS, min_size=1, max_size=5))
def test_a_table_is_read_back_as_it_was(
    tmp_path_factory: pytest.TempPathFactory, texts: list[str]
) -> None:
    """Through a file: the names of columns are safe too."""
    folder = tmp_path_factory.mktemp("table")
    columns = [Column(name="id", kind="string"), Column(name="=name", kind="string")]
    sink = open_sink(folder, Path("a.csv"), columns, Dialect(), selectors=False)
    for text in texts:
        sink.add({"id": "x", "=name": text}, b"")
    sink.close()
    (written,) = folder.iterdir()
    table = Separated(written)
    assert table.columns() == ["id", "'=name"]
    rows = [as_scored(row) for row in table.read(0) if isinstance(row, dict)]
    assert [row["'=name"] or "" for row in rows] == texts


def test_marks_can_be_left_out(tmp_path: Path) -> None:
    """For programs that want the texts as they are."""
    columns = [Column(name="id", kind="string")]
    sink = open_sink(tmp_path, Path("a.csv"), columns, Dialect(escape=False), selectors=False)
    sink.add({"id": "=1+1"}, b"")
    sink.close()
    (written,) = tmp_path.iterdir()
    assert list(csv.reader(written.read_text().splitlines())) == [["id"], ["=1+1"]]
