"""The memory of a process and its descendants."""

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
