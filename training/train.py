"""Train the reader, one stage of the recipe at a time.

A stage writes ``reader.pt`` (the moving average of the weights) and ``history.jsonl`` after every
epoch. ``training.make`` runs them all.
"""

import json
import math
import random
import time
from collections import Counter
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from training.batches import Sample, batches, samples
from training.corpora import Example, gum, polnear, polnear_others, wikigold
from training.hardware import HALF
from training.losses import losses
from training.network import HeadedEncoder

RECIPE = Path(__file__).with_name("recipe.toml")


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
    dice = random.Random(settings["seed"])
    _epochs(reader, examples, tokenizer, settings, out, dice)
    return out / "reader.pt"


def _epochs(
    reader: HeadedEncoder,
    examples: list[Example],
    tokenizer: Tokenizer,
    recipe: dict[str, Any],
    out: Path,
    dice: random.Random,
) -> None:
    """Train for the epochs; write the moving average of the weights after each."""
    average = AveragedModel(reader, multi_avg_fn=get_ema_multi_avg_fn(recipe["ema"]))
    optimiser = torch.optim.AdamW(
        _groups(reader, recipe), weight_decay=recipe["weight_decay"], fused=True
    )
    per_epoch = len(_epoch(examples, tokenizer, recipe, random.Random(0))) // recipe["batch"]
    total, step, began = per_epoch * recipe["epochs"], 0, time.monotonic()
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda s: learning_rate_at(s, total, recipe["warmup"])
    )
    for epoch in range(recipe.get("stop_after", recipe["epochs"])):
        reader.train()
        seen: Counter[str] = Counter()
        pool = _epoch(examples, tokenizer, recipe, dice)
        for batch in batches(pool, recipe["batch"], dice):
            with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
                parts = losses(reader, batch)
            loss = torch.stack([recipe["weights"][k] * v for k, v in parts.items()]).sum()
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            average.update_parameters(reader)
            step += 1
            seen.update({k: v.item() for k, v in parts.items()})
            seen.update({f"n_{k}": 1 for k in parts})
            if step % 50 == 0:
                means = {k: round(seen[k] / seen[f"n_{k}"], 4) for k in parts}
                print(step, total, round(time.monotonic() - began), means, flush=True)
        torch.save({"reader": average.module.state_dict(), "recipe": recipe}, out / "reader.pt")
        means = {k: seen[k] / seen[f"n_{k}"] for k in seen if not k.startswith("n_")}
        with (out / "history.jsonl").open("a", encoding="utf-8") as history:
            print(json.dumps({"epoch": epoch + 1, "loss": means}), file=history)


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
