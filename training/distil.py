"""Distil a reader of few layers: ``python -m training.distil --data FOLDER``.

The student learns from articles of the pool that nobody labelled (``training.taught``). Every so
often a batch has labels.

- It begins with some of the shipped reader's layers and its heads, and learns from that reader
  (as in TinyBERT; Jiao et al. 2020). The embeddings, the transitions and the links' distances stay
  the teacher's.
- With ``--teacher`` it begins as the shipped reader, and learns from the larger network of
  ``training.teacher``.
- With ``--reader`` too it learns the mean of what that network and a reader think.

With ``--student`` it goes on with what an earlier run left in ``student.pt``; with ``--again`` on
other articles, and with less of the labels, which it has learned by heart by then. With ``--inner``
its layers are made narrower first (``training.narrow``).

Stopped and started again, it goes on from the last checkpoint in ``--out``. Evidence
(``training.evidence`` and its like) is fitted afterwards. ``--out``'s folder ``model`` gets the
artefact.
"""

import argparse
import random
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from scoring.model.artefact import PACKAGED
from scoring.text.tokens import tokenise
from training.bases import reader_tokenizer
from training.batches import Batch, Sample, collate, samples
from training.corpora import Example, news
from training.finish import finish
from training.hardware import HALF
from training.losses import head_scores_of, losses_of
from training.narrow import inner_width, narrowed
from training.network import Reader
from training.news import read_taught, read_unlabeled
from training.resume import load_shipped
from training.taught import Deeper, Larger, Reading, Teacher, Together
from training.teacher import load_teacher
from training.train import RECIPE, learning_rate_at, read_corpora

CHECKPOINT = "checkpoint.pt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--out", type=Path, default=Path("build"))
    parser.add_argument("--artefact", type=Path, default=PACKAGED, help="the shipped reader")
    parser.add_argument("--teacher", type=Path, help="weights of a larger network")
    parser.add_argument("--reader", type=Path, help="the artefact of a reader to teach with it")
    parser.add_argument("--student", type=Path, help="a student's weights to go on with")
    parser.add_argument("--again", action="store_true", help="the last stage, on other articles")
    parser.add_argument(
        "--layers", type=int, nargs="+", help="which of the shipped reader's layers a student keeps"
    )
    parser.add_argument("--inner", type=int, help="how many neurons a layer keeps inside")
    parser.add_argument("--steps", type=int, help="how many, instead of the recipe's")
    arguments = parser.parse_args()
    if arguments.again and not (arguments.teacher and arguments.reader and arguments.student):
        parser.error("--again needs --teacher, --reader and --student")
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    stage = recipe | recipe["distilling"]
    again = recipe["distilling_again"] if arguments.again else {}
    if arguments.layers:
        stage["layers"] = arguments.layers
    arguments.out.mkdir(parents=True, exist_ok=True)
    shipped = load_shipped(arguments.artefact)
    torch.manual_seed(again.get("seed", stage["seed"]))
    teacher: Teacher
    if arguments.teacher:
        stage |= recipe["distilling_larger"]
        layers = arguments.layers or range(len(shipped.layers))
        student = _begin(shipped, layers, arguments, stage)
        larger = load_teacher(arguments.teacher)
        if arguments.reader:
            stage |= recipe["distilling_together"] | again
            teacher = Together(larger, load_shipped(arguments.reader), student)
        else:
            teacher = Larger(larger, student)
    else:
        student = _begin(shipped, stage["layers"], arguments, stage)
        teacher = Deeper(shipped, stage["layers"])
    if arguments.steps is not None:
        stage["steps"] = arguments.steps
    distilled = distil(teacher, student, arguments.data, stage, arguments.out)
    finish(distilled, arguments.out / "model", arguments.data, recipe)


def _begin(
    shipped: Reader, layers: Sequence[int], arguments: argparse.Namespace, stage: dict[str, Any]
) -> Reader:
    """Return what the arguments say the student begins as."""
    if arguments.student:
        weights = torch.load(arguments.student, weights_only=True)["reader"]
        student = Reader(stage["dropout"], len(layers), inner_width(weights))
        student.load_state_dict(weights)
    else:
        student = begin(shipped, layers, stage["dropout"])
    if arguments.inner:
        few = stage | {"articles": stage["narrowing_articles"]}
        dice = random.Random(stage["seed"])
        examples = list(_unlabelled(arguments.data, few, dice))
        batches = [collate(group) for group in _groups(examples, reader_tokenizer(), few, dice)]
        student = narrowed(student, arguments.inner, batches)
    for name, parameter in student.named_parameters():
        parameter.requires_grad_(not name.startswith(tuple(stage["frozen"])))
    return student


def distil(
    teacher: Teacher, student: Reader, data: Path, stage: dict[str, Any], out: Path
) -> Reader:
    """Return the moving average of a student that has learned what the teacher thinks."""
    run = _Run(teacher, student, stage)
    state = out / CHECKPOINT
    if state.exists():
        run.load(torch.load(state, weights_only=True))
    plan = _plan(data, reader_tokenizer(), stage)
    began, seen = time.monotonic(), Counter[str]()
    for step in range(run.step, stage["steps"]):
        seen.update(run.learn(collate(plan[step])))
        if run.step % stage["checkpoint_every"] == 0:
            means = {k: round(v / stage["checkpoint_every"], 4) for k, v in seen.items()}
            print(run.step, stage["steps"], round(time.monotonic() - began), means, flush=True)
            seen.clear()
            torch.save(run.state(), state.with_suffix(".new"))
            state.with_suffix(".new").replace(state)
    average: Reader = run.average.module
    torch.save({"reader": average.state_dict()}, out / "student.pt")
    return average


