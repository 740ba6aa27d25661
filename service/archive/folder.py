"""A folder of articles, one file each, read as rows. A list of the files stands in for it
(``spool.py``).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from service.archive.lines import JsonLines
from service.archive.values import Bad, Record
from service.articles import read_file
from service.failure import Failure

LIST: Final = ".articles"


class Folder(JsonLines):
    """A list of files. Each row is a file's article; its id is the file name in the folder."""

    def columns(self) -> list[str]:
        """Return the columns of articles in files."""
        return ["id", "text", "html"]

    def read(self, place: int) -> Iterator[Record]:
        """Yield the articles from a position on."""
        for entry in super().read(place):
            yield entry if isinstance(entry, Bad) else _article(str(entry["id"]), entry["path"])


def _article(name: str, path: object) -> Record:
    try:
        article = read_file(str(Path(str(path))))
    except Failure as error:
        return Bad(name="malformed-body", detail=str(error).removeprefix(f"{path}: "), id=name)
    except OSError as error:
        return Bad(name="malformed-body", detail=error.strerror or "cannot be read", id=name)
    return {"id": name, ("html" if article.is_html else "text"): article.content}
