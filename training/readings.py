"""The scorers' values of the pool's articles, each read once.

The values are kept in ``build/readings/``, in one file for each version of what was learned, so that
a run that was stopped continues. After a rule has changed and no weight, remove the file.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from tqdm import tqdm

from scoring.engine import Engine
from scoring.model import artefact, weights
from scoring.types import Article
from training.pool import PoolArticle

CACHE: Final = Path(__file__).parents[1] / "build" / "readings"

Values = Mapping[str, float | None]
"""An article's values by scorer."""


class Readings:
    """The scorers' values of articles by id, kept in a file of the model's version."""

    def __init__(self, engine: Engine, folder: Path) -> None:
        self._engine = engine
        self._path = folder / f"{_digest()}.jsonl"
        folder.mkdir(parents=True, exist_ok=True)
        content = self._path.read_bytes() if self._path.exists() else b""
        whole = content[: content.rfind(b"\n") + 1]  # the last line may be half written
        if whole != content:
            self._path.write_bytes(whole)
        found = map(json.loads, whole.splitlines())
        self._values: dict[str, Values] = {one["id"]: one["values"] for one in found}

    def read(self, articles: Sequence[PoolArticle]) -> None:
        """Read the articles that have not been read yet."""
        missing = {article.id: article for article in articles if article.id not in self._values}
        with self._path.open("a", encoding="utf-8") as out:
            for article in tqdm(missing.values(), unit=" articles"):
                values = self._engine.values(Article(text=article.text))
                self._values[article.id] = values
                out.write(json.dumps({"id": article.id, "values": values}) + "\n")
                out.flush()

    def known(self, articles: Sequence[PoolArticle]) -> list[PoolArticle]:
        """Return the articles that have been read."""
        return [article for article in articles if article.id in self._values]

    def of(self, articles: Sequence[PoolArticle]) -> list[Values]:
        """Return the values of articles that were read."""
        return [self._values[article.id] for article in articles]


def _digest() -> str:
    """Return a digest of what was learned: the model's files and the weights of clues."""
    files = [artefact.PACKAGED / "manifest.json", *Path(weights.__file__).parent.glob("*.json")]
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(files))).hexdigest()[:16]
