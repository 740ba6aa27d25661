"""HAProxy in front of some instances, as small as it can be: round robin, and a look at readiness.

It tries a request again only where nothing of it can have been done (the connection was refused),
which is its default; every other loss would be seen.
"""

import shutil
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import httpx
from instance import free_port

HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")
SEES_IN = 0.3
"""Seconds within which it sees that an instance is not ready."""

_CONFIG = """\
global
    maxconn 512
defaults
    mode http
    timeout connect 2s
    timeout client 30s
    timeout server 30s
    retries 3
    option redispatch 1
frontend front
    bind 127.0.0.1:{port}
    default_backend copydesk
backend copydesk
    option httpchk GET /health/ready
    http-check expect status 200
    default-server check inter 100ms fall 1 rise 1
{servers}
"""


class Proxy:
    """Started on entry, ended on exit."""

    def __init__(self, ports: Sequence[int], folder: Path) -> None:
        self.port = free_port()
        servers = "\n".join(f"    server s{port} 127.0.0.1:{port}" for port in ports)
        self._config = folder / "haproxy.cfg"
        self._config.write_text(_CONFIG.format(port=self.port, servers=servers))

    def __enter__(self) -> Self:
        """Start, and wait until it has found an instance that is ready."""
        assert HAPROXY
        self._process = subprocess.Popen([HAPROXY, "-db", "-q", "-f", self._config])
        deadline = time.monotonic() + 10
        while not self._passes():
            assert time.monotonic() < deadline, "haproxy does not pass requests on"
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._process.kill()
        self._process.wait(10)

    def _passes(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health/live").status_code == 200
        except httpx.TransportError:
            return False
