"""The service within a memory limit: overloaded, killed, started again, stopped.

The limit is a control group's, as a container has (version 1 or 2, where this process may make
one), or else one of private memory (RLIMIT_DATA). Prints what happened, with the highest memory
use, and returns 1 if a step failed::

    python tests/load/limited.py --mebibytes 1024
"""

import argparse
import asyncio
import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from articles import LONGEST, SEED, article
from instance import Instance
from offered import closed, of_status, scored

MEBI: Final = 1024 * 1024
_GROUPS: Final = Path("/sys/fs/cgroup")
_NAME: Final = "copydesk-limited"


class ControlGroup:
    """A control group with a memory limit. Raises ``OSError`` if it cannot be made."""

    def __init__(self, limit: int) -> None:
        lines = Path("/proc/self/cgroup").read_text(encoding="ascii").split()
        own = {names: path for _, names, path in (line.split(":", 2) for line in lines)}
        self.is_first = "memory" in own
        root = _GROUPS / "memory" if self.is_first else _GROUPS
        path = own["memory"] if self.is_first else own.get("", "/")
        self._folder = root / path.lstrip("/") / _NAME
        self._folder.mkdir(exist_ok=True)
        self._write("memory.limit_in_bytes" if self.is_first else "memory.max", limit)
        self.what = f"control group, version {1 if self.is_first else 2}"

    def enter(self) -> None:
        """Move this process into the group."""
        self._write("cgroup.procs", os.getpid())

    @property
    def most(self) -> float:
        """The most memory that its processes have used, with cached files, in mebibytes."""
        name = "memory.max_usage_in_bytes" if self.is_first else "memory.peak"
        return int((self._folder / name).read_text(encoding="ascii")) / MEBI

    @property
    def killed(self) -> int:
        """How many processes were killed for lack of memory."""
        name = "memory.oom_control" if self.is_first else "memory.events"
        lines = (self._folder / name).read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("oom_kill "))

    def remove(self) -> None:
        """Remove the group. Its processes must have ended."""
        for _ in range(50):
            with suppress(OSError):
                self._folder.rmdir()
                return
            time.sleep(0.1)

    def _write(self, name: str, value: int) -> None:
        (self._folder / name).write_text(str(value), encoding="ascii")


def limit_data(limit: int) -> None:
    """Limit this process's private memory."""
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


class Run:
    """The steps, and whether each went as it should."""

    def __init__(self, enter: Callable[[], None], seconds: float) -> None:
        self._enter = enter
        self._seconds = seconds
        self.failed = False

    def all(self) -> None:
        """Run all steps."""
        with Instance(through=self._enter) as service:
            self._say(f"ready, {service.resident():.0f} MB")
            self._overload(service)
            (worker,) = _children(service.process.pid)
            os.kill(worker, signal.SIGKILL)
            self._say("worker killed: ended with status", service.process.wait(60), 1)
        with Instance(through=self._enter, port=service.port) as again:
            self._say(f"started again, {again.resident():.0f} MB")
            self._long(again)
            again.process.terminate()
            self._say("SIGTERM: ended with status", again.process.wait(60), 0)

    def _overload(self, service: Instance) -> None:
        seed = SEED.read_bytes()
        answers = asyncio.run(
            closed(service.port, lambda _: seed, clients=64, seconds=self._seconds)
        )
        reports, refused = len(scored(answers)), len(of_status(answers, 503))
        lost = len(answers) - reports - refused
        self._say(
            f"64 clients without pauses: {reports} reports, {refused} times 503, others", lost, 0
        )
        self._score(service, "the next article")

    def _long(self, service: Instance) -> None:
        text = article(40_000)[:LONGEST].encode()
        answers = asyncio.run(
            closed(service.port, lambda _: text, clients=16, seconds=self._seconds)
        )
        kinds = {status: len(of_status(answers, status)) for status in (200, 503, 504)}
        self._say(
            f"16 clients with {LONGEST:,} characters each: {kinds}, {service.resident():.0f} MB"
        )
        self._score(service, "the next article")

    def _score(self, service: Instance, what: str) -> None:
        answers = asyncio.run(
            closed(service.port, lambda _: SEED.read_bytes(), clients=1, seconds=0.1)
        )
        self._say(f"{what}: status", answers[-1].status, 200)

    def _say(self, what: str, found: int | None = None, wanted: int | None = None) -> None:
        self.failed = self.failed or found != wanted
        sys.stdout.write(f"{what}{'' if found is None else f' {found}'}\n")
        sys.stdout.flush()


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [int(child) for child in listed]


def main() -> int:
    """Run all steps; return 1 if one failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mebibytes", type=int, default=1024)
    parser.add_argument("--seconds", type=float, default=30, help="of each kind of load")
    options = parser.parse_args()
    limit = options.mebibytes * MEBI
    try:
        group = ControlGroup(limit)
    except OSError as error:
        sys.stdout.write(f"no control group ({error.strerror}): limit of private memory\n")
        run = Run(lambda: limit_data(limit), options.seconds)
        run.all()
        return run.failed
    sys.stdout.write(f"{group.what}, {options.mebibytes} MiB\n")
    try:
        run = Run(group.enter, options.seconds)
        run.all()
        sys.stdout.write(f"at most {group.most:.0f} MiB; killed for lack of it: {group.killed}\n")
        return run.failed or group.killed > 0
    finally:
        group.remove()


if __name__ == "__main__":
    sys.exit(main())
