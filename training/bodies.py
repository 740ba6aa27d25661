"""Measure whether mentions of one body or document are kept together: ``python -m training.bodies
--data FOLDER``.

Spans are given. All articles with whole labels are counted: dev's, and news at large, held back and
not. What bodies are called was looked up in the latter.
"""

import argparse
from collections import Counter
from pathlib import Path

from scoring.evaluation.corpus import Record, read_whole
from scoring.evaluation.identity import KINDS, same_pairs
from scoring.pipeline import Pipeline
from training.news import whole_labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--model", type=Path, help="the artefact (the packaged one)")
    arguments = parser.parse_args()
    pipeline = Pipeline.load(arguments.model)
    print(f"{'':16}  {'':18}  articles  pairs  precision  recall")
    for name, records in whole_labels(arguments.data).items():
        tally = _count(pipeline, records)
        for kind in KINDS:
            print(f"{name:16}  {kind:18}  {len(records):8}  {_figures(tally, kind)}")


def _count(pipeline: Pipeline, records: list[Record]) -> Counter[str]:
    tally = Counter[str]()
    for record in records:
        # One at a time: an article's tokens are too much to keep for hundreds.
        tally.update(same_pairs([read_whole(pipeline, record)]))
    return tally


def _figures(tally: Counter[str], kind: str) -> str:
    gold, found, both = (tally[f"{kind}, {what}"] for what in ("gold", "found", "both"))
    return f"{gold:5}  {both / max(1, found):9.2f}  {both / max(1, gold):6.2f}"


if __name__ == "__main__":
    main()
