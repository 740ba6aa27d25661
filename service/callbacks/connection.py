"""Connect to a host only at an address that has been checked.

The name is looked up once; what was looked up is checked, and what was checked is connected to. A
name server that gives another answer the second time is not asked a second time.
"""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Iterable, Sequence

import httpcore

from service.callbacks.addresses import Network, is_permitted

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Looks a host up: its addresses, in the order to try them."""

SocketOption = httpcore.SOCKET_OPTION


class AddressRefused(httpcore.ConnectError):
    """A host with an address that is not public and not listed."""


async def look_up(host: str, port: int) -> Sequence[str]:
    """Return a host's addresses, as the system knows them."""
    loop = asyncio.get_running_loop()
    try:
        found = await loop.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise httpcore.ConnectError("the host is not known") from None
    return [str(address[0]) for *_, address in found]


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's network, with every address checked before a connection is made."""

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
        """Connect to the first address that answers. One that is refused refuses the host."""
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
