"""Limits how many articles a client may send in a period: a token bucket for each, in bounded
memory.

A bucket is kept as a single number, the time at which it is full again (GCRA, ITU-T I.371). The
headers are those of draft-ietf-httpapi-ratelimit-headers-10.
"""

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from service import problems
from service.problems import Refusal
from service.schemas import Wire

MOST: Final = 10_000
"""Number of clients without a key whose buckets are kept. Beyond that, the least recently active
one is dropped. A client with that many addresses has the quotas of all of them anyway."""

POLICY: Final = "articles"


class Standing(Wire, frozen=True, kw_only=True):
    """A client's remaining quota. ``full_in``, ``retry_in``: seconds until all of it, or one
    article, is available.

    ``retry_in`` is 0 if the article was allowed.
    """

    remaining: int
    full_in: float
    retry_in: float


class Buckets:
    """The buckets of all clients in one process."""

    def __init__(
        self,
        limit: int,
        window: float,
        *,
        most: int = MOST,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Allow ``limit`` articles in ``window`` seconds, in bursts or spread out."""
        self.limit = limit
        self.window = window
        self._each = window / limit
        self._most = most
        self._clock = clock
        self._strangers: OrderedDict[str, float] = OrderedDict()
        self._named: OrderedDict[str, float] = OrderedDict()

    def take(self, client: str, *, named: bool = False) -> Standing:
        """Take one article from a client's bucket, if there is one left.

        ``named``: the client has a key. The operator sets the number of keys, so their buckets are
        never dropped, and nobody gets a full bucket by sending requests from many addresses first.
        """
        bucket = self._named if named else self._strangers
        now = self._clock()
        full_at = max(bucket.get(client, now), now)
        after = full_at + self._each
        wait = after - now - self.window
        if wait > 1e-9:
            return self._standing(full_at - now, wait)
        bucket[client] = after
        bucket.move_to_end(client)
        if len(self._strangers) > self._most:
            self._strangers.popitem(last=False)
        return self._standing(after - now, 0.0)

    def __len__(self) -> int:
        return len(self._strangers) + len(self._named)

    def _standing(self, full_in: float, retry_in: float) -> Standing:
        remaining = math.floor((self.window - full_in) / self._each + 1e-9)
        return Standing(remaining=remaining, full_in=full_in, retry_in=retry_in)


class Allowance:
    """One request's access to its client's bucket."""

    def __init__(self, buckets: Buckets, client: str, *, named: bool = False) -> None:
        self._buckets = buckets
        self._named = named
        self._client = client
        self._standing: Standing | None = None

    def take(self) -> None:
        """Take one article from the bucket. Raises ``Refusal`` (429)."""
        self._standing = self._buckets.take(self._client, named=self._named)
        if self._standing.retry_in:
            quota = f"{self._buckets.limit} articles in {self._buckets.window:g} s"
            raise Refusal(
                problems.RATE_LIMITED,
                f"the quota is {quota}",
                headers={"Retry-After": str(math.ceil(self._standing.retry_in))},
            )

    def headers(self) -> dict[str, str]:
        """Return the response headers with the quota."""
        if self._standing is None:
            return {}
        window = math.ceil(self._buckets.window)
        left, full_in = self._standing.remaining, math.ceil(self._standing.full_in)
        return {
            "RateLimit-Policy": f'"{POLICY}";q={self._buckets.limit};w={window}',
            "RateLimit": f'"{POLICY}";r={left};t={full_in}',
        }
