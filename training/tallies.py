"""Count something in every article with whole labels, set by set, for the commands that print it."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from scoring.evaluation.corpus import Labelled, read_whole
from scoring.pipeline import Pipeline
from training.news import whole_labels


def tallies(
    description: str | None, count: Callable[[Sequence[Labelled]], Counter[str]]
) -> Iterator[tuple[str, Counter[str]]]:
    """Yield each set's name with its counts and the number of its ``articles``.

    ``description`` is the command's. Its options say where the corpora are, and which reader reads.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--model", type=Path, help="the artefact (the packaged one)")
    arguments = parser.parse_args()
    pipeline = Pipeline.load(arguments.model)
    for name, records in whole_labels(arguments.data).items():
        tally = Counter[str](articles=len(records))
        for record in records:
            # One at a time: an article's tokens are too much to keep for hundreds.
            tally.update(count([read_whole(pipeline, record)]))
        yield name, tally
