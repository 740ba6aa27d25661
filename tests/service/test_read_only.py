"""The real service where nothing can be written to, as in a container with a read-only root."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from service_process import REAL, Service, run_smoke_test

from service.auth.clients import digest_of, new_key

READ_ONLY = """
set -e
mount --make-rprivate /
while read -r _ point kind _; do
    case $kind in proc | sysfs | cgroup* | devpts | mqueue) continue ;; esac
    mount -o remount,bind,ro "$point" 2>/dev/null || true
done < /proc/self/mounts
for folder in /tmp /var/tmp /dev/shm "$PWD"; do
    if [ -d "$folder" ] && touch "$folder/written" 2>/dev/null; then exit 3; fi
done
exec "$@"
"""
THROUGH = ("unshare", "--mount", "sh", "-c", READ_ONLY, "read-only")


@pytest.fixture
def through(tmp_path: Path) -> tuple[str, ...]:
    """A command that takes every file system's writing away from the one that it becomes."""
    if os.geteuid() or not shutil.which("unshare"):
        pytest.skip("only root can have a view of the file systems of its own")
    tried = subprocess.run([*THROUGH, "true"], cwd=tmp_path, capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("file systems cannot be made read-only here")
    return THROUGH


def test_the_service_needs_no_place_to_write(through: tuple[str, ...], tmp_path: Path) -> None:
    """It passes the smoke test, with a key, and stops with nothing amiss in its log."""
    key = new_key()
    with Service(
        REAL,
        folder=tmp_path,
        through=through,
        COPYDESK_DRAIN=0,
        COPYDESK_KEYS=f"smoke:{digest_of(key).hex()}",
    ) as service:
        done = run_smoke_test(service, key=key)
        assert done.returncode == 0, done.stderr
        assert run_smoke_test(service).returncode == 1
        service.stop()
        assert service.wait() == 0
    assert '"level": "error"' not in service.log
    assert list(tmp_path.iterdir()) == []
