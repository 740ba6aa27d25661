"""Scoring asks no address and leaves nothing behind, whatever its libraries would like to."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCORE = """
import socket, sys, time

def heard(event, arguments):
    if event in {"socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.sendmsg"}:
        sys.exit(f"{event} {arguments}")

sys.addaudithook(heard)
from scoring.engine import Engine
from scoring.report.request import ScoreRequest
Engine.load().score(ScoreRequest(text="The mayor said so."))
time.sleep(1)
"""


def test_nothing_is_sent_home_or_kept(tmp_path: Path) -> None:
    """No file in a home, a cache or a temporary folder, and no socket of Python's."""
    quiet = {"CI", "ORT_DISABLE_TELEMETRY", "ORT_RUNNING_UNIT_TESTS"}  # what would hide it
    names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
    done = subprocess.run(
        [sys.executable, "-c", SCORE],
        cwd=tmp_path,
        env={
            **{name: value for name, value in os.environ.items() if name not in quiet},
            **dict.fromkeys(names, str(tmp_path)),
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert list(tmp_path.rglob("*")) == []
