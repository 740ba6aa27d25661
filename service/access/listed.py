"""Settings that hold several values, between blanks or commas."""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from typing import Final, Generic, Self, TypeVar

T = TypeVar("T")

_BETWEEN: Final = re.compile(r"[\s,]+")
_ORIGIN: Final = re.compile(
    r"https?://[a-z0-9.-]+(?::\d{1,5})?|https?://\[[0-9a-f:]+\](?::\d{1,5})?"
)


class Listed(Generic[T]):
    """Values of one kind; equal where they are, written as they are read."""

    def __init__(self, *values: T) -> None:
        self.values = values

    @classmethod
    def read(cls, text: str) -> Self:
        """Return what a variable holds. Raises ``ValueError`` that repeats no value."""
        parts = [part for part in _BETWEEN.split(text) if part]
        return cls(*(cls.read_one(number, part) for number, part in enumerate(parts, 1)))

    @classmethod
    def read_one(cls, number: int, part: str) -> T:
        """Return one value. Raises ``ValueError`` that says which, by its number."""
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
        """Return a network; an address is one by itself."""
        try:
            return ip_network(part)
        except ValueError:
            raise ValueError(f"number {number} is no address or network") from None


class Origins(Listed[str]):
    """Web origins (RFC 6454): scheme, host and port, nothing after them."""

    @classmethod
    def read_one(cls, number: int, part: str) -> str:
        """Return an origin as browsers write it."""
        origin = part.lower()
        if not _ORIGIN.fullmatch(origin):
            raise ValueError(f"number {number} is no origin such as https://cms.example.org")
        return origin
