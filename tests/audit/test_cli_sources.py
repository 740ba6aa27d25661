"""``copydesk sources`` on a small archive, at a terminal. ``UPDATE_SNAPSHOTS=1`` writes the golden
files anew.
"""

import csv
import gzip
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from archive_run import COPYDESK, batch
from patience import PATIENCE

from service.cli.main import main

GOLDEN = Path(__file__).with_name("golden")
ARTICLES = Path(__file__).with_name("articles.jsonl")
TABLES = ("sources.csv", "sources.by.csv", "sources.summary.csv", "sources.asked.csv")
RUN = 5
"""So many words in a row of an article are text, unless they are a role."""


def audit(*arguments: "str | Path", given: bytes | None = None) -> str:
    done = subprocess.run(
        [COPYDESK, "sources", *arguments],
        input=given,
        capture_output=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The outputs of a run over a compressed archive."""
    path = tmp_path_factory.mktemp("sources")
    with gzip.open(path / "in.jsonl.gz", "wb") as file:
        file.write(ARTICLES.read_bytes())
    told = audit(path / "in.jsonl.gz", "--workers", "1", "--out", path / "sources.csv")
    (path / "told.txt").write_text(told, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", [*TABLES, "sources.errors.csv"])
def test_the_tables_are_the_golden_ones(folder: Path, name: str) -> None:
    written = (folder / name).read_text(encoding="utf-8")
    if os.environ.get("UPDATE_SNAPSHOTS"):
        (GOLDEN / name).write_text(written, encoding="utf-8")
    assert written == (GOLDEN / name).read_text(encoding="utf-8")


def test_nothing_else_is_left(folder: Path) -> None:
    """Neither the reduced rows nor the database."""
    kept = {"in.jsonl.gz", "told.txt", *TABLES, "sources.errors.csv"}
    assert {path.name for path in folder.iterdir()} == kept


def test_no_text_is_written_but_names_and_roles(folder: Path) -> None:
    """No run of words of an article, and no content of a statement."""
    with (folder / "sources.csv").open(encoding="utf-8") as file:
        allowed = " ".join(
            f"{row['name']} {row['also']} {row['roles']}" for row in csv.DictReader(file)
        )
    written = " ".join(path.read_text(encoding="utf-8") for path in folder.glob("*.csv"))
    written += (folder / "told.txt").read_text(encoding="utf-8")
    for line in ARTICLES.read_text(encoding="utf-8").splitlines():
        words = re.findall(r"\w+", json.loads(line)["text"])
        for at in range(len(words) - RUN + 1):
            run = r"\W+".join(words[at : at + RUN])
            assert re.search(run, allowed) or not re.search(run, written)


def test_the_evidence_says_the_same(folder: Path, tmp_path: Path) -> None:
    """What ``copydesk batch --evidence`` wrote needs no second reading of the articles."""
    scored = tmp_path / "scores.jsonl"
    done = batch(folder / "in.jsonl.gz", scored, "--evidence", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert main(["sources", str(scored), "--out", str(tmp_path / "sources.csv")]) == 0
    for name in TABLES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_what_a_spreadsheet_would_evaluate_is_text(tmp_path: Path) -> None:
    """An author's name that is a formula is marked, as in ``copydesk batch``."""
    article = {"text": "“It works,” Ana Ruiz said. Ruiz said it was safe.", "author": "=cmd()"}
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(article), encoding="utf-8")
    audit(path, "--workers", "1", "--group", "author", "--out", tmp_path / "out.csv")
    assert "'=cmd()" in (tmp_path / "out.by.csv").read_text(encoding="utf-8")


def test_standard_input_is_an_archive(tmp_path: Path) -> None:
    """Without an output, everything is in the table at the terminal."""
    rows = b"key,body,desk\r\n1,Mayor Ana Ruiz said that the pier was safe.,Local\r\n"
    told = audit(
        *("-", "--input-format", "csv", "--text-column", "body", "--id-column", "key"),
        *("--group", "desk", "--workers", "1"),
        given=rows,
    )
    assert "1 articles, 1 statements with a source" in told
    assert "Ana Ruiz" in told
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (["in.jsonl", "--out", "a.parquet"], "the output is a .csv file"),
        (["in.jsonl", "--out", "there.csv"], "already exists"),
        (["in.jsonl", "--group", "desk"], "no column desk"),
        (["in.csv"], "no column text or html"),
    ],
)
def test_what_cannot_be_done_is_said_at_once(
    arguments: list[str],
    problem: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in.jsonl").write_text('{"text": "So."}\n')
    (tmp_path / "in.csv").write_text("a\n1\n")
    (tmp_path / "there.csv").touch()
    assert main(["sources", *arguments]) == 1
    assert problem in capsys.readouterr().err


def test_what_a_page_needs_is_asked_for_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """An extra that is not installed is named before anything is read."""
    for name in ("matplotlib", "matplotlib.ticker"):
        monkeypatch.setitem(sys.modules, name, None)
    for name in ("service.audit.page", "service.overview.page", "service.overview.plots"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    page = str(tmp_path / "page.html")
    assert main(["sources", str(tmp_path / "none.jsonl"), "--page", page]) == 1
    assert "the extra 'archive'" in capsys.readouterr().err
