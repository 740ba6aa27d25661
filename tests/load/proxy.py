"""HAProxy in front of some instances, as small as it can be: round robin, and a look at readiness.

It tries a request again only where nothing of it can have been done (the connection was refused),
which is its default; every other loss would be seen.
"""

import csv
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Self

import httpx
from instance import free_port
from patience import wait_until

HAPROXY = shutil.which("haproxy") or shutil.which("haproxy", path="/usr/sbin")

_STATS = "/haproxy"
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
    stats enable
    stats uri {stats}
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
        self._config.write_text(_CONFIG.format(port=self.port, servers=servers, stats=_STATS))

    def __enter__(self) -> Self:
        """Start, and wait until it has found an instance that is ready."""
        assert HAPROXY
        self._process = subprocess.Popen([HAPROXY, "-db", "-q", "-f", self._config])
        wait_until(self._passes)
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self._process.kill()
        self._process.wait(10)

    def sees(self, port: int) -> bool:
        """Does it send requests to the instance on ``port``? It looks ten times a second."""
        rows = csv.reader(httpx.get(f"http://127.0.0.1:{self.port}{_STATS};csv").text.splitlines())
        (status,) = (row[17] for row in rows if row[1] == f"s{port}")
        return status.startswith("UP")

    def _passes(self) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{self.port}/health/live").status_code == 200
        except httpx.TransportError:
            return False
