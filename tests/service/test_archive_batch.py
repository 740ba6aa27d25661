"""``copydesk batch``: options, formats of the output, rows that cannot be scored."""

import csv
import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from archive_run import batch, read_lines, write_lines

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


OPTIONS = ("--text-column", "body", "--id-column", "key", "--workers", "1", "--evidence")


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
    """Value, score, percentile and every metric, under the scorer's name; and the evidence."""
    (tmp_path / "one.txt").write_text(TEXT)
    assert main(["score", str(tmp_path / "one.txt"), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    row = read_lines(out)[0]
    for name, score in report["scores"].items():
        for part in ("score", "percentile", "value", "reason"):
            assert row[f"{name}_{part}"] == score[part]
        for metric, value in score["metrics"].items():
            assert row[f"{name}_{metric}"] == value
    assert row["evidence"] == report["evidence"]
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
    said = ("invalid-field", "language: expected str of length <= 35")
    assert (row["error"], row["error_detail"]) == said
    assert batch(source, out, "--workers", "1", "--restart", "--language", "en").returncode == 0
    assert read_lines(out)[0]["error"] is None


def test_parquet_says_what_the_lines_say(source: Path, out: Path) -> None:
    """Row for row; the evidence as a string of JSON."""
    parquet = out.with_suffix(".parquet")
    assert main(["batch", str(source), str(parquet), *OPTIONS, "--keep", "outlet,n"]) == 0
    rows = pq.read_table(parquet).to_pylist()
    for row in rows:
        row["evidence"] = row["evidence"] and json.loads(row["evidence"])
    assert rows == read_lines(out)


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


def test_an_output_of_another_kind_is_refused(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """CSV cannot hold what a row has."""
    assert main(["batch", str(source), str(source.with_name("out.csv"))]) == 1
    assert ".jsonl, .ndjson, .parquet, .pq" in capsys.readouterr().err


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
