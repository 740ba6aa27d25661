"""Remember which deliveries were taken, so that a sender who repeats itself is heard once."""

from collections import OrderedDict
from hashlib import sha256
from typing import Final

MOST: Final = 10_000


class Seen:
    """The last deliveries of one process, as digests: nothing of an article is in it."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._keys: OrderedDict[bytes, None] = OrderedDict()

    def add(self, *parts: str) -> bool:
        """Remember a delivery; return whether it is new."""
        key = _digest(parts)
        if key in self._keys:
            self._keys.move_to_end(key)
            return False
        self._keys[key] = None
        if len(self._keys) > self._most:
            self._keys.popitem(last=False)
        return True

    def forget(self, *parts: str) -> None:
        """Forget a delivery that could not be taken after all."""
        self._keys.pop(_digest(parts), None)


def _digest(parts: tuple[str, ...]) -> bytes:
    return sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()
