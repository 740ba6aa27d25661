"""Export a shipped artefact's weights anew: ``python -m training.requantise --data FOLDER``.

For when ``training.export`` quantises in another way. Nothing is learned; confidence is calibrated
on dev again.
"""

import argparse
import tomllib
from pathlib import Path

from scoring.model.artefact import PACKAGED
from training.finish import finish
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
    reader = load_shipped(arguments.artefact)
    finish(reader, model, data, recipe)


if __name__ == "__main__":
    main()
