"""Count quotations in somebody else's mouth: ``python -m training.mouths --data FOLDER``.

One set of labelled articles has few of them, too few to say how often the confidence warns. So all
articles with whole labels are counted: dev's, and news at large, held back and not. Rules were
mended after the errors on the latter had been read.
"""

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from scoring.evaluation.corpus import Record, read_whole
from scoring.evaluation.quotations import SURE, quotation_counts
from scoring.pipeline import Pipeline
from training.news import whole_labels


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--model", type=Path, help="the artefact (the packaged one)")
    arguments = parser.parse_args()
    pipeline = Pipeline.load(arguments.model)
    print(f"{'':16}  articles  quoted characters  in another's mouth  attributions  sure")
    total = Counter[str]()
    for name, records in whole_labels(arguments.data).items():
        counts = _count(pipeline, records)
        print(_line(name, counts))
        total.update(counts)
    print(_line("all", total))
    print(f"sure: a confidence of {SURE} or more")


def _count(pipeline: Pipeline, records: Iterable[Record]) -> Counter[str]:
    tally = Counter[str]()
    for record in records:
        # One at a time: an article's tokens are too much to keep for hundreds.
        tally.update(quotation_counts([read_whole(pipeline, record)]))
        tally["articles"] += 1
    return tally


def _line(name: str, tally: Counter[str]) -> str:
    share = tally["misquoted"] / max(1, tally["quoted"])
    return (
        f"{name:16}  {tally['articles']:8}  {tally['quoted']:17}  {share:18.3f}"
        f"  {tally['wrong']:12}  {tally['sure']:4}"
    )


if __name__ == "__main__":
    main()
