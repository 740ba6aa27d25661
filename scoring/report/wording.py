"""Describes clues in plain words."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from scoring.model.weights.clue_templates import load_templates
from scoring.model.weights.clue_weights import DECISIONS

FILE: Final = Path(__file__).with_name("clue_words.toml")


def describe(clue: str, decider: str) -> str:
    """Return what a clue means, or the clue itself if it has no description.

    ``decider``: the decider that used it, such as ``table.owners``.
    """
    if words := _words().get(clue):
        return words
    decision = decider.removeprefix("table.")
    meaning = load_templates(decision).meaning(clue) if decision in DECISIONS else None
    return meaning or clue


@cache
def _words() -> Mapping[str, str]:
    words: dict[str, str] = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return words
