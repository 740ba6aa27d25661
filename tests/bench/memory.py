"""The memory and the processor time of a process and its descendants."""

import os
from pathlib import Path


def resident(pid: int) -> float:
    """Return megabytes: proportional set sizes, so that what processes share counts once."""
    try:
        status = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return 0.0
    own = next((line for line in status.splitlines() if line.startswith("Pss:")), "Pss: 0")
    return int(own.split()[1]) / 1024 + sum(resident(int(child)) for child in children)


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
