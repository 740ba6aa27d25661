"""A full disk stops a run over an archive with one line; with room it goes on from there."""

import resource
import subprocess
from pathlib import Path

import pytest
from archive_run import COPYDESK, batch, rows_on_disk, write_lines
from patience import PATIENCE

ROWS = 60
ROOM = 12_000
"""Bytes that a file may have; some twenty rows."""


def article(number: int) -> object:
    text = f"The mayor of town {number} said that the bridge may open. It was raining. " * 3
    return {"id": number, "text": text, "language": "en"}


def limit() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_full_disk_is_said_and_outlived(tmp_path: Path, workers: str) -> None:
    """Status 1 and one line; what was written counts; the end is as if nothing had happened."""
    source = write_lines(tmp_path / "in.jsonl", map(article, range(ROWS)))
    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    assert batch(source, whole, "--workers", workers).returncode == 0
    full = subprocess.run(
        [COPYDESK, "batch", source, out, "--workers", workers],
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
    done = batch(source, out, "--workers", workers)
    assert done.returncode == 0, done.stderr
    assert f"{kept} before)" in done.stdout
    assert out.read_bytes() == whole.read_bytes()
