"""The pool of general news without labels, ``DATA/news/pool.jsonl.gz``."""

import gzip
from pathlib import Path

import msgspec

from scoring.types import Value


class PoolArticle(Value, frozen=True, kw_only=True):
    """A line of the pool, without what is not needed."""

    id: str
    outlet: str
    topic: str
    text: str


def read_pool(data: Path) -> list[PoolArticle]:
    """Return all articles of the pool."""
    with gzip.open(data / "news" / "pool.jsonl.gz") as lines:
        return [msgspec.json.decode(line, type=PoolArticle) for line in lines]
