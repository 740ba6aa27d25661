"""What files of articles are read, what becomes of bad rows, and where a part starts."""

import gzip
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from archive_run import write_lines

from service.archive import text_formats
from service.archive.inputs import Rows, open_source
from service.archive.plan import choose, part_rows, parts
from service.archive.values import Bad, Survey
from service.overview.gather import find_shape
from service.problems import Failure

ROWS: list[dict[str, Any]] = [
    {"id": f"00{n}", "text": f'Line one, "{n}"\nline two: é€😀' * (n % 5)} for n in range(100)
]


def as_csv(path: Path, *, end: str) -> Path:
    quoted = ('"{}","{}"'.format(row["id"], row["text"].replace('"', '""')) for row in ROWS)
    path.write_bytes(b"\xef\xbb\xbf" + end.join(["id,text", *quoted, ""]).encode())
    return path


def as_parquet(path: Path) -> Path:
    pq.write_table(pa.Table.from_pylist(ROWS), path, row_group_size=23)
    return path


def packed(path: Path) -> Path:
    made = path.with_name(path.name + ".gz")
    made.write_bytes(gzip.compress(path.read_bytes()))
    return made


@pytest.fixture(params=["jsonl", "csv", "crlf", "parquet", "jsonl.gz", "csv.gz"])
def source(request: pytest.FixtureRequest, tmp_path: Path) -> Rows:
    made = {
        "jsonl": lambda: write_lines(tmp_path / "a.jsonl", ROWS),
        "csv": lambda: as_csv(tmp_path / "a.csv", end="\n"),
        "crlf": lambda: as_csv(tmp_path / "a.csv", end="\r\n"),
        "jsonl.gz": lambda: packed(write_lines(tmp_path / "a.jsonl", ROWS)),
        "csv.gz": lambda: packed(as_csv(tmp_path / "a.csv", end="\n")),
        "parquet": lambda: as_parquet(tmp_path / "a.parquet"),
    }
    return open_source(made[request.param](), ["text", "id"])


def test_every_format_gives_the_same_rows(source: Rows) -> None:
    """Numbers with zeros in front, line breaks and quotation marks in a field, any script."""
    assert list(source.read(0)) == ROWS
    assert set(source.columns()) == {"id", "text"}


def test_a_part_can_be_read_from_its_place(source: Rows) -> None:
    """Every part, in whatever order, starts at its first row."""
    survey = source.survey()
    assert survey.rows == 100
    cut = list(parts(survey))
    assert sum(part.rows for part in cut) == 100
    for part in [*cut[::2], *cut[1::2]]:
        read = [row for row, _ in zip(source.read(part.place), range(part.rows), strict=False)]
        assert read == ROWS[part.first : part.first + part.rows]


def test_a_large_archive_has_no_more_parts_than_a_folder_can_take() -> None:
    """But none of more than a thousand rows, which is what Ray scores again after a kill."""
    sizes = {rows: part_rows(survey(rows)) for rows in (1, 100_000, 1_000_000, 1_000_000_000)}
    assert sizes == {1: 16, 100_000: 16, 1_000_000: 128, 1_000_000_000: 1024}


def survey(rows: int) -> Survey:
    return Survey(rows=rows, digest="", step=16, places=[])


def names(source: Rows) -> list[str]:
    return [row.name if isinstance(row, Bad) else "ok" for row in source.read(0)]


def test_a_bad_line_of_json_is_a_bad_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not JSON, not UTF-8, no object, too long: the next line is read as if nothing had been."""
    monkeypatch.setattr(text_formats, "MOST_LINE_BYTES", 64)
    good = b'{"text": "a"}'
    bad = [b"{", b'{"text": "\xff"}', b"[1]", b'{"text": "' + b"x" * 200 + b'"}']
    path = write_lines(tmp_path / "bad.jsonl", [good, bad[0], b"", *bad[1:], good])
    expected = ["malformed-row"] * 3 + ["row-too-long"]
    assert names(open_source(path)) == ["ok", *expected, "ok"]
    assert open_source(path).survey().rows == 6


def test_a_bad_row_of_csv_is_a_bad_row(tmp_path: Path) -> None:
    """Too many fields, too few, not UTF-8, a quotation mark out of place."""
    path = tmp_path / "bad.csv"
    path.write_bytes(b'id,text\n1,a\n2,a,b\n3\n4,\xff\n5,"a"b\n6,"a ""b"""\n\n7,a')
    found = names(open_source(path))
    assert found == ["ok", *["malformed-row"] * 4, "ok", "ok"]
    assert open_source(path).survey().rows == 7


def test_empty_columns_at_the_end_are_none(tmp_path: Path) -> None:
    """Excel writes them where a cell was once filled; one with a value is too much."""
    path = tmp_path / "excel.csv"
    path.write_bytes(b"id,text,,\n1,a,,\n2,,,\n3,b\n4,c,d,\n")
    source = open_source(path)
    assert source.columns() == ["id", "text"]
    assert names(source) == ["ok", "ok", "ok", "malformed-row"]


