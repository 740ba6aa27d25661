"""Prometheus metrics in addition to litestar's request counts. No label comes from an article."""

import os
import time
from pathlib import Path
from typing import Final

from prometheus_client import Counter, Gauge, Histogram

from scoring.version import VERSION

SCORE_SECONDS: Final = Histogram(
    "copydesk_score_seconds",
    "Time that scoring one article took, in seconds",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
WAIT_SECONDS: Final = Histogram(
    "copydesk_wait_seconds",
    "Time that an article which was scored had waited for its turn, in seconds",
    buckets=(0.001, 0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 60),
)
CHARACTERS: Final = Counter("copydesk_characters", "Characters of the articles scored")
WORDS: Final = Counter("copydesk_words", "Words of the articles scored")
IN_FLIGHT: Final = Gauge(
    "copydesk_in_flight", "Articles that are being scored", multiprocess_mode="livesum"
)
SLOTS: Final = Gauge(
    "copydesk_slots", "Articles that may be scored at once", multiprocess_mode="livesum"
)
WAITING: Final = Gauge(
    "copydesk_waiting", "Requests that wait for a turn", multiprocess_mode="livesum"
)
PLACES: Final = Gauge(
    "copydesk_places", "Requests that may wait for a turn", multiprocess_mode="livesum"
)
REFUSED: Final = Counter("copydesk_refused", "Articles refused or given up, by reason", ["reason"])
TURNED_AWAY: Final = Counter(
    "copydesk_turned_away",
    "Requests that the gate answered itself, by status: they are not in copydesk_http_requests",
    ["status_code"],
)
ABANDONED: Final = Counter("copydesk_abandoned", "Articles still unfinished at shutdown")
CALLBACKS: Final = Counter(
    "copydesk_callbacks", "Reports sent to callbacks, by outcome", ["outcome"]
)
READY: Final = Gauge("copydesk_ready", "1 once articles can be scored", multiprocess_mode="livemin")
BUILD: Final = Gauge(
    "copydesk_build",
    "1, with the versions of the service and of its model",
    ["version", "model"],
    multiprocess_mode="livemax",
)
CONNECTIONS: Final = Gauge(
    "copydesk_connections", "Connections that are open", multiprocess_mode="livesum"
)
CONNECTIONS_LIMIT: Final = Gauge(
    "copydesk_connections_limit",
    "Connections that may be open at once",
    multiprocess_mode="livesum",
)
CONNECTIONS_EXHAUSTED: Final = Counter(
    "copydesk_connections_exhausted", "Times that a worker had no place for another connection"
)
BODY_BYTES: Final = Gauge(
    "copydesk_body_bytes",
    "Bytes of requests' bodies that are held, being read or not answered yet",
    multiprocess_mode="livesum",
)
RESIDENT: Final = Gauge(
    "copydesk_resident_memory_bytes",
    "Resident memory of the workers, after the last article of each",
    multiprocess_mode="livesum",
)
CPU_SECONDS: Final = Counter("copydesk_cpu_seconds", "CPU time of the workers, in seconds")

REASONS: Final = ("overloaded", "shutting-down", "timeout", "client-gone")
AT_THE_GATE: Final = (400, 401, 403, 429, 503)
"""Statuses of the gate's own responses."""
OUTCOMES: Final = ("delivered", "refused", "rejected", "failed", "lost", "error")

# A series that appears with its first count shows no increase then, so create these at once.
for _reason in REASONS:
    REFUSED.labels(_reason)
for _status in AT_THE_GATE:
    TURNED_AWAY.labels(_status)
for _outcome in OUTCOMES:
    CALLBACKS.labels(_outcome)

_STATM: Final = Path("/proc/self/statm")
_PAGE: Final = os.sysconf("SC_PAGE_SIZE")


class ProcessSample:
    """Memory and CPU time of this process, also with several workers, where
    prometheus_client leaves out its own process metrics.
    """

    def __init__(self) -> None:
        self._counted = 0.0

    def take(self) -> None:
        """Update both. This takes a few microseconds."""
        now = time.process_time()
        CPU_SECONDS.inc(max(0.0, now - self._counted))
        self._counted = now
        if _STATM.exists():
            RESIDENT.set(int(_STATM.read_text(encoding="ascii").split()[1]) * _PAGE)


def announce(model: str) -> None:
    """Publish the versions of the service and the model."""
    BUILD.labels(VERSION, model).set(1)
