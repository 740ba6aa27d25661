"""Decides which URLs and addresses may be called: the operator's list, and public addresses."""

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
from unicodedata import normalize
from urllib.parse import SplitResult, unquote, urlsplit

from scoring.errors import CopydeskError
from service.schemas import Wire

Network = IPv4Network | IPv6Network

NAT64: Final = IPv6Network("64:ff9b::/96")
"""RFC 6052: the last four bytes are an IPv4 address, which a gateway may call."""
GLOBAL_UNICAST: Final = IPv6Network("2000::/3")
"""RFC 4291: the space assigned to public networks so far. It excludes unique local,
link-local, site-local and multicast addresses, other forms of IPv4 addresses,
64:ff9b:1::/48 and 5f00::/16, among others."""
RESERVED: Final = tuple(
    map(
        ip_network,
        (
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "2001::/23",
            "2001:db8::/32",
            "2002::/16",
            "2620:4f:8000::/48",
            "3fff::/20",
        ),
    )
)
"""Special-purpose addresses: IANA's registries for IPv4 and IPv6 (RFC 6890, as of 2025),
as whole blocks, and multicast. This is our own list, because an interpreter's list
changes with its version."""


def is_permitted(address: str, networks: Sequence[Network]) -> bool:
    """Return whether an address is public or in one of ``networks``."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return any(ip in network for network in networks) or _is_public(ip)


def _is_public(ip: IPv4Address | IPv6Address) -> bool:
    if isinstance(ip, IPv6Address):
        if ip in NAT64:
            return _is_public(IPv4Address(ip.packed[-4:]))
        if ip not in GLOBAL_UNICAST:
            return False
    return not any(ip in network for network in RESERVED)


PORTS: Final = {"http": 80, "https": 443}
MOST_URL_CHARACTERS: Final = 2000
"""Maximum number of characters of a URL."""

_SAFE: Final = re.compile(r"[!-\[\]-~]+")
"""Visible ASCII except the backslash, which some parsers treat as a slash."""
_PERCENT: Final = re.compile(r"(?:[^%]|%[0-9a-f]{2})*", re.IGNORECASE)
"""A percent sign is followed by two hexadecimal digits (RFC 3986, 2.1). ``%u002e`` is no encoding,
but some receivers decode it."""
_SEPARATOR: Final = re.compile(r"[/\\]")
_DOTS: Final = re.compile(r"\s*\.\s*(?:\.\s*)?(?:;.*)?")
"""The segments ``.`` and ``..``, also with parameters or spaces, which some servers remove."""
_CONTROL: Final = re.compile(r"[\0-\x1f\x7f]")


class BadUrl(CopydeskError):
    """A URL that may not be called, with the reason. The message does not repeat the URL."""


class Address(Wire, frozen=True, kw_only=True):
    """The parts of a URL. ``target`` is the path and query in the request line."""

    scheme: str
    host: str
    port: int
    path: str
    target: str


def parse(url: str) -> Address:
    """Return the parts of a URL. Raises ``BadUrl`` for URLs that can be interpreted in two ways."""
    if len(url) > MOST_URL_CHARACTERS or not _SAFE.fullmatch(url):
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
        raise BadUrl("it is not an http or https URL")
    if not (parts.hostname or "").strip("."):
        raise BadUrl("it has no host")
    if "@" in parts.netloc:
        raise BadUrl("it has a user name")
    if parts.fragment:
        raise BadUrl("it has a fragment")
    if not _PERCENT.fullmatch(parts.path):
        raise BadUrl("its path is not encoded correctly")
    for path in _readings(parts.path):
        if any(_DOTS.fullmatch(segment) for segment in _SEPARATOR.split(path)):
            raise BadUrl("its path contains . or ..")
        if _CONTROL.search(path) or _slashes(path) != parts.path.count("/"):
            raise BadUrl("its path contains an encoded slash, backslash or control character")


def _readings(path: str) -> Iterator[str]:
    """Yield a path as it is, and as receivers may read it.

    They may decode it more than once, and replace characters by ones that mean the same, such as
    the fullwidth full stop by a full stop (NFKC, Unicode Standard Annex 15). Raises ``BadUrl`` if
    it is not UTF-8 when it is decoded; overlong forms, for example, are not.
    """
    yield path
    while (decoded := _decoded(path)) != path:
        yield decoded
        yield normalize("NFKC", decoded)
        path = decoded


def _decoded(path: str) -> str:
    try:
        return unquote(path, errors="strict")
    except UnicodeDecodeError:
        raise BadUrl("its path is not UTF-8") from None


def _slashes(path: str) -> int:
    return len(_SEPARATOR.findall(path))


class AllowList:
    """The URLs that may be called: those on the list, and those below their paths."""

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