@pytest.mark.parametrize(
    "content",
    [
        b"id;text\n1;a, b\n;\n2;c\n",
        b"\xef\xbb\xbfsep=;\r\nid;text\r\n1;a, b\r\n2;c\r\n",
        b"sep=|\nid|text\n1|a, b\n2|c\n , \n",
        b'SEP=,\nid,text\n1,"a, b"\n\n , \n2,c\n,\n',
        b"id\ttext\n1\ta, b\n2\tc\n",
    ],
)
def test_excel_separates_cells_in_its_own_ways(tmp_path: Path, content: bytes) -> None:
    """By its language's separator, which it may state; rows of empty cells are none."""
    path = tmp_path / "excel.csv"
    path.write_bytes(content)
    source = open_source(path)
    rows = [row for row in source.read(0) if not isinstance(row, Bad)]
    assert rows == [{"id": "1", "text": "a, b"}, {"id": "2", "text": "c"}]
    survey = source.survey()
    assert next(iter(source.read(survey.places[0]))) == rows[0]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.csv", "names"),
        ("id,text\n".encode("utf-16"), "a.csv", "UTF-16; save it as 'CSV UTF-8'"),
        (b"id,id\n", "a.csv", "each once"),
        (b"no", "a.parquet", "not a Parquet file"),
        (b"PAR1", "a.parquet.gz", "unpack"),
        (b"", "a.sav", ".jsonl, .ndjson, .csv, .tsv, .parquet, .pq"),
        (b"", "a.xlsx", "save it as 'CSV UTF-8'"),
        (b"[]", "a.json", "one article a line"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(
    tmp_path: Path, content: bytes, name: str, says: str
) -> None:
    """In a sentence, before anything is scored."""
    (tmp_path / name).write_bytes(content)
    with pytest.raises(Failure, match=says):
        open_source(tmp_path / name)


DAMAGED = (b"no gzip", gzip.compress(b'{"text": "a"}\n' * 99, mtime=0)[:-9])


@pytest.mark.parametrize("content", DAMAGED, ids=["no gzip", "cut off"])
def test_a_damaged_compressed_file_is_said(tmp_path: Path, content: bytes) -> None:
    """One that is cut short too, before anything is scored."""
    (tmp_path / "a.jsonl.gz").write_bytes(content)
    with pytest.raises(Failure, match="damaged or not whole"):
        open_source(tmp_path / "a.jsonl.gz").survey()


def test_columns_are_found_by_their_usual_names() -> None:
    """Text, HTML and id; what a report can group by is kept."""
    usual = choose(
        ["id", "html", "outlet", "date", "shares"], text=None, html=None, id_=None, keep=None
    )
    assert (usual.text, usual.html, usual.id) == (None, "html", "id")
    assert usual.kept == ("outlet", "date")


@pytest.mark.parametrize("spell", [str.upper, str.capitalize, lambda name: f" {name} "])
def test_usual_names_are_found_in_any_capitals(spell: Callable[[str], str]) -> None:
    """As spreadsheets write them; what is kept has its own name."""
    columns = [spell(name) for name in ("text", "id", "outlet", "date", "shares")]
    usual = choose(columns, text=None, html=None, id_=None, keep=None)
    assert (usual.text, usual.id, usual.kept) == (columns[0], columns[1], tuple(columns[2:4]))
    assert find_shape([*columns, "words"], groups=None, date_column=None).date == columns[3]


def test_a_name_that_two_columns_have_is_none() -> None:
    """Unless one is spelled as usual."""
    with pytest.raises(Failure, match="no column text or html"):
        choose(["Text", "TEXT"], text=None, html=None, id_=None, keep=None)
    assert choose(["Text", "text"], text=None, html=None, id_=None, keep=None).text == "text"


def test_a_named_column_is_the_only_one() -> None:
    """Naming the HTML leaves the text aside, though there is some."""
    named = choose(["text", "body"], text=None, html="body", id_=None, keep=["text"])
    assert (named.text, named.html, named.kept) == (None, "body", ("text",))


@pytest.mark.parametrize("asked", [{"text": "body"}, {"id_": "key"}, {"keep": ["scoring_service"]}])
def test_a_column_that_is_not_there_is_refused(asked: dict[str, Any]) -> None:
    """By its name, with those that are there."""
    with pytest.raises(Failure, match=r"no column (body|key|scoring_service); columns: text"):
        choose(["text"], **{"text": None, "html": None, "id_": None, "keep": None, **asked})


def test_dates_and_numbers_are_kept_as_text(tmp_path: Path) -> None:
    """ISO 8601, and what JSON would write."""
    from service.archive.worker import as_text  # noqa: PLC0415

    path = tmp_path / "typed.parquet"
    pq.write_table(pa.table({"a": [date(2025, 3, 1)], "b": [7], "c": [None], "d": [["x"]]}), path)
    (row,) = open_source(path).read(0)
    assert not isinstance(row, Bad)
    assert [as_text(row[name]) for name in "abcd"] == ["2025-03-01", "7", None, json.dumps(["x"])]


def test_an_array_in_a_file_of_lines_is_named(tmp_path: Path) -> None:
    """Also over several lines, none of which is an object."""
    (tmp_path / "a.jsonl").write_text('[{"text": "It is old."},\n{"text": "It leaks."}]\n')
    with pytest.raises(Failure, match="an array: write one article a line"):
        open_source(tmp_path / "a.jsonl").columns()