def begin(shipped: Reader, layers: Sequence[int], dropout: float) -> Reader:
    """Return a student with a reader's weights and those of its layers that are kept."""
    student = Reader(dropout, len(layers), inner_width(shipped.state_dict()))
    state = shipped.state_dict()
    moved = {name: value for name, value in state.items() if not name.startswith("layers.")}
    for number, layer in enumerate(layers):
        before = f"layers.{layer}."
        moved |= {
            f"layers.{number}.{name.removeprefix(before)}": value
            for name, value in state.items()
            if name.startswith(before)
        }
    student.load_state_dict(moved)
    return student


class _Run:
    """What a run changes as it goes: student, optimizer, moving average, steps done."""

    def __init__(self, teacher: Teacher, student: Reader, stage: dict[str, Any]) -> None:
        self.teacher, self.student, self.stage = teacher, student, stage
        learned = [p for p in student.parameters() if p.requires_grad]
        self.optimiser = torch.optim.AdamW(
            learned, lr=stage["learning_rate"], weight_decay=stage["weight_decay"], fused=True
        )
        self.average = AveragedModel(student, multi_avg_fn=get_ema_multi_avg_fn(stage["ema"]))
        self.step = 0

    def learn(self, batch: Batch) -> dict[str, float]:
        """Take one step; return what each loss was."""
        for group in self.optimiser.param_groups:
            share = learning_rate_at(self.step, self.stage["steps"], self.stage["warmup"])
            group["lr"] = self.stage["learning_rate"] * share
        self.student.train()
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            parts = self._losses(batch)
        loss = torch.stack([weight * value for weight, value in parts.values()]).sum()
        self.optimiser.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.student.parameters(), 1.0)
        self.optimiser.step()
        self.average.update_parameters(self.student)
        self.step += 1
        return {name: value.item() for name, (_, value) in parts.items()}

    def _losses(self, batch: Batch) -> dict[str, tuple[float, Tensor]]:
        states = self.student.encode_layers(batch.pieces, batch.shapes, batch.mask)
        scores = head_scores_of(self.student, states[-1], batch)
        taught = self.teacher.losses(Reading(states, scores), batch)
        weights = self.stage["taught"]
        parts = {name: (weights[name], value) for name, value in taught.items()}
        share = self.stage["labelled_weight"]
        for name, value in losses_of(self.student, scores, batch).items():
            parts[f"labelled_{name}"] = share * self.stage["weights"][name], value
        return parts

    def state(self) -> dict[str, Any]:
        """Return what ``load`` needs to go on."""
        return {
            "student": self.student.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self.optimiser.state_dict(),
            "step": self.step,
        }

    def load(self, state: dict[str, Any]) -> None:
        """Go on where a run with the same recipe stopped."""
        self.student.load_state_dict(state["student"])
        self.average.load_state_dict(state["average"])
        self.optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]


def _plan(data: Path, tokenizer: Tokenizer, stage: dict[str, Any]) -> list[list[Sample]]:
    """Return the batches of all steps in their order, which depends on the seed alone."""
    dice = random.Random(stage["seed"])
    every, steps = stage["labelled_every"], stage["steps"]
    fresh = [*news(read_taught(data))]
    labelled = _groups([*fresh, *fresh, *read_corpora(data)], tokenizer, stage, dice)
    plain = _groups(list(_unlabelled(data, stage, dice)), tokenizer, stage, dice)
    print("batches", len(labelled), "labeled", len(plain), "not", flush=True)
    turns = {True: _endless(labelled), False: _endless(plain)}
    return [next(turns[step % every == every - 1]) for step in range(steps)]


def _unlabelled(data: Path, stage: dict[str, Any], dice: random.Random) -> Iterator[Example]:
    """Yield articles of the pool that nobody labeled."""
    pool = read_unlabeled(data)
    dice.shuffle(pool)
    taken: Counter[str] = Counter()
    for article in pool:
        if taken.total() < stage["articles"] and taken[article.outlet] < stage["per_outlet"]:
            taken[article.outlet] += 1
            yield Example(article.id, tokenise(article.text))


def _groups(
    examples: list[Example], tokenizer: Tokenizer, stage: dict[str, Any], dice: random.Random
) -> list[list[Sample]]:
    """Return batches of windows of like length, in random order."""
    pool = [
        sample
        for example in examples
        for sample in samples(example, tokenizer, dice.choice(stage["windows"]), dice)
    ]
    pool.sort(key=lambda sample: len(sample.window.pieces) + dice.random() * 24)
    size = stage["batch"]
    groups = [pool[at : at + size] for at in range(0, len(pool), size)]
    dice.shuffle(groups)
    return groups


def _endless(groups: list[list[Sample]]) -> Iterator[list[Sample]]:
    while True:
        yield from groups


if __name__ == "__main__":
    main()
