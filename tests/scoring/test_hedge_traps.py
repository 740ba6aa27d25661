"""Words that hedge in one use and not in another, both ways, over many sentences."""

import re
import tomllib
from pathlib import Path

import pytest

from scoring.pipeline import Pipeline
from scoring.types import Article

TRAPS: dict[str, dict[str, list[str]]] = tomllib.loads(
    Path(__file__).with_name("hedge_traps.toml").read_text(encoding="utf-8")
)


def hedges(pipeline: Pipeline, marked: str) -> bool:
    """Is a hedge found at the marked words?"""
    match = re.search(r"\[(.+?)\]", marked)
    assert match
    start, end = match.start(), match.end() - 2
    text = marked.replace("[", "").replace("]", "")
    found = pipeline.parse(Article(text=text)).hedges
    return any(h.start < end and start < h.end for h in found)


def test_no_more_than_one_in_fifty_traps_is_taken_for_a_hedge(pipeline: Pipeline) -> None:
    """Over all the words together."""
    silent = [text for trap in TRAPS.values() for text in trap["silent"]]
    hit = [text for text in silent if hedges(pipeline, text)]
    assert len(silent) > 100
    assert len(hit) <= len(silent) / 50, hit


def test_nine_in_ten_are_found_where_they_hedge(pipeline: Pipeline) -> None:
    """The same words; a guard that silenced them all would pass the test above."""
    hedging = [text for trap in TRAPS.values() for text in trap["hedges"]]
    missed = [text for text in hedging if not hedges(pipeline, text)]
    assert len(missed) <= len(hedging) / 10, missed


@pytest.mark.parametrize("name", [name for name, trap in TRAPS.items() if trap["hedges"]])
def test_each_word_is_told_apart(pipeline: Pipeline, name: str) -> None:
    """For each word, most of both kinds: none is always found or never."""
    found = [hedges(pipeline, text) for text in TRAPS[name]["hedges"]]
    taken = [hedges(pipeline, text) for text in TRAPS[name]["silent"]]
    assert sum(found) > len(found) / 2
    assert sum(taken) < len(taken) / 4
