"""What an operator sees when a process is killed, the model is broken, or the disk is full."""

import os
import resource
import shutil
import signal
import stat
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

import httpx
import pytest
from patience import PATIENCE
from service_hold import Hold
from service_process import REAL, Service

from scoring.model.artefact import MODEL, PACKAGED, TABLES

TEXT = {"content-type": "text/plain"}


def children(pid: int) -> list[int]:
    """Return the processes of a service under ``pid``."""
    found = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(child) for child in found]


def serves(pid: int) -> bool:
    """Is this a worker, and not multiprocessing's tracker of resources?"""
    return b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()


@pytest.mark.parametrize("workers", [1, 2])
def test_a_killed_worker_ends_the_service(workers: int) -> None:
    """Its client hears of it at once, and the service ends with an error: to be started anew."""
    failures: list[Exception] = []

    def ask(url: str) -> None:
        try:
            httpx.post(f"{url}/v1/score", json={"text": "x", "id": hold.id}, timeout=PATIENCE)
        except httpx.TransportError as error:
            failures.append(error)

    settings: dict[str, Any] = {
        "COPYDESK_DRAIN": 0,
        "COPYDESK_WORKERS": workers,
        "COPYDESK_IN_FLIGHT": 4,
    }
    with Hold() as hold, Service(**settings) as service:
        threads = [threading.Thread(target=ask, args=[service.url]) for _ in range(4)]
        for thread in threads:
            thread.start()
        hold.begun(4)
        for worker in filter(serves, children(service.process.pid)):
            os.kill(worker, signal.SIGKILL)
        assert service.wait() != 0
        for thread in threads:
            thread.join(PATIENCE)
    assert len(failures) == len(threads)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return Path(shutil.copytree(PACKAGED, tmp_path / "model"))


@pytest.mark.parametrize(
    ("name", "says"), [(MODEL, "SHA-256"), (TABLES, "No such file"), (None, "manifest.json")]
)
def test_a_broken_model_is_refused(model: Path, name: str | None, says: str) -> None:
    """The service ends at once, with an error and a line in the log that names the file."""
    if name is None:
        shutil.rmtree(model)
    elif name == MODEL:
        with (model / name).open("r+b") as file:
            file.seek(5000)
            file.write(b"\0" * 64)
    else:
        (model / name).unlink()
    service = Service(REAL, COPYDESK_MODEL=model)
    assert service.wait() == 1
    (line,) = (line for line in service.log.splitlines() if "load_failed" in line)
    assert says in line
    assert str(model) in line


def test_nothing_is_written() -> None:
    """No file may grow by a byte, none is open for writing, and articles are scored."""
    with Service(COPYDESK_DRAIN=0) as service:
        family = [service.process.pid, *children(service.process.pid)]
        for pid in family:
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, 0))
        for _ in range(3):
            answer = httpx.post(f"{service.url}/v1/score", content="A text.", headers=TEXT)
            assert answer.status_code == 200
        assert httpx.get(f"{service.url}/metrics").status_code == 200
        assert [path for pid in family for path in written(pid)] == []
        service.stop()
        assert service.wait() == 0


def written(pid: int) -> list[str]:
    """Return the regular files that a process has open for writing."""
    found = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # a connection that was closed meanwhile
            info = Path(f"/proc/{pid}/fdinfo/{link.name}").read_text()
            flags = info.split("flags:")[1].split()[0]
            if int(flags, 8) & os.O_ACCMODE and stat.S_ISREG(link.stat().st_mode):
                found.append(str(link.readlink()))
    return found
