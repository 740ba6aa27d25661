"""How many connections a worker may hold.

The server counts connections, not requests: one that says nothing takes a place too. Below the
limit everybody gets in; at the limit the next ones wait in the socket's queue until somebody
leaves or is sent away. To the system a connection is an open file.
"""

import resource
from contextlib import suppress
from typing import Final

from service.settings import BadSettings, Settings

RESERVE: Final = 256
"""Files for everything that is no connection: callbacks on their way, libraries, the model."""
LEAST: Final = 16
"""Connections with fewer of which nothing can be served."""
_OWN: Final = 48
"""Files that a worker needs at the very least."""


def raise_file_limit(settings: Settings) -> None:
    """Raise the soft limit of open files to what the connections need, if the hard one allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _each_worker(settings) + RESERVE
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))


def connection_limit(settings: Settings) -> int:
    """Return how many connections a worker may hold: its part of the setting, or what the limit
    of open files leaves.

    Raises ``BadSettings`` when that is too little to serve anybody.
    """
    wanted = _each_worker(settings)
    files, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if files == resource.RLIM_INFINITY:
        return wanted
    possible = files - min(RESERVE, max(_OWN, files // 2))
    if possible < LEAST:
        raise BadSettings(
            f"the limit of open files (ulimit -n) is {files}; at least {LEAST + _OWN} are needed"
        )
    return min(wanted, possible)


def _each_worker(settings: Settings) -> int:
    return max(LEAST, settings.connections // settings.workers)
