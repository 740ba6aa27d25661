"""Learn whom "he" and "she" stand for: ``python -m training.antecedents --data FOLDER``.

For every labelled pronoun the candidates are taken as the pipeline takes them
(``scoring.speakers.ranking``), and a softmax over the candidates of each gives the clues their
weights, with a penalty on the weights' squares. With ``--parts`` the labelled articles are left out
in turn instead, and the share of pronouns that are brought to the right person is printed.
"""

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor

from scoring.doc_attributes import READING
from scoring.model.decoding import Reading
from scoring.pipeline import Pipeline
from scoring.speakers.draft import Draft
from scoring.speakers.gender import PRONOUNS, SHE
from scoring.speakers.person import Person
from scoring.speakers.ranking import LIKELY
from scoring.speakers.resolver import Resolver
from scoring.types import Article
from training.evidence import LEAST, Fitted, write
from training.speakers import Gold, is_right, read_speakers
from training.train import RECIPE


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
        if word not in PRONOUNS or (at, at + 1) not in self._gold:
            return super()._pronoun(word, at)
        ranking = self._antecedents.ranking
        gold = self._gold[at, at + 1]
        candidates = ranking.candidates(at, female=word in SHE)
        right = [gold is not None and is_right(one, gold, self._people) for one in candidates]
        self.cases.append(Case(self._article, [one.clues for one in candidates], right))
        who = next((one.who for one, fits in zip(candidates, right, strict=True) if fits), None)
        return self._cast.person(who, at) if isinstance(who, Person) else super()._pronoun(word, at)


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
    for article in read_speakers(data, "antecedents.jsonl"):
        reading = READING.of(pipeline.parse(Article(text=article.text)).doc)
        asking = Asking(reading, article.name, article.gold(reading))
        asking.resolve(article.places(reading))
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


if __name__ == "__main__":
    main()
