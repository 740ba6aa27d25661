"""Train the teacher, the larger network that readers learn from: ``python -m training.teacher --data FOLDER``.

It learns every label that is not held back, general news included, and is never shipped. Stopped and started
again, it goes on from the last checkpoint in ``--out``. ``training.make`` and ``training.distil``
take its weights, ``--out``'s ``reader.pt``, as ``--teacher``.
"""

import argparse
import tomllib
from pathlib import Path
from typing import Any

import torch
from tokenizers import Tokenizer

from training.bases import reader_tokenizer, teacher_base
from training.corpora import Example, news
from training.mpnet import MpnetReader, load_mpnet
from training.news import read_teachable
from training.train import RECIPE, read_corpora, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--out", type=Path, default=Path("build/teacher"))
    arguments = parser.parse_args()
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    print(train_teacher(arguments.data, arguments.out, recipe, reader_tokenizer()))


def train_teacher(data: Path, out: Path, recipe: dict[str, Any], tokenizer: Tokenizer) -> Path:
    """Train a teacher from MPNet's weights; return where its own are."""
    stage = recipe["teacher"]
    torch.manual_seed(stage["seed"])
    teacher = MpnetReader(stage["dropout"])
    load_mpnet(teacher, teacher_base(out / "mpnet"))
    return train(teacher, read_examples(data, stage["repeat_news"]), tokenizer, recipe, stage, out)


def load_teacher(weights: Path) -> MpnetReader:
    """Return a trained teacher, ready to read."""
    teacher = MpnetReader()
    teacher.load_state_dict(torch.load(weights, weights_only=True)["reader"])
    return teacher.eval()


def read_examples(data: Path, repeat_news: int) -> list[Example]:
    """Return every article with labels to learn from, those of general news so many times."""
    return [*read_corpora(data), *[*news(read_teachable(data))] * repeat_news]


if __name__ == "__main__":
    main()
