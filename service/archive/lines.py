"""Reads the lines of a file with their positions and bounded memory."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol

import msgspec

from scoring.wording import json_error
from service.archive.compression import Readable
from service.archive.values import Bad, Record, Survey

LONGEST: Final = 8 * 1024 * 1024
"""Bytes. The longest article has 200,000 characters, but its escaped HTML may be much longer."""

BOM: Final = b"\xef\xbb\xbf"


class Hash(Protocol):
    """A hash object, as ``hashlib`` makes it."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""


class Line(NamedTuple):
    """A line's bytes, start and end. ``whole`` is false if the line was cut at ``LONGEST``."""

    content: bytes
    start: int
    end: int
    whole: bool


def read_lines(file: BinaryIO, start: int = 0, *, into: Hash | None = None) -> Iterator[Line]:
    """Yield the lines from byte ``start`` on, without a byte order mark at the start of the file.

    ``into`` is updated with every byte that is read.
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


STEP: Final = 16
"""Number of rows between two recorded positions."""
_SAMPLE: Final = 1000


class JsonLines:
    """A file of JSON lines. A position is the offset of a byte in the decompressed content."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = Readable(path)

    def columns(self) -> list[str]:
        """Return the field names of the first rows (up to a thousand)."""
        names: dict[str, None] = {}
        for _, record in zip(range(_SAMPLE), self.read(0), strict=False):
            if not isinstance(record, Bad):
                names |= dict.fromkeys(record)
        return list(names)

    def survey(self) -> Survey:
        """Read the file once."""
        digest, places, rows = hashlib.sha256(), [], 0
        with self._file.at(0) as file:
            for line in read_lines(file, into=digest):
                if not line.content.strip():
                    continue
                if rows % STEP == 0:
                    places.append(line.start)
                rows += 1
        return Survey(rows=rows, digest=digest.hexdigest(), step=STEP, places=places)

    def read(self, place: int) -> Iterator[Record]:
        """Yield the rows from a position on."""
        with self._file.at(place) as file:
            for line in read_lines(file, place):
                if line.content.strip():
                    yield (
                        _decode(line.content)
                        if line.whole
                        else Bad(
                            name="row-too-long", detail=f"the line has more than {LONGEST} bytes"
                        )
                    )


def _decode(line: bytes) -> Record:
    try:
        decoded = msgspec.json.decode(line)
    except RecursionError:
        return Bad(name="malformed-row", detail="nested too deeply")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        where = json_error(line, error).removeprefix("line 1, ")
        return Bad(name="malformed-row", detail=f"the line is not JSON: {where}")
    if not isinstance(decoded, dict):
        return Bad(name="malformed-row", detail="the line is not a JSON object")
    return decoded
