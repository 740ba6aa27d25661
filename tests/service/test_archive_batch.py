"""``copydesk batch``: options, formats of the output, rows that cannot be scored."""

import csv
import json
import re
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pyarrow.parquet as pq
import pytest
from archive_run import COPYDESK, batch, read_lines, write_lines
from patience import PATIENCE

from service.archive.compression import Readable, open_write
from service.archive.evidence import flat_columns
from service.cli.main import main

TEXT = "The mayor said on Tuesday that the bridge may open in May. " * 3
ROWS = [
    {"key": "007", "outlet": "Echo", "body": TEXT, "html": "<p>no</p>", "n": "1"},
    {"key": "x", "outlet": "Post", "body": "", "html": "", "n": "2"},
    {
        "key": "y",
        "outlet": "",
        "body": "Le maire a dit mardi que le pont pourrait rouvrir.",
        "n": "",
    },
]


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("batch") / "in.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, ["key", "outlet", "body", "html", "n"])
        writer.writeheader()
        writer.writerows(ROWS)
    return path


OPTIONS = (
    "--text-column",
    "body",
    "--id-column",
    "key",
    "--workers",
    "1",
    "--evidence",
    "--explain",
)


@pytest.fixture(scope="module")
def out(source: Path) -> Path:
    path = source.with_name("out.jsonl")
    done = batch(source, path, *OPTIONS, "--keep", "outlet,n")
    assert done.returncode == 0, done.stderr
    assert "100%" in done.stderr
    assert "3 rows (3 scored now, 0 before)" in done.stdout
    assert "2 errors" in done.stdout
    return path


