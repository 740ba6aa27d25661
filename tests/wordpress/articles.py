"""Drafts for the tests."""

from pathlib import Path

from wordpress.editor import paragraphs

SEED = (Path(__file__).parents[2] / "seeds" / "article.txt").read_text()
SEED_BLOCKS = paragraphs(*(line for line in SEED.split("\n") if line.strip()))

PIER = (
    "The old pier may reopen in May, Mayor Ana Ruiz said on Tuesday.",
    "“We will mend every plank,” she told reporters.",
    "A senior official said the repair could cost about 2 million pounds.",
    "The harbour was quiet.",
)
PIER_BLOCKS = paragraphs(*PIER)

FILLER = [f"Boat number {number} lay at the quay in the morning." for number in range(1, 41)]
LONG_BLOCKS = paragraphs(*FILLER, "The pier may reopen, Mayor Ana Ruiz said.", *FILLER)
"""A draft whose only hedge is far below what can be seen."""
