"""Runs of ``copydesk batch`` in a process of their own, as at a terminal."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from patience import PATIENCE, wait_until

COPYDESK = Path(sys.executable).with_name("copydesk")


def write_lines(path: Path, rows: Iterable[object]) -> Path:
    """Write rows as JSON lines; bytes as they are."""
    lines = (row if isinstance(row, bytes) else json.dumps(row).encode() for row in rows)
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def batch(source: Path, out: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run to the end."""
    return subprocess.run(
        [COPYDESK, "batch", source, out, *options],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def rows_on_disk(out: Path) -> int:
    """Return how many whole rows an unfinished run has written."""
    folder = out.with_name(out.name + ".parts")
    return sum(
        path.read_bytes().count(b"\n")
        for suffix in ("*.jsonl", "*.partial")
        for path in folder.glob(suffix)
    )


def kill_when(source: Path, out: Path, ready: Callable[[], bool], *options: str) -> None:
    """Run until ``ready``, then kill -9; return when its workers are gone too."""
    process = subprocess.Popen(
        [COPYDESK, "batch", source, out, *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    wait_until(ready)
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    assert process.poll() is None, "the run was over before it could be killed"
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    wait_until(lambda: not any(is_alive(int(child)) for child in children))


def is_alive(pid: int) -> bool:
    """Is there such a process, which is no zombie?"""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False
