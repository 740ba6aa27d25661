"""Learn whom "he" and "she" stand for: ``python -m training.antecedents --data FOLDER``.

For every labelled pronoun the candidates are taken as the pipeline takes them
(``scoring.speakers.ranking``), and a softmax over the candidates of each gives the clues their
weights, with a penalty on the weights' squares. With ``--parts`` the labelled articles are left out
in turn instead, and the share of pronouns that are brought to the right person is printed.
"""

import argparse
import json
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor

from scoring.evaluation.sources import last_name
from scoring.model.decoding import Reading
from scoring.pipeline import Pipeline
from scoring.speakers.cast import Draft
from scoring.speakers.gender import PRONOUNS, SHE
from scoring.speakers.people import Person
from scoring.speakers.ranking import LIKELY, Candidate
from scoring.speakers.resolver import Resolver
from scoring.story import READING
from scoring.types import Article
from training.corpora import LABELS, token_range
from training.evidence import LEAST, Fitted, write
from training.train import RECIPE

Gold = dict[int, int | str | None]
"""By the pronoun's token: a token of the antecedent's name, the name itself, or nobody."""


class Case(NamedTuple):
    """A pronoun: the clues of each candidate, and which are right. Both may be empty."""

    article: str
    clues: list[tuple[str, ...]]
    right: list[bool]


class Asking(Resolver):
    """A resolver that notes the candidates for labelled pronouns, and then takes the right one."""

    def __init__(self, reading: Reading, article: str, gold: Gold) -> None:
        super().__init__(reading)
        self._article, self._gold = article, gold
        self.cases: list[Case] = []

    def _pronoun(self, word: str, at: int) -> Draft:
        if word not in PRONOUNS or at not in self._gold:
            return super()._pronoun(word, at)
        ranking = self._antecedents.ranking
        candidates = ranking.candidates(at, female=word in SHE)
        right = [self._is_right(one, self._gold[at]) for one in candidates]
        self.cases.append(Case(self._article, [one.clues for one in candidates], right))
        who = next((one.who for one, fits in zip(candidates, right, strict=True) if fits), None)
        return self._cast.person(who, at) if isinstance(who, Person) else super()._pronoun(word, at)

    def _is_right(self, candidate: Candidate, gold: int | str | None) -> bool:
        if not isinstance(candidate.who, Person) or gold is None:
            return False
        if isinstance(gold, int):
            return self._people.at.get(gold) is candidate.who
        names = candidate.who.names
        initial = gold.lower()[0]
        return names[-1] == last_name(gold) and (len(names) == 1 or names[0][0] == initial)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--parts", type=int, default=0, help="measure by so many parts left out")
    arguments = parser.parse_args()
    penalty = tomllib.loads(RECIPE.read_text(encoding="utf-8"))["evidence"]["antecedents"]
    found = list(cases(Pipeline.load(), arguments.data))
    if arguments.parts:
        right, wrong = left_out(found, arguments.parts, penalty)
        print(f"{len(found)} pronouns: {right:.3f} to the right person, {wrong:.3f} to a wrong one")
    else:
        write("antecedents", ("antecedent",), fit(found, penalty))


def cases(pipeline: Pipeline, data: Path) -> Iterator[Case]:
    """Yield every labelled pronoun, with the sources of its article resolved in order."""
    shared = list(lines(data / "sources" / "train.jsonl"))
    named: dict[str, list[tuple[list[int], str | None]]] = {}
    for label in shared:
        if label["type"] == "named_person" and label["speaker"]:
            named.setdefault(label["article"], []).append((label["source"], label["speaker"]))
    placed: dict[str, list[Any]] = {}
    for label in lines(LABELS / "antecedents.jsonl"):
        placed.setdefault(label["article"], []).append((label["pronoun"], label["antecedent"]))
    sources: dict[str, list[list[int]]] = {}
    for label in chain(shared, lines(LABELS / "sources.jsonl")):
        if label["source"]:
            sources.setdefault(label["article"], []).append(label["source"])
    for record in lines(data / "polnear" / "train.jsonl"):
        if record["id"] not in named and record["id"] not in placed:
            continue
        reading = pipeline.parse(Article(text=record["text"])).doc.user_data[READING]

        def tokens(span: Sequence[int], reading: Reading = reading) -> tuple[int, int] | None:
            return token_range(reading.tokens, *span)

        gold: Gold = {}
        for span, speaker in named.get(record["id"], []):
            if place := tokens(span):
                gold[place[0]] = speaker
        for pronoun, antecedent in placed.get(record["id"], []):
            name = tokens(antecedent) if antecedent else None
            if place := tokens(pronoun):
                gold[place[0]] = name[0] if name else None
        asking = Asking(reading, record["id"], gold)
        asking.resolve(sorted({place for span in sources[record["id"]] if (place := tokens(span))}))
        yield from asking.cases


def fit(cases: Sequence[Case], penalty: float) -> Fitted:
    """Return the weights under which the right candidates are likeliest."""
    learned = [case for case in cases if any(case.right)]
    rows = [clues for case in learned for clues in case.clues]
    counts = Counter(clue for row in rows for clue in set(row))
    numbers = {c: i for i, c in enumerate(sorted(c for c, n in counts.items() if n >= LEAST))}
    places = [(i, numbers[c]) for i, row in enumerate(rows) for c in set(row) if c in numbers]
    design = torch.sparse_coo_tensor(
        torch.tensor(places).T, torch.ones(len(places)), (len(rows), len(numbers))
    ).coalesce()
    sizes = [len(case.clues) for case in learned]
    right = torch.tensor([fits for case in learned for fits in case.right])
    weights = torch.zeros(len(numbers), 1, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=150, line_search_fn="strong_wolfe")

    def closure() -> Tensor:
        optimiser.zero_grad()
        scores = torch.sparse.mm(design, weights)[:, 0]
        loss = penalty * (weights**2).sum()
        for part, fits in zip(scores.split(sizes), right.split(sizes), strict=True):
            loss = loss + part.logsumexp(0) - part[fits].logsumexp(0)
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    found = weights.detach().numpy()
    return Fitted(
        np.zeros(1, dtype=np.float32), {clue: found[i] for clue, i in numbers.items()}, None
    )


def left_out(cases: Sequence[Case], parts: int, penalty: float) -> tuple[float, float]:
    """Return the shares of pronouns that go to the right person, and to a wrong one.

    Each article is left out once. The others go to nobody: no candidate is likely enough.
    """
    right = wrong = 0
    for kept, aside in parted(cases, parts):
        fitted = fit(kept, penalty)
        for case in aside:
            if not case.clues:
                continue
            odds = [sum(float(fitted.clues.get(c, [0])[0]) for c in row) for row in case.clues]
            shares = np.exp(np.array(odds) - max(odds))
            best = int(shares.argmax())
            if shares[best] >= LIKELY * shares.sum():
                right += case.right[best]
                wrong += not case.right[best]
    return right / len(cases), wrong / len(cases)


def parted(cases: Sequence[Case], parts: int) -> Iterator[tuple[list[Case], list[Case]]]:
    """Yield the cases of all articles but a part, and those of that part, for each part."""
    articles = sorted({case.article for case in cases})
    random.Random(1).shuffle(articles)
    for part in range(parts):
        aside = {*articles[part::parts]}
        yield (
            [case for case in cases if case.article not in aside],
            [case for case in cases if case.article in aside],
        )


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a file of JSON lines."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
