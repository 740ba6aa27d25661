"""Learn what is an attribution at all: ``python -m training.attributions --data FOLDER``.

Everything that the pipeline links in the labelled articles of news at large, and a part of what it
links in PolNeAR's train articles, is right if the labels have an attribution that shares its cue
and its content; a logistic regression gives the clues their weights
(``scoring.attributions.acceptance``). With ``--parts`` the articles of news at large are left out in
turn instead, and precision, recall and F1 of whole attributions are printed, before and after.
"""

import argparse
import random
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from scoring.attributions.acceptance import ACCEPTED, all_clues
from scoring.attributions.linking import Linked, link
from scoring.doc_attributes import READING
from scoring.evaluation.agreement import ROLES, Roles, related
from scoring.model.artefact import load_artefact
from scoring.model.decoding import Reading
from scoring.pipeline import Pipeline
from scoring.types import Article
from training.corpora import polnear_train
from training.evidence import Case, Fitted, fit, write
from training.news import read_untaught
from training.train import RECIPE

EVERY = 5
"""Of PolNeAR's train articles."""
SHARE = 0.3
"""Of what is linked in them: the reader has learned them by heart, so that there hardly anything
is wrong. Without them what PolNeAR has and news at large has not would be lost."""


class Judged(NamedTuple):
    """An article: of each linked attribution its case and whether the labels have it whole."""

    article: str
    cases: list[Case]
    whole: list[bool]
    labelled: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--parts", type=int, default=0, help="measure by so many parts left out")
    arguments = parser.parse_args()
    penalty = tomllib.loads(RECIPE.read_text(encoding="utf-8"))["evidence"]["attributions"]
    news = list(judge(read_untaught(arguments.data)))
    train = [case for one in judge(polnear_train(arguments.data, EVERY)) for case in one.cases]
    random.Random(2).shuffle(train)
    others = train[: int(SHARE * len(train))]
    if arguments.parts:
        left_out(news, others, arguments.parts, penalty)
    else:
        cases = [case for one in news for case in one.cases]
        write("attributions", ("attribution",), fit([*cases, *others], 1, penalty))


def judge(records: Sequence[dict[str, Any]]) -> Iterator[Judged]:
    """Link every article, and hold what was linked to its labels."""
    pipeline, tables = Pipeline.load(), load_artefact(None).tables
    for record in records:
        reading: Reading = READING.of(pipeline.parse(Article(text=record["text"])).doc)
        linked = link(reading, tables)
        gold = [
            {role: [(s, e) for s, e in one[role]] for role in ROLES}
            for one in record["attributions"]
        ]
        found = [_roles(reading, one) for one in linked]
        clues = all_clues(reading, linked)
        yield Judged(
            record["id"],
            [
                Case(frozenset(c), int(any(_shares(roles, g) for g in gold)), 0.0)
                for c, roles in zip(clues, found, strict=True)
            ],
            [any(related(roles, g) for g in gold) for roles in found],
            len(gold),
        )


def left_out(news: Sequence[Judged], others: Sequence[Case], parts: int, penalty: float) -> None:
    """Print how whole attributions fare, each article left out of the fit once."""
    shuffled = sorted(news, key=lambda one: one.article)
    random.Random(1).shuffle(shuffled)
    before = after = right_before = right_after = 0
    for part in range(parts):
        aside = shuffled[part::parts]
        rest = [c for i, one in enumerate(shuffled) if i % parts != part for c in one.cases]
        fitted = fit([*rest, *others], 1, penalty)
        for one in aside:
            kept = [_odds(fitted, case) >= ACCEPTED for case in one.cases]
            before += len(kept)
            after += sum(kept)
            right_before += sum(one.whole)
            right_after += sum(w for w, k in zip(one.whole, kept, strict=True) if k)
    gold = sum(one.labelled for one in news)
    for name, found, right in (("linked", before, right_before), ("kept", after, right_after)):
        print(
            f"{name}: P {right / found:.3f} R {right / gold:.3f} F {2 * right / (found + gold):.3f}"
        )


def _odds(fitted: Fitted, case: Case) -> float:
    rows = (fitted.clues[clue] for clue in case.clues if clue in fitted.clues)
    return float(fitted.base[0]) + sum(float(row[0]) for row in rows)


def _roles(reading: Reading, one: Linked) -> Roles:
    spans = reading.tokens.spans

    def place(start: int, end: int) -> tuple[int, int]:
        return spans[start][0], spans[end - 1][1]

    return {
        "source": [place(one.source.start, one.source.end)] if one.source else [],
        "cue": [place(one.cue.start, one.cue.end)],
        "content": [place(c.start, c.end) for c in one.contents],
    }


def _shares(found: Roles, gold: Roles) -> bool:
    """Do they share a part of the cue and a part of the content?"""
    return all(_meet(found[role], gold[role]) for role in ("cue", "content"))


def _meet(some: Sequence[tuple[int, int]], others: Sequence[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in some for c, d in others)


if __name__ == "__main__":
    main()
