"""Which machines may be called: public addresses, and those an operator lists."""

from collections.abc import Iterator, Sequence
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import Final

Network = IPv4Network | IPv6Network

NAT64: Final = ip_network("64:ff9b::/96")
"""RFC 6052: the last four bytes are an IPv4 address, which a gateway may call."""


def is_permitted(address: str, networks: Sequence[Network]) -> bool:
    """Return whether an address is public, or in one of ``networks``."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if any(ip in network for network in networks):
        return True
    return all(_is_public(one) for one in (ip, *_inside(ip)))


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    site_local = isinstance(ip, IPv6Address) and ip.is_site_local
    return ip.is_global and not ip.is_multicast and not site_local


def _inside(ip: IPv4Address | IPv6Address) -> Iterator[IPv4Address]:
    """Yield the IPv4 addresses that an IPv6 address stands for."""
    if isinstance(ip, IPv6Address):
        if ip.sixtofour:
            yield ip.sixtofour
        if ip in NAT64:
            yield IPv4Address(ip.packed[-4:])
