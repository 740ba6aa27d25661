"""Measure on the labelled train articles that nothing is fitted to: ``python -m training.held``.

Types of sources given their spans, and hedges. Their attributions were in the encoder's training.
"""

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from scoring.doc_attributes import READING
from scoring.evaluation.agreement import Roles
from scoring.evaluation.attributions import gold_cue_contexts
from scoring.evaluation.corpus import gold_roles
from scoring.evaluation.sources import f1
from scoring.model.labels import SOURCE_TYPES
from scoring.pipeline import Pipeline
from scoring.speakers.resolver import Resolver
from scoring.types import ANONYMOUS, Article
from training.corpora import LABELS, token_range


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--model", type=Path, help="the artefact (the packaged one)")
    arguments = parser.parse_args()
    pipeline = Pipeline.load(arguments.model)
    sources, hedges = _by_article("sources"), _by_article("hedges")
    types, anonymous, cues = Counter[str](), Counter[str](), Counter[str]()
    for line in (arguments.data / "polnear" / "train.jsonl").open(encoding="utf-8"):
        record = json.loads(line)
        if record["id"] not in hedges:
            continue
        story = pipeline.parse(Article(text=record["text"]))
        roles = [gold_roles(attribution) for attribution in record["attributions"]]
        _count_types(types, anonymous, READING.of(story.doc), sources[record["id"]], roles)
        gold = {tuple(h["span"]) for label in hedges[record["id"]] for h in label["hedges"]}
        found = {(hedge.start, hedge.end) for hedge in story.hedges}
        cues.update(both=len(gold & found), found=len(found), gold=len(gold))
    print(f"{len(hedges)} articles, {types['all']} sources, {anonymous['gold']} of them anonymous")
    print(f"source type accuracy (given spans)  {types['right'] / types['all']:.3f}")
    print(f"anonymous source F1 (given spans)   {f1(anonymous):.3f}")
    print(f"hedge cue F1 ({cues['gold']} hedges)            {f1(cues):.3f}")


def _count_types(
    types: Counter[str],
    anonymous: Counter[str],
    reading: Any,
    labels: list[dict[str, Any]],
    roles: list[Roles],
) -> None:
    marked = sorted(
        (place, label["type"])
        for label in labels
        if label["type"] in SOURCE_TYPES
        and (place := token_range(reading.tokens, *label["source"]))
    )
    resolver = Resolver(reading, gold_cue_contexts(reading, roles, labels))
    drafts = resolver.resolve([place for place, _ in marked])
    for (_, gold), draft in zip(marked, drafts, strict=True):
        types.update(all=1, right=draft.type == gold)
        is_found, is_gold = draft.type in ANONYMOUS, gold in ANONYMOUS
        anonymous.update(both=is_found and is_gold, found=is_found, gold=is_gold)


def _by_article(name: str) -> dict[str, list[dict[str, Any]]]:
    labels: dict[str, list[dict[str, Any]]] = {}
    for record in map(json.loads, (LABELS / "held" / f"{name}.jsonl").open(encoding="utf-8")):
        labels.setdefault(record["article"], []).append(record)
    return labels


if __name__ == "__main__":
    main()
