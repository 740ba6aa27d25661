"""Reads JSON lines and comma- or tab-separated values (RFC 4180), with positions and in bounded
memory, and guards cells that a spreadsheet would take for formulas.

Python's CSV parser gets one line at a time, so that the position after each row is known. Parsing
is strict: if a quotation mark is missing, the row where the error shows is bad, and the next line
starts a new row.

Excel, LibreOffice and Google Sheets evaluate a cell that starts with certain characters, in
quotation marks or not. Headlines, ids and quotations come from strangers, and a formula can send
away what is in the sheet. OWASP's remedy is an apostrophe in front, which shows that a cell is text
(https://owasp.org/www-community/attacks/CSV_Injection).
"""

import codecs
import csv
import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, Protocol

import msgspec

from scoring.wording import json_error
from service import visible
from service.archive.compression import Readable
from service.archive.values import Bad, Record, Survey
from service.problems import Failure

MOST_LINE_BYTES: Final = 8 * 1024 * 1024
"""Bytes. The longest article has 200,000 characters, but its escaped HTML may be much longer."""

BOM: Final = b"\xef\xbb\xbf"


class Hash(Protocol):
    """A hash object, as ``hashlib`` makes it."""

    def update(self, data: bytes, /) -> None:
        """Add bytes."""


class Line(NamedTuple):
    """A line, its start and end. ``whole`` is false if it was cut at ``MOST_LINE_BYTES``."""

    content: bytes
    start: int
    end: int
    whole: bool


def read_lines(file: BinaryIO, start: int = 0, *, into: Hash | None = None) -> Iterator[Line]:
    """Yield the lines from byte ``start`` on, without a byte order mark at the start of the file.

    ``into`` is updated with every byte that is read.
    """
    file.seek(start)
    while content := file.readline(MOST_LINE_BYTES):
        if into:
            into.update(content)
        end, rest, whole = start + len(content), content, True
        while len(rest) == MOST_LINE_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MOST_LINE_BYTES)
            if into:
                into.update(rest)
            end += len(rest)
            whole = whole and not rest
        yield Line(content if start else content.removeprefix(BOM), start, end, whole)
        start = end


STEP: Final = 16
"""Number of rows between two recorded positions."""
_SAMPLE: Final = 1000
"""Number of rows from which the columns are known."""


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
        if not names:
            with self._file.at(0) as file:
                first = next((one for one in read_lines(file) if one.content.strip()), None)
            if first is not None and first.content.lstrip()[:1] == b"[":
                raise Failure(
                    f"{visible.name(self.path)}: an array: write one article a line"
                    " (jq -c '.[]' does this)"
                )
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
                            name="row-too-long",
                            detail=f"the line has more than {MOST_LINE_BYTES} bytes",
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


class Separated:
    """A file of comma- or tab-separated values. A position is an offset in the decompressed
    content.

    Files from Excel may start with a line ``sep=;``, separate cells by semicolons, and have columns
    without a name at the end, which are ignored, and rows of empty cells, which are no rows.
    """

    def __init__(self, path: Path, *, delimiter: str = ",") -> None:
        self.path = path
        self._file = Readable(path)
        with self._file.at(0) as file:
            self._start, self._delimiter = _dialect(path, file.read(LONGEST_HEADER), delimiter)
        with self._file.at(self._start) as file:
            rows = _Rows(file, self._start, self._delimiter)
            header = next(rows, None)
            self._first = rows.position
        if isinstance(header, list):
            while len(header) > 1 and not header[-1].strip():
                header.pop()
        if not isinstance(header, list) or len(set(header)) < len(header):
            raise Failure(
                f"{visible.name(path)}: the first row must contain the column names, each once, in "
                "UTF-8"
            )
        self._names = header

    def columns(self) -> list[str]:
        """Return the names from the first row."""
        return list(self._names)

    def survey(self) -> Survey:
        """Read the file once."""
        digest, places, rows = hashlib.sha256(), [], 0
        with self._file.at(0) as file:
            digest.update(file.read(self._first))
            reader = _Rows(file, self._first, self._delimiter, into=digest)
            for _ in reader:
                if rows % STEP == 0:
                    places.append(reader.started)
                rows += 1
        return Survey(rows=rows, digest=digest.hexdigest(), step=STEP, places=places)

    def read(self, place: int) -> Iterator[Record]:
        """Yield the rows from a position on; 0 is the first row."""
        with self._file.at(place or self._first) as file:
            for row in _Rows(file, place or self._first, self._delimiter):
                yield row if isinstance(row, Bad) else self._named(row)

    def _named(self, row: list[str]) -> Record:
        while len(row) > len(self._names) and not row[-1].strip():
            row.pop()
        if len(row) != len(self._names):
            return Bad(
                name="malformed-row",
                detail=f"the row has {len(row)} fields, the first one {len(self._names)}",
            )
        return dict(zip(self._names, row, strict=True))


