"""Export a shipped artefact's weights anew: ``python -m training.requantise --data FOLDER``.

For when ``training.export`` quantises in another way. Nothing is learned; confidence is calibrated
on dev again.
"""

import argparse
import tomllib
from pathlib import Path

from scoring.evaluation.evaluate import evaluate
from scoring.pipeline import Pipeline
from scoring.reading.artefact import PACKAGED
from training.bases import reader_base
from training.calibrate import calibrate
from training.card import write_card
from training.corpora import LABELS
from training.export import export
from training.network import Reader
from training.resume import load_shipped
from training.train import RECIPE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--out", type=Path, default=Path("build"))
    parser.add_argument("--artefact", type=Path, default=PACKAGED, help="whose weights")
    arguments = parser.parse_args()
    data, model = arguments.data, arguments.out / "model"
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    reader = Reader(0.0)
    load_shipped(reader, arguments.artefact)
    export(reader.eval(), reader_base(), model, recipe["version"], recipe["window"])
    calibrate(model, data, recipe["version"], recipe["window"])
    figures = evaluate(Pipeline.load(model), data, "dev", LABELS)
    write_card(model, recipe, figures)
    for name, figure in figures.items():
        print(f"{name:<46} {figure:.3f}")


if __name__ == "__main__":
    main()
