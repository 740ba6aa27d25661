"""Make the artefact of a trained reader: export, calibrate, measure on dev, write its card."""

from pathlib import Path
from typing import Any

from scoring.evaluation.evaluate import evaluate
from scoring.pipeline import Pipeline
from training.bases import reader_base
from training.calibrate import calibrate
from training.card import write_card
from training.corpora import LABELS
from training.export import export
from training.network import Reader


def finish(reader: Reader, model: Path, data: Path, recipe: dict[str, Any]) -> None:
    """Write the artefact's files into ``model`` and print its figures on dev."""
    export(reader.eval(), reader_base(), model, recipe["version"], recipe["window"])
    measure(model, data, recipe)


def measure(model: Path, data: Path, recipe: dict[str, Any]) -> None:
    """Calibrate an artefact, write its card and print its figures on dev."""
    calibrate(model, data, recipe["version"], recipe["window"])
    figures = evaluate(Pipeline.load(model), data, "dev", LABELS)
    write_card(model, recipe, figures)
    for name, figure in figures.items():
        print(f"{name:<46} {figure:.3f}")
