"""Evidence learned from labeled articles: a weight for each clue, in log odds.

A clue is a short string that describes something in an article: "noun official", "before said". The
weights come from a logistic regression on the labeled training articles (``training.evidence``).
The callers add the model's own log odds.
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
"""The decisions made with learned clues. Each has a file of weights and a file of templates."""
BASE: Final = "base"
"""The name of the intercept, which applies without any clue."""


class Evidence:
    """The weights of a decision, in log odds.

    Each clue has a row with one weight for each outcome. ``outcomes`` names the columns. ``base``
    is the row of intercepts.
    """

    def __init__(
        self,
        outcomes: tuple[str, ...],
        base: Sequence[float],
        rows: Mapping[str, Sequence[float]],
    ) -> None:
        self.outcomes = outcomes
        self._base = base
        self._rows = rows
        self._single = {clue: row[0] for clue, row in rows.items()} if len(outcomes) == 1 else {}
        """The only weight of each clue, if there is one outcome."""

    def weigh(self, clues: Iterable[str]) -> list[float]:
        """Return the log odds of each outcome, in the order of ``outcomes``.

        Unknown clues are ignored, and repeated clues count once.
        """
        # Sum in the clues' own order: the order of a set differs between processes.
        if self._single:
            return [sum(filter(None, map(self._single.get, dict.fromkeys(clues))), self._base[0])]
        rows = [row for row in map(self._rows.get, dict.fromkeys(clues)) if row]
        return [sum(column) for column in zip(self._base, *rows, strict=True)]

    def weights(self, clues: Iterable[str], outcome: int = 0) -> list[tuple[str, float]]:
        """Return each clue's weight for an outcome, in log odds.

        ``outcome`` is the index of a column. The intercept comes first, as ``BASE``. The weights
        add up to the log odds that ``weigh`` returns.
        """
        known = (clue for clue in dict.fromkeys(clues) if clue in self._rows)
        return [
            (BASE, self._base[outcome]),
            *((clue, self._rows[clue][outcome]) for clue in known),
        ]


@cache
def load_evidence(name: str) -> Evidence:
    """Return the evidence in ``{name}.json``. Raises ``BadArtefact`` if its schema differs."""
    return read_evidence(FOLDER / f"{name}.json", load_templates(name).schema)


def read_evidence(path: Path, schema: str) -> Evidence:
    """Return the evidence in a file.

    Raises ``BadArtefact`` if it was not learned with the templates of this schema. Otherwise, a
    clue that was reworded since would silently lose its weight.
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
    """Load the evidence for every decision. Raises ``BadArtefact`` if a schema differs."""
    for name in DECISIONS:
        load_evidence(name)
