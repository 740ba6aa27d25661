"""Measure the shipped pipeline against labelled articles.

``folder`` holds what ``copydesk evaluate`` reads: ``polnear/{split}.jsonl`` (articles with their
attributions), ``sources/{split}.jsonl`` (the type of the source of some of them),
``hedges/{split}.jsonl`` (every hedge of some articles). All offsets are code points.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from scoring.evaluation.agreement import Compared, Roles, agreement
from scoring.pipeline import Pipeline
from scoring.reading.reading import Reading
from scoring.speakers.resolve import Resolver
from scoring.story import READING, Story
from scoring.values import ANONYMOUS, Article


def evaluate(pipeline: Pipeline, folder: Path, split: str) -> dict[str, float]:
    """Return all figures by name, in the order they are printed."""
    records = list(_lines(folder / "polnear" / f"{split}.jsonl"))
    types = _by_article(folder / "sources" / f"{split}.jsonl")
    hedges = {r["article"]: r for r in _lines(folder / "hedges" / f"{split}.jsonl")}
    compared: list[Compared] = []
    typed: Counter[str] = Counter()
    hedged: Counter[str] = Counter()
    for record in records:
        story = pipeline.parse(Article(text=record["text"]))
        compared.append(
            Compared(
                record["text"],
                [_gold_roles(a) for a in record["attributions"]],
                [_found_roles(story, n) for n in range(len(story.attributions))],
                [tuple(span) for span in record["discard"]],
            )
        )
        _count_types(typed, story.doc.user_data[READING], types.get(record["id"], []))
        if record["id"] in hedges:
            _count_hedges(hedged, story, hedges[record["id"]]["hedges"])
    figures = agreement(compared)
    figures["source type accuracy (given spans)"] = typed["right"] / max(1, typed["all"])
    figures["anonymous source F1 (given spans)"] = _f1(typed)
    figures["hedge cue F1"] = _f1(hedged)
    figures["hedge kind accuracy"] = hedged["kind"] / max(1, hedged["both"])
    return figures


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _by_article(path: Path) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {}
    for record in _lines(path):
        grouped.setdefault(record["article"], []).append(record)
    return grouped


def _gold_roles(attribution: Mapping[str, Any]) -> Roles:
    return {role: [tuple(span) for span in spans] for role, spans in attribution.items()}


def _found_roles(story: Story, number: int) -> Roles:
    found = story.attributions[number]
    return {
        "source": [(found.source.start, found.source.end)] if found.source else [],
        "cue": [(found.cue.start, found.cue.end)],
        "content": [(piece.start, piece.end) for piece in found.content],
    }


def _count_types(
    tally: Counter[str], reading: Reading, labelled: Sequence[Mapping[str, Any]]
) -> None:
    ordered = sorted(labelled, key=lambda label: label["source"])
    ranges = [_token_range(reading, *label["source"]) for label in ordered]
    for label, draft in zip(ordered, Resolver(reading).resolve(ranges), strict=True):
        tally["all"] += 1
        tally["right"] += draft.type == label["type"]
        _count_pair(tally, draft.type in ANONYMOUS, label["type"] in ANONYMOUS)


def _token_range(reading: Reading, start: int, end: int) -> tuple[int, int]:
    inside = [i for i, (s, e) in enumerate(reading.tokens.spans) if s < end and e > start]
    return inside[0], inside[-1] + 1


def _count_pair(tally: Counter[str], found: bool, gold: bool) -> None:  # noqa: FBT001  # a pair
    tally["both"] += found and gold
    tally["found"] += found
    tally["gold"] += gold


def _count_hedges(tally: Counter[str], story: Story, labelled: Sequence[Mapping[str, Any]]) -> None:
    gold = {tuple(label["span"]): label["kind"] for label in labelled}
    found = {(hedge.start, hedge.end): hedge.kind for hedge in story.hedges}
    both = gold.keys() & found.keys()
    tally["both"] += len(both)
    tally["found"] += len(found)
    tally["gold"] += len(gold)
    tally["kind"] += sum(gold[span] == found[span] for span in both)


def _f1(tally: Counter[str]) -> float:
    return 2 * tally["both"] / max(1, tally["found"] + tally["gold"])
