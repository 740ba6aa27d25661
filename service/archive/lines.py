"""Lines of a file, with where each starts, never more than a bounded one in memory."""

from collections.abc import Iterator
from typing import BinaryIO, Final, NamedTuple, Protocol

LONGEST: Final = 8 * 1024 * 1024
"""Bytes. The longest article has 200,000 characters; its HTML, escaped, may be far longer."""

BOM: Final = b"\xef\xbb\xbf"


class Hash(Protocol):
    """What ``hashlib`` makes."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""


class Line(NamedTuple):
    """A line's bytes, where it starts and ends; ``whole`` is false if it was cut at ``LONGEST``."""

    content: bytes
    start: int
    end: int
    whole: bool


def read_lines(file: BinaryIO, start: int = 0, *, into: Hash | None = None) -> Iterator[Line]:
    """Yield the lines from byte ``start`` on, without a byte order mark at the file's start.

    ``into`` is given every byte that is read.
    """
    file.seek(start)
    while content := file.readline(LONGEST):
        if into:
            into.update(content)
        end, rest, whole = start + len(content), content, True
        while len(rest) == LONGEST and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST)
            if into:
                into.update(rest)
            end += len(rest)
            whole = whole and not rest
        yield Line(content if start else content.removeprefix(BOM), start, end, whole)
        start = end
