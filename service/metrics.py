"""What Prometheus is told beside litestar's counts of requests. No label comes from an article."""

from typing import Final

from prometheus_client import Counter, Gauge, Histogram

SCORE_SECONDS: Final = Histogram(
    "copydesk_score_seconds",
    "Time that scoring one article took, in seconds",
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
)
CHARACTERS: Final = Counter("copydesk_characters", "Characters of the articles scored")
IN_FLIGHT: Final = Gauge(
    "copydesk_in_flight", "Articles that are being scored", multiprocess_mode="livesum"
)
WAITING: Final = Gauge(
    "copydesk_waiting", "Requests that wait for a turn", multiprocess_mode="livesum"
)
REFUSED: Final = Counter("copydesk_refused", "Articles refused or given up, by reason", ["reason"])
ABANDONED: Final = Counter("copydesk_abandoned", "Articles still unfinished at shutdown")
CALLBACKS: Final = Counter(
    "copydesk_callbacks", "Reports sent to callbacks, by outcome", ["outcome"]
)
READY: Final = Gauge("copydesk_ready", "1 once articles can be scored", multiprocess_mode="livemin")
