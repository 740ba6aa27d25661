"""Determines who sends a request: the client's key, its address behind proxies, and the web page.

API keys are random, named, stored as digests only, and sent as bearer tokens (RFC 6750). A key has
256 bits from the system's random source. Slow hashes such as scrypt and Argon2 protect secrets that
can be guessed. A random key cannot be guessed, so a SHA-256 digest protects it just as well, and
checking a key costs hardly any time.

Requests that web pages of other origins make through a user's browser are rejected. There are two
attacks on a service that listens on the user's own machine or network. First, a page of any origin
may send a form's request (including ``text/plain``) to any address without a preflight (Fetch
Standard). The page cannot read the answer, but the work is done. Second, an attacker's domain name
may be made to resolve to the machine's address (DNS rebinding). The page is then of the same origin
and can read the answer. ``Origin`` and ``Sec-Fetch-Site``, which a page cannot set, protect against
the first. ``Host``, which has the attacker's name in it, protects against the second.
"""

import hmac
import re
import secrets
from collections.abc import Mapping
from functools import lru_cache
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING, Final, Generic, Self, TypeVar
from urllib.parse import urlsplit

from service import problems
from service.problems import Refusal
from service.schemas import Wire

if TYPE_CHECKING:
    from litestar.types import HTTPScope

T = TypeVar("T")

_ADDRESS: Final = 64
"""Characters of the longest address: IPv6 with an embedded IPv4 address and an interface."""
_HOST: Final = re.compile(r"(?:\[(?P<address>[^\]]*)\]|(?P<name>[^:/@\[\]]*))(?::[0-9]*)?")
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


def client_of(scope: "HTTPScope", trusted: Networks) -> str:
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


def _forwarded(scope: "HTTPScope") -> list[str]:
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


_NAME: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,251}[a-z0-9_])?")
LOCAL: Final = "localhost"


class Hosts(Listed[str]):
    """Host names."""

    @classmethod
    def read_one(cls, number: int, part: str) -> str:
        """Return a name in lower case, without a port."""
        name = part.lower().rstrip(".")
        if not _NAME.fullmatch(name):
            raise ValueError(f"number {number} is no host name such as copydesk.example.org")
        return name


def refuse_foreign_host(host: str, allowed: Hosts) -> None:
    """Raise ``Refusal`` (403) for a ``Host`` with an unknown name.

    IP addresses cannot be made to resolve to something else, and ``localhost`` is always this
    machine (RFC 6761), so both are accepted.
    """
    name = _name_of(host)
    if name == LOCAL or name.endswith(f".{LOCAL}") or name in allowed.values or _is_address(name):
        return
    detail = "the service does not accept this name in the Host header"
    raise Refusal(problems.FOREIGN_HOST, detail)


def refuse_foreign_page(headers: Mapping[str, str], allowed: Origins) -> None:
    """Raise ``Refusal`` (403) for a request from a web page of another origin."""
    origin = headers.get("origin")
    if origin is not None and origin in allowed.values:
        return
    site = headers.get("sec-fetch-site")
    if site == "same-origin":  # a proxy may have changed Host
        return
    foreign = origin is not None and _authority(origin) != headers.get("host", "").lower()
    if foreign or site == "cross-site":
        detail = "the request comes from a web page of an origin that is not on the operator's list"
        raise Refusal(problems.FOREIGN_ORIGIN, detail)


def _authority(origin: str) -> str:
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return ""


def _name_of(host: str) -> str:
    """Return a ``Host`` without its port, and an IPv6 address without its brackets. Returns
    nothing for what is not a host (RFC 9110, 7.2).
    """
    host = host.strip().lower()
    found = _HOST.fullmatch(host)
    return (found["address"] or found["name"].rstrip(".")) if found else ""


def _is_address(name: str) -> bool:
    return len(name) <= _ADDRESS and _parses_as_address(name)


@lru_cache(maxsize=64)
def _parses_as_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def bearer_token(authorization: str) -> str | None:
    """Return the token in an ``Authorization`` header, or ``None`` if it has none."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


KEY_PREFIX: Final = "copydesk_"
"""A prefix by which scanners of repositories and mail can recognize a key."""
KEY_BYTES: Final = 32

KEY_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ENTRY: Final = re.compile(rf"(?P<name>{KEY_NAME.pattern}):(?P<digest>[0-9a-f]{{64}})")


class Key(Wire, frozen=True, kw_only=True):
    """A key as it is in the settings. ``digest``: its SHA-256."""

    name: str
    digest: bytes

    def __str__(self) -> str:
        return f"{self.name}:{self.digest.hex()}"


class Keys(Listed[Key]):
    """The accepted keys. A name may have several keys while they are being rotated."""

    @classmethod
    def read_one(cls, number: int, part: str) -> Key:
        """Return a key from ``name:digest``."""
        entry = _ENTRY.fullmatch(part)
        if entry is None:
            raise ValueError(
                f"number {number} is not NAME:SHA-256, as `copydesk keys new NAME` prints it"
            )
        return Key(name=entry["name"], digest=bytes.fromhex(entry["digest"]))

    def find(self, token: str) -> str | None:
        """Return the name of the key with this token, or ``None``.

        Every key is compared, each in constant time, so the time taken reveals nothing.
        """
        digest = digest_of(token)
        name = None
        for key in self.values:
            if hmac.compare_digest(digest, key.digest):
                name = key.name
        return name


def new_key() -> str:
    """Return a new random key."""
    return KEY_PREFIX + secrets.token_urlsafe(KEY_BYTES)


def digest_of(token: str) -> bytes:
    """Return a token's SHA-256."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
