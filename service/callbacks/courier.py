"""Take one message to one URL, once. Redirects are not followed, answers are not read."""

import ssl
import time
from collections.abc import Callable, Sequence
from typing import Final, Literal

import httpcore

from scoring.version import VERSION
from service.callbacks.addresses import Network
from service.callbacks.allow import parse
from service.callbacks.connection import AddressRefused, CheckedBackend, Resolve, look_up
from service.callbacks.signing import sign
from service.wire import Wire

Outcome = Literal["delivered", "refused", "rejected", "failed"]
"""Refused: by us. Rejected: by the receiver, for good. Failed: worth another attempt."""

AGAIN: Final = frozenset({408, 425, 429})
"""Statuses under 500 after which another attempt may do better (RFC 9110, 8470, 6585)."""


class Message(Wire, frozen=True, kw_only=True):
    """What is delivered. ``id`` stays the same over all attempts."""

    id: str
    url: str
    body: bytes
    content_type: str


class Courier:
    """Delivers messages, each over a connection of its own."""

    def __init__(
        self,
        *,
        secret: str,
        networks: Sequence[Network] = (),
        timeout: float = 10.0,
        resolve: Resolve = look_up,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._secret = secret
        self._timeout = timeout
        self._clock = clock
        self._backend = CheckedBackend(networks, resolve)
        self._context = ssl.create_default_context()

    async def deliver(self, message: Message) -> tuple[Outcome, int | None]:
        """Make one attempt. Returns what came of it, and the receiver's status if there is one."""
        url = parse(message.url)
        limits = dict.fromkeys(("connect", "read", "write", "pool"), self._timeout)
        async with httpcore.AsyncConnectionPool(
            network_backend=self._backend,
            ssl_context=self._context,
            max_keepalive_connections=0,
        ) as pool:
            try:
                async with pool.stream(
                    "POST",
                    httpcore.URL(
                        scheme=url.scheme, host=url.host, port=url.port, target=url.target
                    ),
                    headers=list(self._headers(message).items()),
                    content=message.body,
                    extensions={"timeout": limits},
                ) as response:
                    return _outcome(response.status), response.status
            except AddressRefused:
                return "refused", None
            except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError):
                return "failed", None

    def _headers(self, message: Message) -> dict[str, str]:
        host = message.url.split("/")[2]
        return {
            "host": host,
            "content-type": message.content_type,
            "content-length": str(len(message.body)),
            "user-agent": f"copydesk/{VERSION}",
            **sign(self._secret, message.id, int(self._clock()), message.body),
        }


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return "delivered"
    return "failed" if status >= 500 or status in AGAIN else "rejected"