LONGEST_HEADER: Final = 1 << 16
"""Number of bytes in which the separator is looked for."""
_SEPARATOR: Final = re.compile(rb"(?:\xef\xbb\xbf)?sep=(.)\r?\n", re.IGNORECASE)
_UTF16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def _dialect(path: Path, head: bytes, delimiter: str) -> tuple[int, str]:
    """Return where the header starts, and the separator.

    Where Excel's decimal sign is a comma, its CSV files have semicolons. Raises ``Failure`` for
    UTF-16.
    """
    if head.startswith(_UTF16):
        raise Failure(f"{visible.name(path)}: the file is in UTF-16; save it as 'CSV UTF-8'")
    stated = _SEPARATOR.match(head)
    if stated is not None:
        return stated.end(), stated[1].decode("latin-1")
    first = head.splitlines()[0] if head else b""
    if delimiter.encode() not in first:
        delimiter = next((one for one in ";\t" if one.encode() in first), delimiter)
    return 0, delimiter


class _TooLong(Exception):
    """A row over several lines is longer than a line may be."""


class _Rows:
    """Yields rows. ``started``: start of the last row; ``position``: its end."""

    def __init__(
        self, file: BinaryIO, start: int, delimiter: str, *, into: Hash | None = None
    ) -> None:
        self._lines = read_lines(file, start, into=into)
        self._whole = self._utf8 = True
        self._pending = False
        self._bytes = 0
        self.started = self.position = start
        csv.field_size_limit(MOST_LINE_BYTES)
        # After an exception, a generator would have ended.
        self._reader = csv.reader(iter(self._line, None), delimiter=delimiter, strict=True)

    def __iter__(self) -> "_Rows":
        return self

    def __next__(self) -> list[str] | Bad:
        while True:
            self._whole = self._utf8 = True
            self._pending = True
            self._bytes = 0
            try:
                row = next(self._reader)
            except _TooLong:
                return Bad(
                    name="row-too-long", detail=f"the row has more than {MOST_LINE_BYTES} bytes"
                )
            except csv.Error:
                return Bad(
                    name="malformed-row", detail="a quotation mark is missing or out of place"
                )
            if not self._whole:
                return Bad(
                    name="row-too-long", detail=f"a line has more than {MOST_LINE_BYTES} bytes"
                )
            if not self._utf8:
                return Bad(
                    name="malformed-row",
                    detail="the row is not UTF-8; save the file as 'CSV UTF-8'",
                )
            if any(map(str.strip, row)):  # an empty line is no row
                return row

    def _line(self) -> str | None:
        """Return the next line, or ``None`` at the end. Raises ``_TooLong``."""
        line = next(self._lines, None)
        if line is None:
            return None
        if self._pending:
            self.started, self._pending = line.start, False
        self.position = line.end
        self._bytes += len(line.content)
        if self._bytes > MOST_LINE_BYTES and self.started < line.start:
            raise _TooLong
        self._whole = self._whole and line.whole
        try:
            return line.content.decode()
        except UnicodeDecodeError:
            self._utf8 = False
            return line.content.decode(errors="replace")


def as_scored(row: Mapping[str, object]) -> dict[str, object]:
    """Return a row of scores with empty cells as ``None``, figures as numbers, and texts without
    the mark that keeps spreadsheets from evaluating them.
    """
    return {name: _cell(name, value) for name, value in row.items()}


def _cell(name: str, value: object) -> object:
    if not value or not isinstance(value, str):
        return value or None
    if name == "words" or name.endswith(("_score", "_value")):
        try:
            return int(value) if name == "words" else float(value)
        except ValueError:
            return value
    return unescape(value)


TRIGGERS: Final = "=+\\-@＝＋－＠\t\r\n\0"
"""OWASP's characters, with their full-width forms, and ASVS's NUL; as in a character class."""
MARK: Final = "'"

_FORMULA: Final = re.compile(f"{MARK}*[{TRIGGERS}]")
_ESCAPED: Final = re.compile(f"{MARK}+[{TRIGGERS}]")
_NUMBER: Final = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?")


def escape(cell: str) -> str:
    """Return a cell that no spreadsheet evaluates. A number stays a number."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return MARK + cell
    return cell


def unescape(cell: str) -> str:
    """Return what ``escape`` was given. Any other cell that looks escaped loses its mark too."""
    return cell[len(MARK) :] if _ESCAPED.match(cell) else cell
