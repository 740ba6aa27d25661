"""A service in a process of its own, with its memory, for measuring."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Self

from memory import processor, resident


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Instance:
    """``copydesk serve``: started on entry and ready then, ended on exit.

    ``start_up``: seconds from its start until it was ready.
    """

    def __init__(
        self,
        port: int | None = None,
        *,
        through: Callable[[], None] | None = None,
        **settings: object,
    ) -> None:
        """``through``: called in the new process before it becomes the service."""
        self.port = port or free_port()
        self._through = through
        self._settings = {f"COPYDESK_{name.upper()}": str(v) for name, v in settings.items()}
        self.start_up = 0.0

    def __enter__(self) -> Self:
        """Start."""
        environment = {
            **os.environ,
            "COPYDESK_PORT": str(self.port),
            "COPYDESK_LOG_LEVEL": "warning",
            # The same article over and over must be read each time.
            "COPYDESK_WINDOW_CACHE_MB": "0",
            **self._settings,
        }
        began = time.monotonic()
        self.process = subprocess.Popen(
            [Path(sys.executable).with_name("copydesk"), "serve"],
            env=environment,
            stderr=subprocess.DEVNULL,
            preexec_fn=self._through,  # noqa: PLW1509 - no threads run yet
        )
        while not self._is_ready():
            if time.monotonic() - began > 60 or self.process.poll() is not None:
                self.process.kill()
                raise SystemExit("the service did not start")
            time.sleep(0.01)
        self.start_up = time.monotonic() - began
        return self

    def __exit__(self, *_: object) -> None:
        """Stop."""
        self.process.terminate()
        self.process.wait(60)

    def resident(self) -> float:
        """Return the resident megabytes of the service's processes; what they share counts once."""
        return resident(self.process.pid)

    def processor(self) -> float:
        """Return the seconds of processor time that the service's processes used."""
        return processor(self.process.pid)

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/health/ready", timeout=1
            ) as answer:
                return bool(answer.status == 200)
        except OSError:
            return False
