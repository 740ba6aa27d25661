"""Clues in plain words."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

FILE: Final = Path(__file__).with_name("clue_words.toml")

ONE: Final = re.compile(r"\b(1 (?:word|sentence|paragraph|cue|other cue))s\b")


class Wording(NamedTuple):
    """The words of clues that fit a pattern. ``again``: what the first group holds is a clue."""

    pattern: re.Pattern[str]
    words: str
    again: bool


def describe(clue: str) -> str:
    """Return what a clue means; the clue itself if no wording fits."""
    for wording in _wordings():
        if match := wording.pattern.fullmatch(clue):
            groups = [group or "" for group in match.groups()]
            if wording.again:
                groups[0] = describe(groups[0])
            words = wording.words
            for number, group in enumerate(groups, 1):
                words = words.replace(f"\\{number}", group)
            return ONE.sub(r"\1", words.replace(" ()", "").replace("_", " "))
    return clue


@cache
def _wordings() -> tuple[Wording, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["clue"]
    return tuple(
        Wording(re.compile(row["pattern"]), row["words"], row.get("again", False)) for row in rows
    )
