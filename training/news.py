"""Labels of news at large: read, held to their articles, and compared where two people read one.

``python -m training.news --data DATA`` says what there is, and how far the readings agree.
"""

import argparse
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from training.corpora import LABELS

Record = dict[str, Any]

FIRST = "news.jsonl"
SECOND = "news.second.jsonl"
ROLES = ("source", "cue", "content")


def read_pool(data: Path) -> dict[str, str]:
    """Return the text of every article of ``DATA/news/pool.jsonl.gz``, by id."""
    with gzip.open(data / "news" / "pool.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {article["id"]: article["text"] for article in map(json.loads, lines)}


def read_labels(name: str, texts: Mapping[str, str]) -> list[Record]:
    """Return the labelled articles of ``labels/{name}``, each with its text.

    Raises ``ValueError`` for an article that is not the one that was labelled, and for a span
    that stands outside it.
    """
    return [
        {**labelled, "text": _held(labelled, texts[labelled["id"]])}
        for labelled in map(json.loads, (LABELS / name).read_text(encoding="utf-8").splitlines())
    ]


def _held(labelled: Record, text: str) -> str:
    if hashlib.sha256(text.encode()).hexdigest() != labelled["sha256"]:
        raise ValueError(f"{labelled['id']}: not the text that was labelled")
    for start, end in spans_of(labelled):
        if not 0 <= start < end <= len(text):
            raise ValueError(f"{labelled['id']}: {start} to {end} is outside the text")
    return text


def spans_of(labelled: Record) -> Iterator[tuple[int, int]]:
    """Yield every span of a labelled article, as code points, end exclusive."""
    for attribution in labelled["attributions"]:
        for role in ROLES:
            yield from map(tuple, attribution[role])
    for one in (*labelled["hedges"], *labelled.get("reasons", ())):
        yield tuple(one["span"])


def agreement(first: list[Record], second: list[Record]) -> dict[str, float]:
    """Return F1 of exact spans by role, and of relations, over the articles read twice.

    A relation agrees if its source, cue and content all overlap those of one of the other reading.
    """
    by_id = {one["id"]: one for one in first}
    counts: Counter[str] = Counter()
    for other in second:
        one = by_id[other["id"]]
        for role in ROLES:
            mine, theirs = _spans(one, role), _spans(other, role)
            counts[role] += 2 * len(mine & theirs)
            counts[f"{role} of both"] += len(mine) + len(theirs)
        for here, there in ((one, other), (other, one)):
            counts["relation of both"] += len(here["attributions"])
            counts["relation"] += sum(
                any(_related(a, b) for b in there["attributions"]) for a in here["attributions"]
            )
    return {name: counts[name] / counts[f"{name} of both"] for name in (*ROLES, "relation")}


def _spans(labelled: Record, role: str) -> set[tuple[int, int]]:
    return {(start, end) for one in labelled["attributions"] for start, end in one[role]}


def _related(one: Record, other: Record) -> bool:
    return all(
        (not one[role] and not other[role])
        or any(a < d and c < b for a, b in one[role] for c, d in other[role])
        for role in ROLES
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    texts = read_pool(parser.parse_args().data)
    first, second = read_labels(FIRST, texts), read_labels(SECOND, texts)
    found = [attribution for article in first for attribution in article["attributions"]]
    print(f"{len(first)} articles, {len(found)} attributions,", end=" ")
    print(f"{sum(len(article['hedges']) for article in first)} hedges")
    print("by genre:", dict(Counter(article["genre"] for article in first).most_common()))
    print("by type:", dict(Counter(str(one["type"]) for one in found).most_common()))
    pairs = f"{len(second)} second readings of {len({one['id'] for one in second})} articles"
    figures = ", ".join(f"{name} {f1:.3f}" for name, f1 in agreement(first, second).items())
    print(f"{pairs}, F1: {figures}")


if __name__ == "__main__":
    main()
