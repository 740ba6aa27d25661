"""Delivers one message to one URL, once, at an address that has been checked.

Redirects are not followed, and responses are not read. A host name is resolved once; the resolved
address is checked, and that same address is used for the connection. Deliveries are signed
(``service.webhooks.signing``).
"""

import asyncio
import socket
import ssl
import time
from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Final, Literal
from urllib.parse import urlsplit

import httpcore

from scoring.version import VERSION
from service.schemas import Wire
from service.webhooks.allow_list import Network, is_permitted, parse
from service.webhooks.signing import sign

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Resolves a host name to its addresses, in the order to try them."""

SocketOption = httpcore.SOCKET_OPTION


class AddressRefused(httpcore.ConnectError):
    """A host has an address that is neither public nor on the list."""


async def look_up(host: str, port: int) -> Sequence[str]:
    """Return a host's addresses from the system's resolver."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpcore.ConnectError("the host name cannot be resolved") from None
    return [str(address[0]) for *_, address in found]


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's network backend, with every address checked before a connection is made."""

    def __init__(
        self,
        networks: Sequence[Network],
        resolve: Resolve = look_up,
        network: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._networks = networks
        self._resolve = resolve
        self._network = network or httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers. If one is not permitted, the host is
        rejected.
        """
        addresses = await self._resolve(host, port)
        if not all(is_permitted(address, self._networks) for address in addresses):
            raise AddressRefused("the address is not public and not in callback.networks")
        failure: Exception = httpcore.ConnectError("the host has no address")
        for address in addresses:
            try:
                return await self._network.connect_tcp(
                    address, port, timeout, local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


PARTS: Final = 3
"""Maximum duration of a delivery, as a multiple of the timeout for one step (connect,
send, answer)."""

Outcome = Literal["delivered", "refused", "rejected", "failed"]
"""Outcomes. Refused: by this service. Rejected: by the receiver, permanently. Failed: to
be retried."""

AGAIN: Final = frozenset({408, 425, 429})
"""Statuses below 500 after which a retry may succeed (RFC 9110, 8470, 6585)."""


class Message(Wire, frozen=True, kw_only=True):
    """A message to deliver. ``id`` is the same for all attempts."""

    id: str
    url: str
    body: bytes
    content_type: str


class Sender:
    """Delivers messages, each over its own connection."""

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
        """Make one attempt. Return its outcome, and the receiver's status if there is one.

        Each step has a timeout, and so does the whole attempt: otherwise a receiver that sends one
        byte at a time could block a delivery forever.
        """
        try:
            async with asyncio.timeout(PARTS * self._timeout):
                return await self._attempt(message)
        except TimeoutError:
            return "failed", None

    async def _attempt(self, message: Message) -> tuple[Outcome, int | None]:
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
        return {
            "host": urlsplit(message.url).netloc,
            "content-type": message.content_type,
            "content-length": str(len(message.body)),
            "user-agent": f"copydesk/{VERSION}",
            **sign(self._secret, message.id, int(self._clock()), message.body),
        }


def _outcome(status: int) -> Outcome:
    if 200 <= status < 300:
        return "delivered"
    return "failed" if status >= 500 or status in AGAIN else "rejected"
