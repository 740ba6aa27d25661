"""Train the reader, one stage of the recipe at a time.

A stage writes ``reader.pt`` (the moving average of the weights) and ``history.jsonl`` after every
epoch, and a checkpoint every so many steps: stopped and started again, it goes on from there.
``training.make`` runs them all.
"""

import json
import math
import random
import time
from collections import Counter
from itertools import islice
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.batches import Batch, Sample, batches, samples
from training.corpora import Example, gum, polnear, polnear_others, wikigold
from training.hardware import HALF
from training.losses import losses
from training.network import HeadedEncoder

RECIPE = Path(__file__).with_name("recipe.toml")
CHECKPOINT = "checkpoint.pt"


def read_corpora(data: Path, silver: Path | None = None) -> list[Example]:
    """Return everything there is to train on; of PolNeAR only the train split."""
    return [
        *polnear(data, "train", silver),
        *polnear_others(data),
        *(e for e, _ in gum(data)),
        *wikigold(data),
    ]


def train(
    reader: HeadedEncoder,
    examples: list[Example],
    tokenizer: Tokenizer,
    recipe: dict[str, Any],
    stage: dict[str, Any],
    out: Path,
) -> Path:
    """Train a network for one stage of the recipe; return where its weights are.

    What the stage sets stands before what the recipe sets for all. With ``stop_after`` it ends after
    so many of its epochs; the learning rate falls as if it ran them all.
    """
    out.mkdir(parents=True, exist_ok=True)
    settings = recipe | stage
    torch.manual_seed(settings["seed"])
    _epochs(reader, examples, tokenizer, settings, out)
    return out / "reader.pt"


class _Run:
    """What a stage changes as it goes: network, optimizer, moving average, and how far it is."""

    def __init__(self, reader: HeadedEncoder, recipe: dict[str, Any], total: int) -> None:
        self.reader, self.recipe, self.total = reader, recipe, total
        self.average = AveragedModel(reader, multi_avg_fn=get_ema_multi_avg_fn(recipe["ema"]))
        self.optimiser = torch.optim.AdamW(
            _groups(reader, recipe), weight_decay=recipe["weight_decay"], fused=True
        )
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda s: learning_rate_at(s, total, recipe["warmup"])
        )
        self.step = self.epoch = self.batch = 0

    def learn(self, batch: Batch) -> dict[str, float]:
        """Take one step; return what each loss was."""
        with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
            parts = losses(self.reader, batch)
        loss = torch.stack([self.recipe["weights"][k] * v for k, v in parts.items()]).sum()
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.reader.parameters(), 1.0)
        self.optimiser.step()
        self.schedule.step()
        self.average.update_parameters(self.reader)
        self.step += 1
        self.batch += 1
        return {k: v.item() for k, v in parts.items()}

    def save(self, path: Path) -> None:
        """Write what ``load`` needs to go on, in one move."""
        state = {name: getattr(self, name).state_dict() for name in _STATEFUL}
        state |= {name: getattr(self, name) for name in _COUNTS}
        torch.save(state, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)

    def load(self, path: Path) -> None:
        """Go on where a run with the same recipe stopped."""
        state = torch.load(path, weights_only=True)
        for name in _STATEFUL:
            getattr(self, name).load_state_dict(state[name])
        for name in _COUNTS:
            setattr(self, name, state[name])


_STATEFUL = ("reader", "average", "optimiser", "schedule")
_COUNTS = ("step", "epoch", "batch")


def _epochs(
    reader: HeadedEncoder,
    examples: list[Example],
    tokenizer: Tokenizer,
    recipe: dict[str, Any],
    out: Path,
) -> None:
    """Train for the epochs; write the moving average of the weights after each.

    Each epoch has dice of its own, so that a stage that was stopped finds its batches again.
    """
    first = _epoch(examples, tokenizer, recipe, _dice(recipe, 0))
    run = _Run(reader, recipe, len(first) // recipe["batch"] * recipe["epochs"])
    state = out / CHECKPOINT
    if state.exists():
        run.load(state)
    began = time.monotonic()
    while run.epoch < recipe.get("stop_after", recipe["epochs"]):
        reader.train()
        seen: Counter[str] = Counter()
        dice = _dice(recipe, run.epoch)
        planned = batches(_epoch(examples, tokenizer, recipe, dice), recipe["batch"], dice)
        for batch in islice(planned, run.batch, None):
            parts = run.learn(batch)
            seen.update(parts)
            seen.update({f"n_{k}": 1 for k in parts})
            if run.step % 50 == 0:
                means = {k: round(seen[k] / seen[f"n_{k}"], 4) for k in parts}
                print(run.step, run.total, round(time.monotonic() - began), means, flush=True)
            if run.step % recipe["checkpoint_every"] == 0:
                run.save(state)
        run.epoch, run.batch = run.epoch + 1, 0
        weights = run.average.module.state_dict()
        torch.save({"reader": weights, "recipe": recipe}, out / "reader.pt")
        means = {k: seen[k] / seen[f"n_{k}"] for k in seen if not k.startswith("n_")}
        with (out / "history.jsonl").open("a", encoding="utf-8") as history:
            print(json.dumps({"epoch": run.epoch, "loss": means}), file=history)
        run.save(state)
    state.unlink(missing_ok=True)


def _dice(recipe: dict[str, Any], epoch: int) -> random.Random:
    return random.Random(f"{recipe['seed']} {epoch}")


def _epoch(
    examples: list[Example], tokenizer: Tokenizer, recipe: dict[str, Any], dice: random.Random
) -> list[Sample]:
    pool: list[Sample] = []
    for example in examples:
        limit = dice.choice(recipe["windows"])
        pool.extend(samples(example, tokenizer, limit, dice))
        if example.hedges is not None or any(
            link.source_type >= 0 and not link.silver for link in example.links
        ):
            extra = samples(example, tokenizer, dice.choice(recipe["windows"]), dice)
            pool.extend(s for s in extra if dice.random() < recipe["repeat_labelled"])
    return pool


def _groups(reader: HeadedEncoder, stage: dict[str, Any]) -> list[dict[str, Any]]:
    new = ("heads.", "crf.", "source_distance", "content_distance", "no_source", "shapes.")
    fresh = [p for n, p in reader.named_parameters() if n.startswith(new)]
    old = [p for n, p in reader.named_parameters() if not n.startswith(new)]
    return [
        {"params": old, "lr": stage["learning_rate"]},
        {"params": fresh, "lr": stage["head_learning_rate"]},
    ]


def learning_rate_at(step: int, total: int, warmup: float) -> float:
    """Return the share of the full rate: a linear warm-up, then a cosine down to a hundredth."""
    done = step / max(1, total)
    if done < warmup:
        return done / warmup
    return 0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * min(1.0, (done - warmup) / (1 - warmup))))
