"""Labels of news at large: read, held to their articles, and compared where one was read twice.

``python -m training.news --data DATA`` says what there is, and how far the readings agree.
"""

import argparse
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from scoring.evaluation.agreement import ROLES, Compared, Roles, agreement
from training.corpora import LABELS
from training.pool import PoolArticle, read_pool

Record = dict[str, Any]

FIRST = "news.jsonl"
SECOND = "news.second.jsonl"
DESCRIPTIONS = "descriptions.news.jsonl"
LATER_READINGS = frozenset("qrstuvw")
"""Labeled after the shipped reader had been trained: it was taught none of them. Empty this when a
reader is trained with them."""


def read_texts(data: Path) -> dict[str, str]:
    """Return the text of every article of the pool, by id."""
    return {article.id: article.text for article in read_pool(data)}


def read_unlabeled(data: Path) -> list[PoolArticle]:
    """Return the articles of the pool whose attributions nobody labeled.

    Those of ``DESCRIPTIONS`` are among them: a reader learns nothing from those labels, and a
    draw from these articles stays the same.
    """
    lines = (LABELS / FIRST).read_text(encoding="utf-8").splitlines()
    labeled = {json.loads(line)["id"] for line in lines}
    return [article for article in read_pool(data) if article.id not in labeled]


def read_labels(name: str, texts: Mapping[str, str]) -> list[Record]:
    """Return the labelled articles of ``labels/{name}``, each with its text.

    Raises ``ValueError`` for an article that is not the one that was labelled, and for a span
    that stands outside it.
    """
    return [
        {**labelled, "text": _held(labelled, texts[labelled["id"]])}
        for labelled in map(json.loads, (LABELS / name).read_text(encoding="utf-8").splitlines())
    ]


def is_held(name: str) -> bool:
    """Is this article, one in three, held back from every reader that is trained?"""
    return zlib.crc32(name.encode()) % 3 == 0


def read_untaught(data: Path) -> list[Record]:
    """Return the labelled articles that the shipped reader was not taught, each with its text.

    What weighs the reader's verdicts is fitted to these, on which it is no surer than on any other.
    """
    return [one for one in read_labels(FIRST, read_texts(data)) if not _is_taught(one)]


def read_taught(data: Path) -> list[Record]:
    """Return the other labelled articles: those that readers learn from."""
    return [one for one in read_labels(FIRST, read_texts(data)) if _is_taught(one)]


def read_teachable(data: Path) -> list[Record]:
    """Return all labelled articles but those that are held back, each with its text.

    A reader's teacher learns from them: the reader itself hears what it thinks of other articles
    only, so that ``read_untaught`` is still unknown to it.
    """
    return [one for one in read_labels(FIRST, read_texts(data)) if not is_held(one["id"])]


def whole_labels(data: Path) -> dict[str, list[Record]]:
    """Return all articles with whole labels, each with its text: dev's, and news at large."""
    news = read_labels(FIRST, read_texts(data))
    return {
        "genres, dev": _lines(data / "genres" / "dev.jsonl"),
        "anonymity, dev": _lines(data / "anonymity" / "dev.jsonl"),
        "news, held back": [one for one in news if is_held(one["id"])],
        "news, other": [one for one in news if not is_held(one["id"])],
    }


def _lines(path: Path) -> list[Record]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _is_taught(labelled: Record) -> bool:
    return not is_held(labelled["id"]) and labelled["reading"] not in LATER_READINGS


def _held(labelled: Record, text: str) -> str:
    if hashlib.sha256(text.encode()).hexdigest() != labelled["sha256"]:
        raise ValueError(f"{labelled['id']}: not the text that was labelled")
    for start, end in spans_of(labelled):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{labelled['id']}: {start} to {end} is outside the text")
    return text


def spans_of(labelled: Record) -> Iterator[tuple[int, int]]:
    """Yield every span of a labelled article, as code points, end exclusive."""
    for attribution in labelled.get("attributions", ()):
        for role in ROLES:
            yield from map(tuple, attribution[role])
    for one in (*labelled.get("hedges", ()), *labelled.get("reasons", ())):
        yield tuple(one["span"])
    yield from map(tuple, labelled.get("sources", ()))
    for one in labelled.get("descriptions", ()):
        yield tuple(one["source"])
        if one["antecedent"]:
            yield tuple(one["antecedent"])


def readings_agree(first: list[Record], second: list[Record]) -> dict[str, float]:
    """Return the agreement (``scoring.evaluation.agreement``) over the articles read twice."""
    by_id = {one["id"]: one for one in first}
    return agreement(
        Compared(other["text"], _roles(by_id[other["id"]]), _roles(other), ()) for other in second
    )


def _roles(labelled: Record) -> list[Roles]:
    return [
        {role: [(start, end) for start, end in one[role]] for role in ROLES}
        for one in labelled["attributions"]
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    texts = read_texts(parser.parse_args().data)
    first, second = read_labels(FIRST, texts), read_labels(SECOND, texts)
    found = [attribution for article in first for attribution in article["attributions"]]
    print(f"{len(first)} articles, {len(found)} attributions,", end=" ")
    print(f"{sum(len(article['hedges']) for article in first)} hedges")
    print("by genre:", dict(Counter(article["genre"] for article in first).most_common()))
    print("by type:", dict(Counter(str(one["type"]) for one in found).most_common()))
    pairs = f"{len(second)} second readings of {len({one['id'] for one in second})} articles"
    figures = ", ".join(f"{name} {f1:.3f}" for name, f1 in readings_agree(first, second).items())
    print(f"{pairs}, F1: {figures}")


if __name__ == "__main__":
    main()