def test_a_row_has_the_scores_that_the_command_score_gives(
    out: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All figures, under the scorer's name; the evidence, and its explanations."""
    (tmp_path / "one.txt").write_text(TEXT)
    assert main(["score", str(tmp_path / "one.txt"), "--json", "--explain"]) == 0
    report = json.loads(capsys.readouterr().out)
    row = read_lines(out)[0]
    for name, score in report["scores"].items():
        for part in ("score", "percentile", "value", "reason"):
            assert row[f"{name}_{part}"] == score[part]
        for metric, value in score["metrics"].items():
            assert row[f"{name}_{metric}"] == value
    assert row["evidence"] == report["evidence"]
    assert json.loads(row["explanations"]) == report["explanations"] != []
    assert row["profile"] == report["engine"]["profile"]


def test_what_was_named_is_read_and_kept(out: Path) -> None:
    """The id as it was written, the kept columns; nothing of the text."""
    row = read_lines(out)[0]
    assert (row["id"], row["outlet"], row["n"]) == ("007", "Echo", "1")
    assert "body" not in row


def test_a_row_that_cannot_be_scored_says_why(out: Path) -> None:
    """With the problem's name that the service has for it, and no figures."""
    _, empty, french = read_lines(out)
    assert (empty["error"], empty["hedging_score"]) == ("invalid-request", None)
    assert (french["error"], french["words"]) == ("unsupported-language", None)


def test_a_rows_language_is_checked_as_an_option_is(tmp_path: Path) -> None:
    """The row is in error, and named by its column; the option beats it."""
    source = write_lines(tmp_path / "in.jsonl", [{"text": TEXT, "language": "e" * 36}])
    out = tmp_path / "out.jsonl"
    assert batch(source, out, "--workers", "1").returncode == 0
    [row] = read_lines(out)
    said = ("invalid-field", "language: expected text of at most 35 characters")
    assert (row["error"], row["error_detail"]) == said
    assert batch(source, out, "--workers", "1", "--restart", "--language", "en").returncode == 0
    assert read_lines(out)[0]["error"] is None


def test_parquet_says_what_the_lines_say(source: Path, out: Path) -> None:
    """Row for row; attributions, speakers and hedges as nested columns, the rest as JSON."""
    parquet = out.with_suffix(".parquet")
    assert main(["batch", str(source), str(parquet), *OPTIONS, "--keep", "outlet,n"]) == 0
    rows = pq.read_table(parquet).to_pylist()
    for row in rows:
        lists = {name: row.pop(name) for name in ("attributions", "speakers", "hedges")}
        if row["error"] is None:
            row["evidence"] = {**lists, **json.loads(row["evidence"])}
    assert rows == read_lines(out)


def test_csv_says_what_the_lines_say(source: Path, out: Path) -> None:
    """A row an article; what is absent is empty; the evidence is in a table of its own."""
    table = out.with_name("flat.csv")
    assert main(["batch", str(source), str(table), *OPTIONS, "--keep", "outlet,n"]) == 0
    rows = read_table(table)
    for flat, row in zip(rows, read_lines(out), strict=True):
        row.pop("evidence")
        assert flat == {name: "" if cell is None else str(cell) for name, cell in row.items()}
    found = read_table(out.with_name("flat.evidence.csv"))
    expected = read_lines(out)[0]["evidence"]
    for name in ("attributions", "speakers", "hedges"):
        assert len([item for item in found if item["list"] == name]) == len(expected[name])
    first, written = found[0], expected["attributions"][0]
    assert (first["row"], first["id"], first["item"]) == ("0", "007", written["id"])
    assert (first["cue_text"], first["cue_start"]) == ("said", str(written["cue"]["start"]))
    assert first["content_text"] == " … ".join(piece["text"] for piece in written["content"])
    assert first["source_anonymous"] in {"0", "1"}


def read_table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_names_of_columns_are_short_enough_for_stata() -> None:
    """32 characters; in the long table, where we choose all of them."""
    names = flat_columns(selectors=True)
    assert max(map(len, names)) <= 32
    assert len(set(names)) == len(names)


def test_selectors_are_in_every_form(source: Path, out: Path) -> None:
    """Nested in Parquet; in the long table what stands before and after."""
    options = (*OPTIONS, "--selectors")
    lines, table, nested = (out.with_name(f"selectors{suffix}") for suffix in SUFFIXES)
    for path in (lines, table, nested):
        assert main(["batch", str(source), str(path), *options]) == 0
    expected = read_lines(lines)[0]["evidence"]["attributions"]
    assert pq.read_table(nested)["attributions"].to_pylist()[0] == expected
    flat = read_table(out.with_name("selectors.evidence.csv"))[0]
    assert flat["cue_prefix"] == expected[0]["cue"]["selector"]["prefix"]
    assert flat["content_suffix"] == expected[0]["content"][-1]["selector"]["suffix"]
    assert read_table(table)[0]["sha256"] == read_lines(lines)[0]["sha256"]


SUFFIXES = (".jsonl", ".csv", ".parquet")


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_both_ends_may_be_compressed(source: Path, out: Path, packing: str) -> None:
    """Read from any place, and written so that the same scores make the same bytes."""
    if packing == ".zst":
        pytest.importorskip("backports.zstd" if sys.version_info < (3, 14) else "compression.zstd")
    packed = source.with_name(f"in.csv{packing}")
    write_packed(packed, source.read_bytes())
    made = [out.with_name(f"{name}.jsonl{packing}") for name in ("one", "two")]
    for path in made:
        assert main(["batch", str(packed), str(path), *OPTIONS, "--keep", "outlet,n"]) == 0
    assert read_packed(made[0]) == out.read_bytes()
    assert made[0].read_bytes() == made[1].read_bytes()


def write_packed(path: Path, content: bytes) -> None:
    with ExitStack() as stack:
        open_write(path, stack).write(content)


def read_packed(path: Path) -> bytes:
    with Readable(path).at(0) as file:
        return file.read()


def test_standard_input_is_an_archive(tmp_path: Path) -> None:
    """In the format that is said; nothing of it is left beside the output."""
    stale = tmp_path / "out.csv.input-killed.jsonl"
    stale.write_text("what a killed run left")
    done = subprocess.run(
        [COPYDESK, "batch", "-", "out.csv", "--input-format", "csv", "--bom", "--workers", "1"],
        input=f"text,id\n{TEXT},=1+1\n".encode(),
        cwd=tmp_path,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.search(rb"\d s, \d+\.\d articles/s\n", done.stdout)
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert (tmp_path / "out.csv").read_bytes().startswith(b"\xef\xbb\xbfrow,id,")
    assert b"\n0,'=1+1," in (tmp_path / "out.csv").read_bytes()


def test_a_folder_is_an_archive(tmp_path: Path) -> None:
    """Of its articles in order, by their names in it; one that cannot be read says why."""
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "b" / "page.html").write_text(f"<p>{TEXT}</p>")
    (folder / "a.txt").write_text(TEXT)
    (folder / "c.txt").write_bytes(b"\xff")
    (folder / "d.png").write_bytes(b"")
    assert main(["batch", str(folder), str(tmp_path / "new" / "out.jsonl")]) == 0
    rows = read_lines(tmp_path / "new" / "out.jsonl")
    assert [row["id"] for row in rows] == ["a.txt", "b/page.html", "c.txt"]
    assert rows[0]["hedging_value"] == rows[1]["hedging_value"]
    assert (rows[2]["error"], rows[2]["error_detail"]) == (
        "malformed-body",
        "not UTF-8 at byte 0: save it as UTF-8",
    )


@pytest.mark.parametrize(
    ("out", "says"),
    [
        ("out.xlsx", "the output is a .jsonl, .ndjson, .csv, .tsv, .parquet, .pq file"),
        ("out.parquet.gz", "leave out .gz"),
        ("folder.csv", "is a folder"),
        ("file/out.csv", "is a file, not a folder"),
        ("there.csv", "already exists"),
        ("new.csv", "there.evidence.csv already exists"),
    ],
)
def test_an_output_that_cannot_be_written_is_refused_first(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    out: str,
    says: str,
) -> None:
    """Before the input is looked at: here there is none."""
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "file").write_text("")
    (tmp_path / "there.csv").write_text("")
    if out == "new.csv":
        out = "there.csv"
        (tmp_path / "there.csv").unlink()
        (tmp_path / "there.evidence.csv").write_text("")
    monkeypatch.chdir(tmp_path)
    assert main(["batch", "none.jsonl", out, "--evidence"]) == 1
    said = capsys.readouterr().err
    assert says in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("name", ["out.parquet", "out.csv.zst"])
