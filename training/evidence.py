"""Learn what the clues weigh, and the types' head: ``python -m training.evidence --data FOLDER``.

For every labelled source and every span that may be a hedge the clues are taken as the pipeline
takes them. A logistic regression with a penalty on the weights' squares (Hoerl & Kennard 1970)
gives each clue its log odds: of hedges beside what the model says, which learned from few of these
labels; of sources together with a new head for their types on the encoder as it is, so that neither
says again what the other has said.

It begins with the weights of ``--artefact``; ``--out``'s folder ``model`` gets the same encoder with
the new head, and ``scoring/model/weights`` the clues. With ``--only sources`` the hedges' clues stay
as they are.
"""

import argparse
import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from scoring.doc_attributes import READING
from scoring.evaluation.attributions import gold_cue_contexts
from scoring.evaluation.corpus import gold_roles
from scoring.hedges.candidates import candidates
from scoring.hedges.clues import of_candidate
from scoring.hedges.detection import MODEL_WEIGHT, mean_log_odds, model_log_odds
from scoring.model.artefact import PACKAGED
from scoring.model.decoding import Reading
from scoring.model.labels import SOURCE_TYPES, head_columns
from scoring.pipeline import Pipeline
from scoring.speakers.resolver import Resolver
from scoring.speakers.type_weighing import TypeWeighing
from scoring.speakers.types import GroupedType
from scoring.types import Article, SourceType
from training.bases import reader_base
from training.corpora import LABELS, token_range
from training.export import export
from training.finish import finish
from training.hidden import Hidden
from training.network import Reader
from training.news import read_untaught
from training.resume import load_shipped
from training.train import RECIPE
from training.weights import write_weights

LEAST = 3
"""Of a clue, in the labelled articles."""
LEAST_WEIGHT = 0.01
"""Log odds below which a clue is left out of the table."""
CACHE_BYTES = 1 << 30
"""Bytes of windows, which are read more than once."""


class Case(NamedTuple):
    """What was labelled: its clues, the outcome's number, and what the model gives.

    ``given``: log odds that stand (hedges), or the mean hidden state of its tokens (sources).
    """

    clues: frozenset[str]
    outcome: int
    given: float | NDArray[np.float32]


class Fitted(NamedTuple):
    """Weights by clue, a row each; ``head``: of the hidden states, with its bias."""

    base: NDArray[np.float32]
    clues: dict[str, NDArray[np.float32]]
    head: tuple[Tensor, Tensor] | None


