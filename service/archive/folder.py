"""A folder of articles, a file each, as rows: a list of them stands for it (``spool.py``)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from service.archive.lines import JsonLines
from service.archive.values import Bad, Record
from service.articles import read_file
from service.failure import Failure

LIST: Final = ".articles"


class Folder(JsonLines):
    """A list of files. A row is a file's article, its id the name within the folder."""

    def columns(self) -> list[str]:
        """Return the columns that articles in files have."""
        return ["id", "text", "html"]

    def read(self, place: int) -> Iterator[Record]:
        """Yield the articles from a place on."""
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
