"""Fit an artefact's confidence anew and write its card: ``python -m training.recalibrate``.

For when a rule has changed and no weight: what is found, and how sure that is, hangs on both. The
artefact is changed where it lies.
"""

import argparse
import tomllib
from pathlib import Path

from scoring.model.artefact import PACKAGED
from training.finish import measure
from training.train import RECIPE


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="the corpora's folder")
    parser.add_argument("--artefact", type=Path, default=PACKAGED)
    arguments = parser.parse_args()
    recipe = tomllib.loads(RECIPE.read_text(encoding="utf-8"))
    measure(arguments.artefact, arguments.data, recipe)


if __name__ == "__main__":
    main()
