"""API keys: random, named, stored as digests only, and sent as bearer tokens (RFC 6750).

A key has 256 bits from the system's random source. Slow hashes such as scrypt and Argon2 protect
secrets that can be guessed. A random key cannot be guessed, so a SHA-256 digest protects it just as
well, and checking a key costs hardly any time.
"""

import hmac
import re
import secrets
from hashlib import sha256
from typing import Final

from service.auth.clients import Listed
from service.schemas import Wire


def bearer_token(authorization: str) -> str | None:
    """Return the token in an ``Authorization`` header, or ``None`` if it has none."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() or None if scheme.lower() == "bearer" else None


PREFIX: Final = "copydesk_"
"""A prefix by which scanners of repositories and mail can recognize a key."""
RANDOM_BYTES: Final = 32

NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
_ENTRY: Final = re.compile(rf"(?P<name>{NAME.pattern}):(?P<digest>[0-9a-f]{{64}})")


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
    return PREFIX + secrets.token_urlsafe(RANDOM_BYTES)


def digest_of(token: str) -> bytes:
    """Return a token's SHA-256."""
    return sha256(token.encode("utf-8", "surrogatepass")).digest()
