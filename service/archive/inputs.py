"""Opens the input of a run: files of rows by suffix, standard input, and folders of articles.

Standard input is copied to a file, and a folder becomes a list of its articles. Either file is next
to the output during the run, readable by its owner only, and locked, so that a leftover from a
killed run can be recognized and removed.
"""

import fcntl
import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Final, Protocol
from urllib.parse import quote_from_bytes, unquote_to_bytes

import msgspec

from service import visible
from service.archive.compression import COMPRESSED, inner_suffix, is_compressed
from service.archive.text_formats import JsonLines, Separated, as_scored
from service.archive.values import Bad, Record, Survey
from service.articles import STANDARD_INPUT, find_files, read_file
from service.documents import check
from service.problems import Failure

JSONL: Final = (".jsonl", ".ndjson")
PARQUET: Final = (".parquet", ".pq")
SEPARATED: Final = {".csv": ",", ".tsv": "\t"}
_SHEET: Final = "a spreadsheet: save it as 'CSV UTF-8'"
ADVICE: Final = {
    ".json": "write one article a line, as .jsonl (jq -c '.[]' does this to an array)",
    **dict.fromkeys((".xlsx", ".xls", ".xlsm", ".ods", ".numbers"), _SHEET),
}
"""What to do about files of other formats, by suffix."""
LIST: Final = ".articles"
"""Suffix of the list that stands in for a folder."""
_MARK: Final = ".input-"


class Rows(Protocol):
    """A file of rows that can be read from several positions."""

    def columns(self) -> list[str]:
        """Return the names of its columns."""

    def survey(self) -> Survey:
        """Read the whole file once."""

    def read(self, place: int) -> Iterator[Record]:
        """Yield the rows from a position in the survey on."""


def open_source(path: Path, columns: Sequence[str] | None = None) -> Rows:
    """Return a reader for the file. Only ``columns`` are read if that saves work.

    Raises ``Failure`` for an unsupported suffix, or ``OSError`` for a missing file.
    """
    suffix = inner_suffix(path)
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise Failure(f"{visible.name(path)}: not a file that can be read twice: pipe it to IN -")
    if suffix == LIST:
        return Folder(path)
    if suffix in JSONL:
        return JsonLines(path)
    if suffix in SEPARATED:
        return Separated(path, delimiter=SEPARATED[suffix])
    if suffix in PARQUET and is_compressed(path):
        raise Failure(f"{visible.name(path)}: Parquet is compressed inside: unpack the file first")
    if suffix in PARQUET:
        from service.archive.parquet import Parquet  # noqa: PLC0415  # an extra

        return Parquet(path, columns=columns)
    if suffix in ADVICE:
        raise Failure(f"{visible.name(path)}: {ADVICE[suffix]}")
    raise Failure(
        f"{visible.name(path)}: not a {', '.join((*JSONL, *SEPARATED, *PARQUET))} file"
        f" ({' and '.join(COMPRESSED)} may follow the first four)"
    )


def read_scored(path: Path, columns: Sequence[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of an output of ``copydesk batch``, with numbers as numbers.

    Raises ``Failure`` for a row that cannot be read.
    """
    is_separated = inner_suffix(path) in SEPARATED
    for number, row in enumerate(open_source(path, columns).read(0)):
        if isinstance(row, Bad):
            raise Failure(f"{visible.name(path)}: row {number}: {row.detail}")
        yield {**(as_scored(row) if is_separated else row)}


class Folder(JsonLines):
    """A list of files. Each row is a file's article; its id is the file name in the folder."""

    def columns(self) -> list[str]:
        """Return the columns of articles in files."""
        return ["id", "text", "html"]

    def read(self, place: int) -> Iterator[Record]:
        """Yield the articles from a position on."""
        for entry in super().read(place):
            yield entry if isinstance(entry, Bad) else _article(str(entry["id"]), _path(entry))


def _path(entry: Mapping[str, object]) -> str:
    return os.fsdecode(unquote_to_bytes(str(entry["path"])))


def _article(name: str, path: str) -> Record:
    try:
        article = read_file(path)
    except Failure as error:
        detail = str(error).removeprefix(f"{visible.name(path)}: ")
        return Bad(name="malformed-body", detail=detail, id=name)
    except OSError as error:
        return Bad(name="malformed-body", detail=error.strerror or "cannot be read", id=name)
    return {"id": name, ("html" if article.is_html else "text"): article.content}


@contextmanager
def settled(source: Path, out: Path, *, format_: str) -> Iterator[Path]:
    """Yield a file of rows with the content of ``source``: ``source`` itself if it is one.

    ``format_``: format of standard input, as a suffix without the dot. Raises ``Failure``,
    ``OSError``.
    """
    if str(source) == STANDARD_INPUT:
        with _beside(out, f".{format_}") as file:
            shutil.copyfileobj(sys.stdin.buffer, file)
            file.flush()
            yield Path(file.name)
    elif source.is_dir():
        names = find_files([str(source)])
        check(names)
        with _beside(out, LIST) as file:
            for name in names:
                file.write(_entry(Path(name), source))
            file.flush()
            yield Path(file.name)
    else:
        yield source


@contextmanager
def _beside(out: Path, suffix: str) -> Iterator[BinaryIO]:
    folder = out.resolve().parent
    for stale in folder.glob(f"{_escaped(out.name)}{_MARK}*"):
        _remove_unless_held(stale)
    with tempfile.NamedTemporaryFile(dir=folder, prefix=out.name + _MARK, suffix=suffix) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file  # type: ignore[misc]  # a file in all but name


def _escaped(name: str) -> str:
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in name)


def _remove_unless_held(path: Path) -> None:
    with path.open("rb") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        path.unlink(missing_ok=True)


def _entry(path: Path, folder: Path) -> bytes:
    """Return an article's line in the list. Its digest represents its content."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    name = visible.name(path.relative_to(folder))
    resolved = quote_from_bytes(os.fsencode(path.resolve()))  # JSON has no bytes
    return msgspec.json.encode({"id": name, "path": resolved, "sha256": digest}) + b"\n"
