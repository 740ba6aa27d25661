"""Time articles of several lengths on one core.

The articles are the seed's paragraphs over again. Each time is the best of several rounds, as
others may use the machine; time per character over the lengths shows whether it is linear.
"""

import sys
import time
from pathlib import Path

from scoring.engine import Engine
from scoring.report.request import ScoreRequest
from scoring.text.words import count_words

SEED = Path(__file__).parents[2] / "seeds" / "article.txt"
WORDS = (200, 800, 3_000, 20_000, 40_000)
LONGEST = 200_000
ROUNDS = 7


def article(words: int) -> str:
    """Return the seed's paragraphs, over and over, up to about so many words."""
    paragraphs = SEED.read_text(encoding="utf-8").split("\n")
    text, at, found = "", 0, 0
    while found < words:
        paragraph = paragraphs[at % len(paragraphs)]
        found += count_words(paragraph)
        text += paragraph + "\n"
        at += 1
    return text[:LONGEST]


def seconds(engine: Engine, text: str, rounds: int) -> float:
    """Return the best time of some rounds."""
    best = float("inf")
    for _ in range(rounds):
        began = time.perf_counter()
        engine.score(ScoreRequest(text=text, language="en"))
        best = min(best, time.perf_counter() - began)
    return best


def show(engine: Engine) -> None:
    """Print the table."""
    out = sys.stdout.write
    out("   words  characters       ms  words/s  us/character\n")
    for words in WORDS:
        text = article(words)
        took = seconds(engine, text, ROUNDS if words < 10_000 else 2)
        out(f"{count_words(text):8d} {len(text):11d} {took * 1e3:8.1f} ")
        out(f"{count_words(text) / took:8.0f} {took / len(text) * 1e6:13.1f}\n")
        sys.stdout.flush()
