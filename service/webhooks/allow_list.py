"""Which URLs and which machines may be called: an operator's list, and public addresses."""

import re
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
from urllib.parse import SplitResult, urlsplit

from scoring.errors import CopydeskError
from service.schemas import Wire

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


PORTS: Final = {"http": 80, "https": 443}
LONGEST: Final = 2000

_SAFE: Final = re.compile(r"[!-\[\]-~]+")
"""Visible ASCII but the backslash, which some parsers take for a slash."""
_DOTS: Final = re.compile(r"(?:^|/)(?:\.|%2e){1,2}(?:/|$)", re.IGNORECASE)


class BadUrl(CopydeskError):
    """A URL that cannot be called, and why. Does not repeat it."""


class Address(Wire, frozen=True, kw_only=True):
    """A URL in its parts. ``target`` is what the request line has: path and query."""

    scheme: str
    host: str
    port: int
    path: str
    target: str


def parse(url: str) -> Address:
    """Return a URL's parts. Raises ``BadUrl`` for what two readers might read in two ways."""
    if len(url) > LONGEST or not _SAFE.fullmatch(url):
        raise BadUrl("it is not a URL, or too long")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise BadUrl("it is not a URL") from None
    _refuse(parts)
    path = parts.path or "/"
    return Address(
        scheme=parts.scheme,
        host=(parts.hostname or "").rstrip("."),
        port=port or PORTS[parts.scheme],
        path=path,
        target=f"{path}?{parts.query}" if parts.query else path,
    )


def _refuse(parts: SplitResult) -> None:
    if parts.scheme not in PORTS:
        raise BadUrl("it is not a URL of http or https")
    if not (parts.hostname or "").strip("."):
        raise BadUrl("it has no host")
    if "@" in parts.netloc:
        raise BadUrl("it has a user name")
    if parts.fragment:
        raise BadUrl("it has a fragment")
    if _DOTS.search(parts.path):
        raise BadUrl("its path has . or .. in it")


class AllowList:
    """The URLs that may be called: those of the list, and what is below their paths."""

    def __init__(self, urls: Sequence[str]) -> None:
        """Raises ``BadUrl``."""
        self._allowed = [parse(url) for url in urls]

    def takes(self, url: str) -> bool:
        """Return whether a URL may be called."""
        try:
            asked = parse(url)
        except BadUrl:
            return False
        return any(_is_below(asked, allowed) for allowed in self._allowed)


def _is_below(asked: Address, allowed: Address) -> bool:
    if (asked.scheme, asked.host, asked.port) != (allowed.scheme, allowed.host, allowed.port):
        return False
    return asked.path == allowed.path or asked.path.startswith(allowed.path.rstrip("/") + "/")
