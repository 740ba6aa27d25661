"""Learn whose a piece of content is: ``python -m training.owners --data FOLDER``.

For every piece of content that the reader tags in the labelled articles of news at large, and in
every fifth of PolNeAR's train articles, the candidates are taken as the pipeline takes them
(``scoring.attributions.owner_candidates``); the right one is the cue of the labelled attribution whose
content it overlaps most. A softmax over the candidates gives the clues their weights. With
``--parts`` the articles of news at large are left out in turn instead, and the share of pieces that
are given to their cue is printed.
"""

import argparse
import random
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from scoring.attributions.linking import weigh_links
from scoring.attributions.owner_candidates import NOBODY, Candidate
from scoring.doc_attributes import READING
from scoring.model.artefact import load_artefact
from scoring.model.decoding import Reading, Tagged
from scoring.model.pointers import LogOdds
from scoring.pipeline import Pipeline
from scoring.types import Article
from training.antecedents import Case, fit
from training.corpora import polnear_train, token_range
from training.evidence import write
from training.news import read_untaught
from training.train import RECIPE

EVERY = 5
"""Of PolNeAR's train articles: the reader has learned them by heart, so that its pointers look
surer there than they are elsewhere."""
Gold = list[tuple[list[tuple[int, int]], list[tuple[int, int]]]]
"""Of each labelled attribution the cues and the pieces of content, as token ranges."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--parts", type=int, default=0, help="measure by so many parts left out")
    arguments = parser.parse_args()
    penalty = tomllib.loads(RECIPE.read_text(encoding="utf-8"))["evidence"]["owners"]
    news = list(cases(read_untaught(arguments.data)))
    others = list(cases(polnear_train(arguments.data, EVERY)))
    if arguments.parts:
        print(f"{len(news)} pieces: {left_out(news, others, arguments.parts, penalty):.3f} right")
    else:
        write("owners", ("owner",), fit([*news, *others], penalty))


def cases(records: Sequence[dict[str, Any]]) -> Iterator[Case]:
    """Yield every tagged piece of content that overlaps a labelled one."""
    pipeline, tables = Pipeline.load(), load_artefact(None).tables
    for record in records:
        reading: Reading = READING.of(pipeline.parse(Article(text=record["text"])).doc)
        if (links := weigh_links(reading, tables)) is None:
            continue
        gold: Gold = [
            (_ranges(reading, one["cue"]), _ranges(reading, one["content"]))
            for one in record["attributions"]
        ]
        for piece, content in enumerate(links.contents):
            found = links.candidates.of(piece)
            cues = _cues_of(content, gold)
            if cues is None:  # The labels have no such content: go on with the model's choice.
                links.candidates.own(_likeliest(links.odds, piece, found))
                continue
            right = [_is_right(links.cues, one.cue, cues) for one in found]
            if not any(right):
                right[-1] = True
            links.candidates.own(found[right.index(True)].cue)
            yield Case(record["id"], [one.clues for one in found], right)


def _likeliest(odds: LogOdds, piece: int, found: Sequence[Candidate]) -> int:
    cues = [one.cue for one in found if one.cue != NOBODY]
    return max(cues, key=lambda cue: float(odds[piece, cue]), default=NOBODY)


def left_out(news: Sequence[Case], others: Sequence[Case], parts: int, penalty: float) -> float:
    """Return the share of pieces that are given to their cue; each article is left out once."""
    articles = sorted({case.article for case in news})
    random.Random(1).shuffle(articles)
    right = 0
    for part in range(parts):
        aside = {*articles[part::parts]}
        fitted = fit([*(c for c in news if c.article not in aside), *others], penalty)
        for case in news:
            if case.article in aside:
                odds = [sum(float(fitted.clues.get(c, [0])[0]) for c in r) for r in case.clues]
                right += case.right[int(np.argmax(odds))]
    return right / len(news)


def _is_right(cues: Sequence[Tagged], number: int, gold: Sequence[tuple[int, int]]) -> bool:
    return number != NOBODY and any(
        cues[number].start < end and start < cues[number].end for start, end in gold
    )


def _cues_of(content: Tagged, gold: Gold) -> list[tuple[int, int]] | None:
    """The cues of the labelled attribution that has most of a piece; ``None``: there is none."""
    most, found = 0, None
    for cues, pieces in gold:
        shared = sum(max(0, min(content.end, e) - max(content.start, s)) for s, e in pieces)
        if shared > most:
            most, found = shared, cues
    return found


def _ranges(reading: Reading, spans: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
    return [found for span in spans if (found := token_range(reading.tokens, *span))]


if __name__ == "__main__":
    main()
