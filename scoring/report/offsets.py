"""Offsets in the unit a caller's language counts in: UTF-16 units (JavaScript) or UTF-8 bytes."""

from typing import Final

import numpy as np

from scoring.types import OffsetUnit

KEYS: Final = frozenset({"start", "end"})
WIDER_THAN_ONE: Final[dict[OffsetUnit, tuple[int, ...]]] = {
    "codepoint": (),
    "utf16": (0x10000,),
    "utf8": (0x80, 0x800, 0x10000),
}
"""From which code points on a character takes one unit more (RFC 2781, RFC 3629)."""


class Offsets:
    """Turns code-point offsets of one text into another unit, each in constant time."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        widths = np.ones(len(points), dtype=np.int64)
        for first in WIDER_THAN_ONE[unit]:
            widths += points >= first
        self._before = np.concatenate(([0], np.cumsum(widths)))

    def __getitem__(self, offset: int) -> int:
        """Return how many units stand before the code point at ``offset``."""
        return int(self._before[offset])

    def convert(self, item: object) -> None:
        """Convert every ``start`` and ``end`` in nested dictionaries and lists, in place."""
        if isinstance(item, dict):
            for key, value in item.items():
                if key in KEYS and isinstance(value, int):
                    item[key] = self[value]
                else:
                    self.convert(value)
        elif isinstance(item, list | tuple):
            for part in item:
                self.convert(part)
