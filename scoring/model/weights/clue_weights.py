"""Evidence learned from labelled articles: a weight for each clue, in log odds.

A clue is a short string that says what stands in an article: "noun official", "before said". The
weights are those of a logistic regression on the labelled train articles (``training.evidence``);
what the encoder says is added by whoever asks.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from scoring.errors import BadArtefact
from scoring.model.weights.clue_templates import load_templates

FOLDER = Path(__file__).parent
DECISIONS: Final = (
    "antecedents",
    "attributions",
    "descriptions",
    "hedges",
    "owners",
    "sources",
)
"""What is decided by learned clues: a file of weights and one of templates each."""
BASE: Final = "base"
"""The clue that stands for what holds without any."""


class Evidence:
    """Weights by clue, a row each; ``outcomes`` names the columns."""

    def __init__(
        self,
        outcomes: tuple[str, ...],
        base: Sequence[float],
        rows: Mapping[str, Sequence[float]],
    ) -> None:
        self.outcomes = outcomes
        self._base = base
        self._rows = rows

    def weigh(self, clues: Iterable[str]) -> list[float]:
        """Return the log odds of each outcome; a clue that was never learned says nothing."""
        # Added up in the clues' own order: a set's differs from process to process.
        rows = [self._rows[clue] for clue in dict.fromkeys(clues) if clue in self._rows]
        return [sum(column) for column in zip(self._base, *rows, strict=True)]

    def weights(self, clues: Iterable[str], outcome: int = 0) -> list[tuple[str, float]]:
        """Return what each clue weighs for an outcome; they add up to what ``weigh`` returns.

        What holds without any clue is the first, as ``BASE``.
        """
        known = (clue for clue in dict.fromkeys(clues) if clue in self._rows)
        return [
            (BASE, self._base[outcome]),
            *((clue, self._rows[clue][outcome]) for clue in known),
        ]


@cache
def load_evidence(name: str) -> Evidence:
    """Return the evidence in ``{name}.json``. Raises ``BadArtefact``."""
    return read_evidence(FOLDER / f"{name}.json", load_templates(name).schema)


def read_evidence(path: Path, schema: str) -> Evidence:
    """Return the evidence in a file.

    Raises ``BadArtefact`` if it was not learned with the templates of this schema: a clue that was
    reworded since would have no weight, and nobody would see it.
    """
    stored = json.loads(path.read_text(encoding="utf-8"))
    if stored.get("schema") != schema:
        raise BadArtefact(
            f"{path}: schema {stored.get('schema')}, not {schema}: it was learned with other "
            "templates of clues (docs/how-to/add-a-clue.md)"
        )
    rows = {clue: tuple(row) for clue, row in stored["clues"].items()}
    return Evidence(tuple(stored["outcomes"]), tuple(stored["base"]), rows)


def load_all() -> None:
    """Read the evidence for every decision. Raises ``BadArtefact``."""
    for name in DECISIONS:
        load_evidence(name)
