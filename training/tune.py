"""Teach the shipped reader news at large: ``python -m training.tune --data FOLDER``.

It goes on from ``--artefact`` with the labelled articles of ``training.news`` that are not held back
(``read_taught``), and as much of PolNeAR as the recipe's ``[tuning]`` says, so that it does not forget
it; of all of them it also learns what it thought itself before (distillation; Li & Hoiem 2018,
"Learning without forgetting"). Evidence (``training.evidence`` and its like) is fitted afterwards.
``--out``'s folder ``model`` gets the artefact.
"""

import argparse
import random
import tomllib
from pathlib import Path
from typing import Any

import torch

from scoring.model.artefact import PACKAGED
from training.bases import reader_tokenizer
from training.corpora import Example, news, polnear
from training.finish import finish
from training.news import read_taught
from training.resume import load_shipped
from training.teachers import teach
from training.train import RECIPE, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--out", type=Path, default=Path("build"))
    parser.add_argument("--artefact", type=Path, default=PACKAGED, help="where to begin")
    arguments = parser.parse_args()
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    stage = recipe["tuning"]
    tokenizer = reader_tokenizer()
    reader = load_shipped(arguments.artefact, stage["dropout"])
    examples = read_examples(arguments.data, recipe["seed"], stage)
    teach(examples, reader, tokenizer, stage["temperature"])
    weights = train(reader, examples, tokenizer, recipe, stage, arguments.out)
    reader.load_state_dict(torch.load(weights)["reader"])
    finish(reader, arguments.out / "model", arguments.data, recipe)


def read_examples(data: Path, seed: int, stage: dict[str, Any]) -> list[Example]:
    """Return the news, so many times, and a random share of PolNeAR's articles."""
    fresh = [*news(read_taught(data))]
    politics = [*polnear(data, "train")]
    share = round(stage["share_of_politics"] * len(politics))
    return [*fresh * stage["repeat_news"], *random.Random(seed).sample(politics, share)]


if __name__ == "__main__":
    main()
