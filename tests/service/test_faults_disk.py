"""A full disk stops a run over an archive with one line; with room it goes on from there."""

import errno
import os
import resource
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from archive_run import COPYDESK, batch, rows_on_disk, write_lines
from patience import PATIENCE

from service.archive.run import Choice
from service.archive.values import Job, Part
from service.archive.worker import Done
from service.cli.main import main

ROWS = 60
ROOM = 12_000
"""Bytes that a file may have; some twenty rows."""


def article(number: int) -> object:
    text = f"The mayor of town {number} said that the bridge may open. It was raining. " * 3
    return {"id": number, "text": text, "language": "en"}


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


def test_a_full_disk_is_said_and_outlived(tmp_path: Path) -> None:
    """Status 1 and one line; what was written counts; the end is as if nothing had happened."""
    source = write_lines(tmp_path / "in.jsonl", map(article, range(ROWS)))
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert batch(source, whole, "--workers", "2").returncode == 0
    full = subprocess.run(
        [COPYDESK, "batch", source, out, "--workers", "2"],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        preexec_fn=limit,
    )
    assert full.returncode == 1
    said = [line for line in full.stderr.splitlines() if line.startswith("copydesk: ")]
    assert len(said) == 1, full.stderr
    assert "File too large" in said[0]
    assert "Traceback" not in full.stderr
    assert not out.exists()
    kept = rows_on_disk(out)
    assert kept > 0
    done = batch(source, out, "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert f"{kept} before)" in done.stdout
    assert out.read_bytes() == whole.read_bytes()


@pytest.mark.parametrize(
    ("number", "is_full"),
    [(errno.ENOSPC, True), (errno.EDQUOT, True), (errno.EFBIG, True), (errno.EIO, False)],
)
def test_a_write_that_fails_is_one_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    number: int,
    is_full: bool,  # noqa: FBT001 - a table's column
) -> None:
    """It says what is wrong, and what to do only where room would help."""

    def engine(_: Job, parts: Iterable[Part], __: int) -> Iterator[Done]:
        for _part in parts:
            raise OSError(number, os.strerror(number))
        yield Done(scored=0, found=0)

    choice = Choice(run=engine, default_workers=lambda: 1)
    monkeypatch.setattr("service.archive.run.choose_engine", lambda *_, **__: choice)
    source = write_lines(tmp_path / "in.jsonl", map(article, range(3)))
    assert main(["batch", str(source), str(tmp_path / "out.jsonl")]) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if "copydesk: " in line]
    assert len(said) == 1
    assert os.strerror(number) in said[0]
    assert ("free some space" in said[0]) is is_full
    assert not (tmp_path / "out.jsonl").exists()
