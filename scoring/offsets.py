"""Offsets in the unit a caller's language counts in: UTF-16 units (JavaScript) or UTF-8 bytes."""

from itertools import accumulate
from typing import Any, Final

from scoring.values import OffsetUnit

KEYS: Final = ("start", "end")


class Offsets:
    """Turns code-point offsets of one text into another unit, each in constant time."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        width = {"codepoint": lambda _: 1, "utf16": _utf16, "utf8": _utf8}[unit]
        self._before = [0, *accumulate(map(width, text))]

    def __getitem__(self, offset: int) -> int:
        return self._before[offset]

    def convert(self, item: Any) -> None:
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


def _utf16(character: str) -> int:
    return 2 if character > "\uffff" else 1


def _utf8(character: str) -> int:
    return 1 + (character > "\x7f") + (character > "\u07ff") + (character > "\uffff")
