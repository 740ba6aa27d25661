"""Train, export, quantise, calibrate, measure, write: ``python -m training.make --data FOLDER``.

The whole recipe in one command. The artefact, with its model card, goes to ``--out``'s folder
``model``; copy that to ``scoring/model/reader`` and measure the default profile anew
(``make profile``) to ship it.
"""

import argparse
import tomllib
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from scoring.pipeline import Pipeline
from training.bases import reader_base, reader_tokenizer
from training.corpora import Example
from training.finish import finish
from training.network import Reader, load_base
from training.silver import write as write_silver
from training.teacher import load_teacher, train_teacher
from training.teachers import teach
from training.train import RECIPE, read_corpora, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--out", type=Path, default=Path("build"))
    parser.add_argument("--teacher", type=Path, help="weights of a teacher that has been trained")
    arguments = parser.parse_args()
    data, out = arguments.data, arguments.out
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    tokenizer = reader_tokenizer()
    out.mkdir(parents=True, exist_ok=True)
    weights = arguments.teacher or train_teacher(data, out / "teacher", recipe, tokenizer)
    teacher = load_teacher(weights)
    silver = out / "silver.jsonl"
    write_silver(Pipeline.load(), data, silver)
    examples = read_corpora(data, silver)
    teach(examples, teacher, tokenizer, recipe["teacher"]["temperature"])
    reader = make_reader(examples, out, recipe, tokenizer)
    finish(reader, out / "model", data, recipe)


def make_reader(
    examples: list[Example], out: Path, recipe: dict[str, Any], tokenizer: Tokenizer
) -> Reader:
    """Train the reader on the examples' labels and lessons."""
    torch.manual_seed(recipe["seed"])
    reader = Reader(recipe["reader"]["dropout"])
    load_base(reader, reader_base() / "model.safetensors")
    weights = train(reader, examples, tokenizer, recipe, recipe["reader"], out)
    reader.load_state_dict(torch.load(weights, weights_only=True)["reader"])
    return reader.eval()


if __name__ == "__main__":
    main()
