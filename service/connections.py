"""Determines how many connections a worker may hold.

The server counts connections, not requests, so an idle connection takes a place too. At the limit,
further connections wait in the socket's backlog until one is closed. For the operating system, each
connection is an open file.
"""

import resource
from contextlib import suppress
from typing import Final

from service.settings import BadSettings, Settings

RESERVE: Final = 256
"""Files reserved for everything other than connections: callbacks, libraries, the model."""
LEAST: Final = 16
"""Minimum number of connections with which the service is usable."""
_OWN: Final = 48
"""Minimum number of files that a worker needs in addition to its connections."""


def raise_file_limit(settings: Settings) -> None:
    """Raise the soft limit of open files to what the connections need, up to the hard limit."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _each_worker(settings) + RESERVE
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return
    allowed = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, allowed), hard))


def connection_limit(settings: Settings) -> int:
    """Return how many connections a worker may hold: its share of the setting, or what the limit of
    open files allows.

    Raises ``BadSettings`` if that is too few to be usable.
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
