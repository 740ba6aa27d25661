"""A service in a process of its own, as an operator runs it."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

import httpx
from patience import PATIENCE, wait_until

FAKE = "service_fake_app:create"
REAL = "service.app:create"
_HERE = Path(__file__).parent
_ROOT = _HERE.parents[1]
_RUN = "import os, sys; from service.server import serve; from service.settings import *; "
_RUN += "serve(read_settings(os.environ), target=sys.argv[1])"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Service:
    """Starts on entry, is ready then, and is ended on exit. ``log`` is all of its stderr.

    ``folder``: where it works, and puts what it would put into a temporary or a home folder.
    ``through``: a command that ends in becoming the one it is given.
    """

    def __init__(
        self,
        target: str = FAKE,
        *,
        folder: Path | None = None,
        through: Sequence[str] = (),
        **settings: object,
    ) -> None:
        self.port = int(str(settings.pop("COPYDESK_PORT", 0))) or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        environment = {
            **{name: value for name, value in os.environ.items() if "COPYDESK_" not in name},
            "PYTHONPATH": f"{_HERE}{os.pathsep}{_ROOT}",
            **({"HOME": str(folder), "TMPDIR": str(folder)} if folder else {}),
            "COPYDESK_PORT": str(self.port),
            **{name: str(value) for name, value in settings.items()},
        }
        self.process = subprocess.Popen(
            [*through, sys.executable, "-P", "-c", _RUN, target],
            cwd=folder,
            env=environment,
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.log = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def __enter__(self) -> "Service":
        try:
            wait_until(self._is_ready)
        except BaseException:
            self.process.kill()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.stop()
        try:
            self.wait()
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise

    def stop(self) -> None:
        self.process.send_signal(signal.SIGTERM)

    def wait(self, seconds: float = PATIENCE) -> int:
        status = self.process.wait(seconds)
        self._reader.join(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            if stream:
                stream.close()
        return status

    def _is_ready(self) -> bool:
        if self.process.poll() is not None:
            self.wait()
            raise AssertionError(f"the service ended: {self.log}")
        try:
            return httpx.get(f"{self.url}/health/ready").status_code == 200
        except httpx.TransportError:
            return False

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.log += line.decode()


def run_smoke_test(service: Service, *, key: str = "") -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        ["sh", str(_HERE.parent / "smoke.sh")],
        env={**os.environ, "URL": service.url, "KEY": key},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
