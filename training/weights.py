"""Write what clues weigh, with the schema of the templates that make them."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from scoring.model.weights import clue_weights as table
from scoring.model.weights.clue_templates import load_templates

Rows = Mapping[str, Sequence[float]]


def write_weights(
    name: str,
    outcomes: Sequence[str],
    base: Iterable[float],
    rows: Rows,
    folder: Path | None = None,
) -> None:
    """Write the evidence where the pipeline reads it (or into a folder), a clue to a line.

    Weights of templates that changed since the clues were made would be refused, or, written as of
    the new ones, wrong: who writes has made the clues with the templates as they are.
    """
    lines = ",\n".join(f"{json.dumps(clue)}: {_rounded(row)}" for clue, row in rows.items())
    ((folder or table.FOLDER) / f"{name}.json").write_text(
        f'{{"schema": {json.dumps(load_templates(name).schema)},\n'
        f'"outcomes": {json.dumps(list(outcomes))},\n"base": {_rounded(base)},\n'
        f'"clues": {{\n{lines}\n}}}}\n',
        encoding="utf-8",
    )
    table.load_evidence.cache_clear()


def _rounded(row: Iterable[float]) -> str:
    return json.dumps([round(float(value), 2) for value in row])
