"""A run over an archive outlives being killed: every row once, in order, none scored twice."""

import re
from functools import partial
from pathlib import Path

import pytest
from archive_run import batch, kill_when, read_lines, rows_on_disk, write_lines

from service.archive.parts import Parts
from service.archive.values import Part
from service.cli.main import main

ROWS = 150
PART = Part(number=3, first=48, rows=4, place=0)


def article(number: int) -> object:
    if number % 29 == 7:
        return b'{"id": "broken'
    text = f"The mayor of town {number} said that the bridge may open. It was raining. " * 3
    return {"id": number, "outlet": "Echo", "text": text, "language": "en"}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_lines(tmp_path_factory.mktemp("archive") / "in.jsonl", map(article, range(ROWS)))


@pytest.fixture(scope="module")
def uninterrupted(source: Path) -> Path:
    out = source.with_name("whole.jsonl")
    done = batch(source, out, "--workers", "1")
    assert done.returncode == 0, done.stderr
    return out


def test_a_run_killed_twice_ends_as_one_that_was_not(source: Path, uninterrupted: Path) -> None:
    """The same bytes; what was on the disk when it was killed is not scored again."""
    out = source.with_name("killed.jsonl")
    for at_least in (20, 70):
        kill_when(source, out, partial(has_rows, out, at_least), "--workers", "2")
        assert not out.exists()
    kept = rows_on_disk(out)
    folder = out.with_name("killed.jsonl.parts")
    (folder / "merged.jsonl").write_text("half of it")
    done = batch(source, out, "--workers", "2")
    assert done.returncode == 0, done.stderr
    assert f"({ROWS - kept} scored now, {kept} before)" in done.stdout
    assert out.read_bytes() == uninterrupted.read_bytes()
    assert not folder.exists()


def test_every_row_is_there_once_and_in_order(uninterrupted: Path) -> None:
    """A broken row is an error row in its place."""
    rows = read_lines(uninterrupted)
    assert [row["row"] for row in rows] == list(range(ROWS))
    errors = [row["row"] for row in rows if row["error"] == "malformed-row"]
    assert errors == [number for number in range(ROWS) if number % 29 == 7]
    assert all(row["id"] == str(row["row"]) for row in rows if row["error"] is None)


def test_a_finished_output_is_not_written_over(source: Path, uninterrupted: Path) -> None:
    """One line says so; the file stays."""
    before = uninterrupted.stat().st_mtime_ns
    done = batch(source, uninterrupted)
    assert done.returncode == 1
    assert re.fullmatch(r"copydesk: .* already exists: .*--restart .*\n", done.stderr)
    assert uninterrupted.stat().st_mtime_ns == before


def test_an_unfinished_run_is_taken_up_only_as_it_was_begun(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another input or other options are refused by name, and nothing is scored."""
    changed = write_lines(source.with_name("changed.jsonl"), map(article, range(40)))
    out = source.with_name("changed-out.jsonl")
    kill_when(changed, out, partial(has_rows, out, 1), "--workers", "1")
    kept = rows_on_disk(out)
    assert main(["batch", str(changed), str(out), "--scorers", "hedging"]) == 1
    assert "started with different options" in capsys.readouterr().err
    write_lines(changed, map(article, range(41)))
    assert main(["batch", str(changed), str(out)]) == 1
    assert "started with different input, rows" in capsys.readouterr().err
    assert rows_on_disk(out) == kept
    assert batch(changed, out, "--restart").returncode == 0
    assert len(read_lines(out)) == 41


def has_rows(out: Path, at_least: int) -> bool:
    return rows_on_disk(out) >= at_least


def written(parts: Parts) -> Path:
    return parts.folder / "00000003.partial"


@pytest.mark.parametrize(
    ("left", "kept"),
    [
        (b'{"row":48}\n{"row":49}\n{"row":5', 2),
        (b'{"row":48}\n{"row":50}\n', 1),
        (b'{"row":48}\n\0\0\0\0\0', 1),
        (b"", 0),
    ],
)
def test_what_is_not_whole_or_in_order_does_not_count(
    tmp_path: Path, left: bytes, kept: int
) -> None:
    """A torn line, a gap, a hole that a power cut left: the part goes on before it."""
    parts = Parts(tmp_path)
    written(parts).write_bytes(left)
    with parts.write(PART) as writer:
        assert writer
        assert writer.found == kept
        for row in range(48 + kept, 52):
            assert not parts.is_done(PART)
            writer.add({"row": row})
    assert [row["row"] for row in read_lines(parts.path(PART))] == [48, 49, 50, 51]
    assert not written(parts).exists()


def test_a_part_that_is_done_is_not_written_again(tmp_path: Path) -> None:
    """Also if it was done while this process waited for the one that did it."""
    parts = Parts(tmp_path)
    parts.store(PART, b"done")
    with parts.write(PART) as writer:
        assert writer is None
    assert parts.path(PART).read_bytes() == b"done"
