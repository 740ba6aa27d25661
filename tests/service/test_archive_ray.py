"""The engine ray gives what the local one gives."""

import os
import signal
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest
from archive_run import COPYDESK, batch, rows_on_disk, write_lines
from patience import PATIENCE, wait_until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(find_spec("ray") is None, reason="Ray comes with the extra 'ray'"),
]

ASKED = ("--evidence", "--offsets=utf16", "--min-confidence=0.5", "--selectors")
OPTIONS = ("--engine", "ray", "--workers", "2", *ASKED)


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    rows = (
        {"id": n, "text": f"The mayor of town {n} said that the bridge may open. " * 3}
        for n in range(60)
    )
    return write_lines(tmp_path_factory.mktemp("ray") / "in.jsonl", [*rows, b"broken"])


def test_ray_equals_the_local_engine_also_after_a_kill(source: Path) -> None:
    """Byte for byte, killed in the midst and taken up again; parts that were done stay."""
    local, out = source.with_name("local.jsonl"), source.with_name("ray.jsonl")
    assert batch(source, local, *ASKED).returncode == 0
    process = subprocess.Popen(
        [COPYDESK, "batch", source, out, *OPTIONS],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(lambda: rows_on_disk(out) > 0)
    os.kill(process.pid, signal.SIGKILL)
    process.wait(PATIENCE)
    kept = rows_on_disk(out)
    done = batch(source, out, *OPTIONS)
    assert done.returncode == 0, done.stderr
    assert f"({61 - kept} scored now, {kept} before)" in done.stdout
    assert out.read_bytes() == local.read_bytes()


def test_an_address_where_no_cluster_answers_is_said(source: Path) -> None:
    """One line, not a stack of calls."""
    done = batch(source, source.with_name("no.jsonl"), *OPTIONS, "--ray-address", "127.0.0.1:9")
    assert done.returncode == 1
    assert "Ray is not running at 127.0.0.1:9" in done.stderr
