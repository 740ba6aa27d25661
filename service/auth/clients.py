"""Determines a client's address behind proxies, and parses lists in settings."""

import re
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, Generic, Self, TypeVar

from litestar.types import HTTPScope

T = TypeVar("T")

_BETWEEN: Final = re.compile(r"[\s,]+")
_ORIGIN: Final = re.compile(
    r"https?://[a-z0-9.-]+(?::\d{1,5})?|https?://\[[0-9a-f:]+\](?::\d{1,5})?"
)


class Listed(Generic[T]):
    """A list of values of one kind. Lists are equal if their values are."""

    def __init__(self, *values: T) -> None:
        self.values = values

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the list in a variable. Raises ``ValueError``, whose message repeats no value."""
        parts = [part for part in _BETWEEN.split(text) if part]
        return cls(*(cls.read_one(number, part) for number, part in enumerate(parts, 1)))

    @classmethod
    def read_one(cls, number: int, part: str) -> T:
        """Return one value. Raises ``ValueError``; the message identifies it by its number."""
        raise NotImplementedError

    def __bool__(self) -> bool:
        return bool(self.values)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, type(self)) and self.values == other.values

    def __hash__(self) -> int:
        return hash(self.values)

    def __str__(self) -> str:
        return " ".join(map(str, self.values))


class Networks(Listed[IPv4Network | IPv6Network]):
    """Addresses and networks."""

    @classmethod
    def read_one(cls, number: int, part: str) -> IPv4Network | IPv6Network:
        """Return a network. A single address is a network too."""
        try:
            return ip_network(part)
        except ValueError:
            raise ValueError(f"number {number} is no address or network") from None


class Origins(Listed[str]):
    """Web origins (RFC 6454): scheme, host and port, and nothing else."""

    @classmethod
    def read_one(cls, number: int, part: str) -> str:
        """Return an origin in the form that browsers use."""
        origin = part.lower()
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"number {number} is no origin such as https://cms.example.org")
        return origin


UNKNOWN: Final = "unknown"
SITE: Final = 64
"""Bits of an IPv6 address that identify a site; its owner chooses the rest freely (RFC 4291)."""

Address = IPv4Address | IPv6Address


def client_of(scope: HTTPScope, trusted: Networks) -> str:
    """Return the client's address, or its network for IPv6.

    ``X-Forwarded-For`` is used only if a trusted proxy sent it. It is read from its end up to the
    first address that is not a trusted proxy. Anyone can have written the part before that.
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
    """Return an address, without a port or brackets that some proxies add."""
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
