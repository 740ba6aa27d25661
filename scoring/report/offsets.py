"""Converts offsets to the units of other languages: UTF-16 units (JavaScript) or UTF-8 bytes."""

from collections.abc import Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin

import msgspec
import numpy as np

from scoring.types import OFFSET, OffsetUnit

WIDER_THAN_ONE: Final[dict[OffsetUnit, tuple[int, ...]]] = {
    "codepoint": (),
    "utf16": (0x10000,),
    "utf8": (0x80, 0x800, 0x10000),
}
"""The code points from which a character takes one more unit (RFC 2781, RFC 3629)."""

NESTED: Final = (msgspec.Struct, list, tuple, dict)
"""Types that may contain offsets."""


class Offsets:
    """Converts code-point offsets of one text to another unit, each in constant time."""

    def __init__(self, text: str, unit: OffsetUnit) -> None:
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
        widths = np.ones(len(points), dtype=np.int64)
        for first in WIDER_THAN_ONE[unit]:
            widths += points >= first
        self._before = np.concatenate(([0], np.cumsum(widths)))

    def __getitem__(self, offset: int) -> int:
        """Return the number of units before the code point at ``offset``."""
        return int(self._before[offset])

    def convert(self, value: object, written: object) -> None:
        """Convert in place every field of type ``Offset`` in a serialized value.

        ``written``: the result of ``msgspec.to_builtins`` for ``value``.
        """
        for piece, fields in pieces(value, written):
            for name, key in offset_fields(piece).items():
                if isinstance(offset := getattr(piece, name), int) and key in fields:
                    fields[key] = self[offset]


def offset_fields(piece: msgspec.Struct) -> Mapping[str, str]:
    """Return the fields of type ``Offset`` or ``Offset | None``, with their serialized keys.

    A field of any other type is not an offset, whatever its name.
    """
    return _fields(type(piece))[1]


@cache
def _fields(kind: type[msgspec.Struct]) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the keys of all fields, and of those that are offsets. Cached, because this
    is slow.
    """
    fields = msgspec.structs.fields(kind)
    return (
        {field.name: field.encode_name for field in fields},
        {field.name: field.encode_name for field in fields if _is_offset(field.type)},
    )


def _is_offset(annotation: object) -> bool:
    if isinstance(annotation, UnionType) or get_origin(annotation) is Union:
        return any(map(_is_offset, get_args(annotation)))
    return OFFSET in getattr(annotation, "__metadata__", ())


def pieces(value: object, written: object) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Yield each ``Struct`` with its serialized dictionary, nested ones first."""
    if isinstance(value, msgspec.Struct) and isinstance(written, dict):
        for name, key in _fields(type(value))[0].items():
            if isinstance(part := getattr(value, name), NESTED) and key in written:
                yield from pieces(part, written[key])
        yield value, written
    elif isinstance(value, list | tuple) and isinstance(written, list | tuple):
        for part, of_part in zip(value, written, strict=True):
            yield from pieces(part, of_part)
    elif isinstance(value, dict) and isinstance(written, dict):
        for part, of_part in zip(value.values(), written.values(), strict=True):
            yield from pieces(part, of_part)