class Noting(TypeWeighing):
    """A weighing that notes the clues of each source, by its token range."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading)
        self.noted: dict[tuple[int, int], frozenset[str]] = {}

    def weigh(
        self, clues: Iterable[str], start: int, end: int, ruled: GroupedType | None = None
    ) -> SourceType:
        noted = frozenset(clues)
        if noted:
            self.noted[start, end] = noted
        return super().weigh(noted, start, end, ruled)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--out", type=Path, default=Path("build"))
    parser.add_argument("--artefact", type=Path, default=PACKAGED, help="where to begin")
    parser.add_argument("--only", choices=["sources"], help="leave the hedges' clues as they are")
    arguments = parser.parse_args()
    data, model = arguments.data, arguments.out / "model"
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    penalties = recipe["evidence"]
    reader = load_shipped(arguments.artefact)
    export(reader.eval(), reader_base(), model, recipe["version"], recipe["window"])
    pipeline = Pipeline.load(model, cache_bytes=CACHE_BYTES)
    if not arguments.only:
        write("hedges", ("hedge",), fit(list(hedge_cases(pipeline, data)), 1, penalties["hedges"]))
    cases = list(source_cases(pipeline, data, Hidden(model), penalties["repeat_news"]))
    fitted = fit(cases, len(SOURCE_TYPES), penalties["clues"], penalties["hidden"])
    write("sources", SOURCE_TYPES, fitted)
    set_head(reader, fitted)
    finish(reader, model, data, recipe)


def set_head(reader: Reader, fitted: Fitted) -> None:
    """Give the reader the fitted head for types."""
    assert fitted.head is not None
    columns = head_columns()["source_type"]
    weights, bias = fitted.head
    reader.heads.weight.data[columns], reader.heads.bias.data[columns] = weights.T, bias


def source_cases(
    pipeline: Pipeline, data: Path, hidden: Hidden, repeat_news: int
) -> Iterator[Case]:
    """Yield every labelled source, those of general news ``repeat_news`` times.

    Sources that the pipeline does not weigh ("he") have no clues.
    """
    news = {record["id"] for record in read_untaught(data)}
    for record, labels in _labelled(data, "sources"):
        reading = _read(pipeline, record["text"])
        states = hidden.states(reading.tokens)
        marked = sorted(
            (found, label["type"])
            for label in labels
            if label["source"]
            and label["type"] in SOURCE_TYPES
            and (found := token_range(reading.tokens, *label["source"]))
        )
        gold = [gold_roles(attribution) for attribution in record["attributions"]]
        types = Noting(reading)
        resolver = Resolver(reading, gold_cue_contexts(reading, gold, labels), types)
        resolver.resolve([found for found, _ in marked])
        for place, kind in marked:
            clues = types.noted.get(place, frozenset())
            case = Case(clues, SOURCE_TYPES.index(kind), states[slice(*place)].mean(0))
            yield from repeat(case, repeat_news if record["id"] in news else 1)


def hedge_cases(pipeline: Pipeline, data: Path) -> Iterator[Case]:
    """Yield every span of the labelled articles that may be a hedge."""
    for record, labels in _labelled(data, "hedges"):
        reading = _read(pipeline, record["text"])
        spans = reading.tokens.spans
        gold = {tuple(hedge["span"]) for label in labels for hedge in label["hedges"]}
        model = model_log_odds(reading)
        for one in candidates(reading):
            place = spans[one.start][0], spans[one.end - 1][1]
            given = MODEL_WEIGHT * mean_log_odds(model, one.start, one.end)
            yield Case(frozenset(of_candidate(reading, one)), int(place in gold), given)


def fit(
    cases: Sequence[Case], outcomes: int, penalty: float, hidden: float | None = None
) -> Fitted:
    """Return what fits best. With one outcome, of it against its absence.

    ``hidden``: the penalty on the head's weights, for hidden states of standard deviation 1.
    """
    counts = Counter(clue for case in cases for clue in case.clues)
    numbers = {c: i for i, c in enumerate(sorted(c for c, n in counts.items() if n >= LEAST))}
    places = [
        (row, numbers[c]) for row, case in enumerate(cases) for c in case.clues if c in numbers
    ]
    design = torch.sparse_coo_tensor(
        torch.tensor(places).T, torch.ones(len(places)), (len(cases), len(numbers))
    ).coalesce()
    given = torch.tensor(np.array([case.given for case in cases], dtype=np.float32))
    middle, spread = given.mean(0), given.std(0)
    gold = torch.tensor([case.outcome for case in cases])
    weights = torch.zeros(len(numbers), outcomes, requires_grad=True)
    base = torch.zeros(outcomes, requires_grad=True)
    head = torch.zeros(given.shape[-1] if hidden is not None else 0, outcomes, requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [weights, base, head], max_iter=150, line_search_fn="strong_wolfe"
    )

    def closure() -> Tensor:
        optimiser.zero_grad()
        odds = torch.sparse.mm(design, weights) + base
        if hidden is None:
            loss = _surprise(odds + given[:, None], gold)
        else:
            loss = (
                _surprise(odds + (given - middle) / spread @ head, gold) + hidden * (head**2).sum()
            )
        loss = loss + penalty * (weights**2).sum()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimiser.step(closure)  # type: ignore[no-untyped-call]
    rows = weights.detach().numpy()
    plain = head.detach() / spread[:, None] if hidden is not None else None
    return Fitted(
        base.detach().numpy(),
        {clue: rows[i] for clue, i in numbers.items() if np.abs(rows[i]).max() > LEAST_WEIGHT},
        None if plain is None else (plain, -middle @ plain),
    )


def write(name: str, outcomes: Sequence[str], fitted: Fitted) -> None:
    """Write the evidence where the pipeline reads it."""
    rows = {clue: row.tolist() for clue, row in fitted.clues.items()}
    write_weights(name, outcomes, fitted.base.tolist(), rows)
    print(f"{name}: {len(fitted.clues)} clues", flush=True)


def _surprise(odds: Tensor, gold: Tensor) -> Tensor:
    if odds.shape[1] == 1:
        return functional.binary_cross_entropy_with_logits(
            odds[:, 0], gold.float(), reduction="sum"
        )
    return functional.cross_entropy(odds, gold, reduction="sum")


def _labelled(data: Path, name: str) -> Iterator[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Yield each labelled train article's record and its labels."""
    labels: dict[str, list[dict[str, Any]]] = {}
    for path in (data / name / "train.jsonl", LABELS / f"{name}.jsonl"):
        for record in map(json.loads, path.open(encoding="utf-8")):
            labels.setdefault(record["article"], []).append(record)
    for record in map(json.loads, (data / "polnear" / "train.jsonl").open(encoding="utf-8")):
        if record["id"] in labels:
            yield record, labels[record["id"]]
    for record in read_untaught(data):
        if name == "sources":
            yield (
                record,
                [
                    {**one, "attribution": number, "source": one["source"][0]}
                    for number, one in enumerate(record["attributions"])
                    if one["source"]
                ],
            )
        elif record.get("only") != "sources":
            yield record, [{"hedges": record["hedges"]}]


def _read(pipeline: Pipeline, text: str) -> Reading:
    reading: Reading = READING.of(pipeline.parse(Article(text=text)).doc)
    return reading


if __name__ == "__main__":
    main()
