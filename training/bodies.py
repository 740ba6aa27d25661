"""Measure whether mentions of one body are kept together: ``python -m training.bodies --data
FOLDER``.

Spans are given. All articles with whole labels are counted: dev's, and news at large, held back and
not. What a body is called was looked up in the latter.
"""

import argparse
from collections import Counter
from pathlib import Path

from scoring.evaluation.bodies import body_pairs
from scoring.evaluation.corpus import Record, read_whole
from scoring.pipeline import Pipeline
from training.news import whole_labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--model", type=Path, help="the artefact (the packaged one)")
    arguments = parser.parse_args()
    pipeline = Pipeline.load(arguments.model)
    print(f"{'':16}  articles  pairs  precision  recall")
    for name, records in whole_labels(arguments.data).items():
        print(_line(name, len(records), _count(pipeline, records)))


def _count(pipeline: Pipeline, records: list[Record]) -> Counter[str]:
    tally = Counter[str]()
    for record in records:
        # One at a time: an article's tokens are too much to keep for hundreds.
        tally.update(body_pairs([read_whole(pipeline, record)]))
    return tally


def _line(name: str, articles: int, tally: Counter[str]) -> str:
    precision = tally["both"] / max(1, tally["found"])
    recall = tally["both"] / max(1, tally["gold"])
    return f"{name:16}  {articles:8}  {tally['gold']:5}  {precision:9.2f}  {recall:6.2f}"


if __name__ == "__main__":
    main()
