"""JSON lines: an object on each line. Empty lines are no rows."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import msgspec

from service.archive.lines import LONGEST, read_lines
from service.archive.values import Bad, Record, Survey

STEP: Final = 16
_SAMPLE: Final = 1000


class JsonLines:
    """A file of JSON lines. A place in it is a byte's offset."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def columns(self) -> list[str]:
        """Return the names of the fields of the first rows: a thousand, if there are as many."""
        names: dict[str, None] = {}
        for _, record in zip(range(_SAMPLE), self.read(0), strict=False):
            if not isinstance(record, Bad):
                names |= dict.fromkeys(record)
        return list(names)

    def survey(self) -> Survey:
        """Read the file once."""
        digest, places, rows = hashlib.sha256(), [], 0
        with self.path.open("rb") as file:
            for line in read_lines(file, into=digest):
                if not line.content.strip():
                    continue
                if rows % STEP == 0:
                    places.append(line.start)
                rows += 1
        return Survey(rows=rows, digest=digest.hexdigest(), step=STEP, places=places)

    def read(self, place: int) -> Iterator[Record]:
        """Yield the rows from a place on."""
        with self.path.open("rb") as file:
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
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return Bad(name="malformed-row", detail="the line is not JSON in UTF-8")
    if not isinstance(decoded, dict):
        return Bad(name="malformed-row", detail="the line is not a JSON object")
    return decoded
