"""Bring weights to the templates as they are: ``python -m training.stamp NAME``.

After a template was added, reworded or removed the weights are refused, and what learns them anew
reads articles with the whole pipeline, which needs all of them. This leaves out the clues that no
template makes any more, prints how many they are, and writes the new schema. A reworded or new clue
weighs nothing until it is learned: fit the decision anew afterwards (training/README.md).
"""

import argparse
import json
from pathlib import Path

from scoring.model.weights import clue_weights as table
from scoring.model.weights.clue_templates import load_templates
from training.weights import write_weights


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=table.DECISIONS)
    name = parser.parse_args().name
    left_out = stamp(name)
    print(f"{name}: left out {len(left_out)} clues that no template makes")


def stamp(name: str, folder: Path | None = None) -> list[str]:
    """Bring a decision's weights to its templates; return the clues that were left out."""
    templates = load_templates(name)
    path = (folder or table.FOLDER) / f"{name}.json"
    stored = json.loads(path.read_text(encoding="utf-8"))
    made = {clue: row for clue, row in stored["clues"].items() if templates.makes(clue)}
    write_weights(name, stored["outcomes"], stored["base"], made, folder)
    return [clue for clue in stored["clues"] if clue not in made]


if __name__ == "__main__":
    main()
