"""Texts that break off anywhere, as in an editor while somebody writes.

A rule that looks at the word behind a phrase must know that there may be none. ``broken_off.txt``
has a text a line.
"""

from pathlib import Path

import pytest

from scoring.pipeline import Pipeline
from scoring.text.words import find_words
from scoring.types import Article

BEFORE = "Mayor Ana Ruiz, 61, opened the pier. “It is safe,” she said, according to Ben Holt.\n\n"
TEXTS = (Path(__file__).parent / "broken_off.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_can_break_off_anywhere(pipeline: Pipeline, text: str) -> None:
    """Every beginning of it is read, alone and after other paragraphs."""
    text = text.replace("¶", "\n\n")
    ends = [end for _, end in find_words(text)]
    for end in ends:
        for before in ("", BEFORE):
            for cut in (text[:end], text[: end + 1]):
                story = pipeline.parse(Article(text=before + cut))
                assert all(part.cue.end <= len(before + cut) for part in story.attributions)
