"""Types for the sources that nobody labelled: where the artefact before and the rules are sure.

The gold sources of PolNeAR's train articles are resolved by the pipeline as it ships.
What the rules resolve over a whole article ("he" to a name three paragraphs up) the reader then
learns to see in a window (self-training; Yarowsky 1995). Labelled articles are left out.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from scoring.doc_attributes import READING
from scoring.model.decoding import Reading
from scoring.model.labels import SOURCE_TYPES
from scoring.pipeline import Pipeline
from scoring.speakers.resolver import Resolver
from scoring.types import Article
from training.corpora import LABELS, token_range

SURE = 0.8
"""The reader's own probability from which its word is taken against the rules'."""


def write(pipeline: Pipeline, data: Path, out: Path) -> None:
    """Write one line per source whose type is sure: article, attribution, type, silver."""
    labelled = set(_labelled(data))
    with out.open("w", encoding="utf-8") as lines:
        for line in (data / "polnear" / "train.jsonl").open(encoding="utf-8"):
            record = json.loads(line)
            if record["id"] not in labelled:
                for label in _types(pipeline, record):
                    print(json.dumps(label), file=lines)


def _labelled(data: Path) -> Iterator[str]:
    for path in (data / "sources" / "train.jsonl", LABELS / "sources.jsonl"):
        for line in path.open(encoding="utf-8") if path.exists() else ():
            yield json.loads(line)["article"]


def _types(pipeline: Pipeline, record: dict[str, Any]) -> Iterator[dict[str, Any]]:
    doc = pipeline.parse(Article(text=record["text"])).doc
    reading: Reading = READING.of(doc)
    marked = [
        (found, number)
        for number, attribution in enumerate(record["attributions"])
        for span in attribution["source"][:1]
        if (found := token_range(reading.tokens, *span))
    ]
    marked.sort()
    drafts = Resolver(reading).resolve([found for found, _ in marked])
    for ((start, end), number), draft in zip(marked, drafts, strict=True):
        scores = reading.heads["source_type"][start:end].mean(0)
        odds = np.exp(scores - scores.max())
        best = int(scores.argmax())
        agreed = SOURCE_TYPES[best] == draft.type
        if agreed or odds[best] / odds.sum() < SURE:
            yield {
                "article": record["id"],
                "attribution": number,
                "type": draft.type,
                "silver": True,
            }