def test_what_an_output_needs_is_asked_for_first(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    name: str,
) -> None:
    """An extra that is not installed is named before anything is read."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "service.archive.parquet", raising=False)
    monkeypatch.setattr("service.archive.compression.zstd", None)
    assert main(["batch", str(tmp_path / "none.jsonl"), str(tmp_path / name)]) == 1
    assert "copydesk[archive]" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_a_disk_without_room_for_the_rows_is_said_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No article is scored for nothing."""
    monkeypatch.setattr("shutil.disk_usage", lambda _: SimpleNamespace(free=5000))
    source = write_lines(tmp_path / "in.jsonl", [{"text": TEXT}] * 3)
    assert main(["batch", str(source), str(tmp_path / "out.jsonl")]) == 1
    assert "3 rows take at least" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ((), "no column text or html"),
        (("--html-column", "body", "--keep", "words"), "no column words"),
        (("--html-column", "body", "--profile", "none"), "no profile named 'none'"),
        (("--html-column", "body", "--scorers", "tone"), "no scorer named 'tone'"),
        (("--html-column", "body", "--ray-address", "x:1"), "--engine ray"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(
    source: Path, capsys: pytest.CaptureFixture[str], options: tuple[str, ...], says: str
) -> None:
    """One line, status 1, and nothing is left behind."""
    bad = source.with_name("bad.csv")
    bad.write_text("body\n" + TEXT + "\n")
    out = source.with_name("none.jsonl")
    assert main(["batch", str(bad), str(out), *options]) == 1
    assert says in capsys.readouterr().err
    assert not list(source.parent.glob("none*"))


def test_no_rows_make_an_output_of_no_rows(tmp_path: Path) -> None:
    """A header and nothing else is an archive too."""
    (tmp_path / "in.csv").write_text("text\n")
    out = tmp_path / "out.parquet"
    assert main(["batch", str(tmp_path / "in.csv"), str(out)]) == 0
    assert pq.read_table(out).num_rows == 0


def test_two_runs_never_write_one_output(tmp_path: Path) -> None:
    """The second says so while the first holds the folder."""
    import fcntl  # noqa: PLC0415

    source = write_lines(tmp_path / "in.jsonl", [{"text": TEXT}])
    folder = tmp_path / "out.jsonl.parts"
    folder.mkdir()
    with (folder / "lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = batch(source, tmp_path / "out.jsonl")
    assert done.returncode == 1
    assert "another run is writing" in done.stderr
