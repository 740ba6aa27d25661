"""Which address a request comes from, when proxies stand before the service."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Final

from litestar.types import HTTPScope

from service.access.listed import Networks

UNKNOWN: Final = "unknown"
SITE: Final = 64
"""Bits of an IPv6 address that name a site; the rest its owner chooses freely (RFC 4291)."""

Address = IPv4Address | IPv6Address


def client_of(scope: HTTPScope, trusted: Networks) -> str:
    """Return the client's address, for IPv6 its network.

    ``X-Forwarded-For`` is read only from proxies that are trusted, from its end, up to the first
    address that is not one of them: what stands before that, anybody can have written.
    """
    peer = scope.get("client")
    address = _parse(peer[0]) if peer else None
    if address is None:
        return UNKNOWN
    forwarded = _forwarded(scope)
    while _is_in(address, trusted) and forwarded:
        before = _parse(forwarded.pop())
        if before is None:
            break
        address = before
    if isinstance(address, IPv6Address):
        return str(ip_network((address, SITE), strict=False))
    return str(address)


def _forwarded(scope: HTTPScope) -> list[str]:
    lines = [v.decode("latin-1") for k, v in scope["headers"] if k.lower() == b"x-forwarded-for"]
    return [part.strip() for part in ",".join(lines).split(",") if part.strip()]


def _parse(text: str) -> Address | None:
    """Return an address; with a port or in brackets, as some proxies write it, without them."""
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        address = ip_address(text)
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_in(address: Address, networks: Networks) -> bool:
    return any(address in network for network in networks.values)
