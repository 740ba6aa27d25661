"""The memory and the processor time of a process and its descendants."""

import os
from collections.abc import Iterator
from pathlib import Path


def resident(pid: int) -> float:
    """Return the resident megabytes; what these processes share counts once.

    Memory of their own is counted in proportion (Pss_Anon), pages of files as often as the process
    with most of them has: their proportional size would change with whatever else on the machine
    reads the same libraries.
    """
    sizes = list(_sizes(pid))
    anonymous = sum(own for own, _ in sizes)
    return (anonymous + max((files for _, files in sizes), default=0)) / 1024


def _sizes(pid: int) -> Iterator[tuple[int, int]]:
    """Yield, per process, kilobytes of its own and of files."""
    try:
        rollup = _fields(Path(f"/proc/{pid}/smaps_rollup"))
        status = _fields(Path(f"/proc/{pid}/status"))
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    yield rollup.get("Pss_Anon", 0), status.get("RssFile", 0) + status.get("RssShmem", 0)
    for child in children:
        yield from _sizes(int(child))


def _fields(path: Path) -> dict[str, int]:
    lines = (line.split() for line in path.read_text(encoding="utf-8").splitlines())
    return {
        line[0].rstrip(":"): int(line[1]) for line in lines if len(line) == 3 and line[2] == "kB"
    }


def processor(pid: int) -> float:
    """Return the seconds of processor time that they used, ended descendants not counted."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    # proc_pid_stat(5): utime and stime are the fields 14 and 15, the first after ")" is the third.
    own = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return own + sum(processor(int(child)) for child in children)
