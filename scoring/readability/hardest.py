"""Finds the sentences of an article that are hardest to read."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final

from scoring.readability.counting import count_each
from scoring.readability.formulas import Counts, flesch_ease, flesch_kincaid_grade
from scoring.types import SentenceNote

THRESHOLDS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("thresholds.toml").read_text(encoding="utf-8")
)
MAX_SENTENCES: Final[int] = THRESHOLDS["most"]
EASY: Final[int] = THRESHOLDS["easy"]["words_at_most"]
LONG: Final[int] = THRESHOLDS["long"]["words_more_than"]
VERY_LONG: Final[int] = THRESHOLDS["very_long"]["words_at_least"]
HARD_WORDS: Final[float] = THRESHOLDS["hard_words"]["ease_below"]


def find_hardest(
    text: str, sentences: Sequence[tuple[int, int]], counts: Iterable[Counts] | None = None
) -> tuple[SentenceNote, ...]:
    """Return the flagged sentences with the highest grades, in the order of the text.

    ``sentences`` are offsets into ``text``, and ``counts`` their counts if already known. A note's
    offsets exclude white space at its ends. At most ``MAX_SENTENCES``.
    """
    if counts is None:
        counts = count_each(text[start:end] for start, end in sentences)
    found = zip(sentences, counts, strict=True)
    notes = [note for (start, end), one in found if (note := _note(text, start, end, one))]
    hardest = sorted(notes, key=lambda note: (-note.grade, note.start))[:MAX_SENTENCES]
    return tuple(sorted(hardest, key=lambda note: note.start))


def _note(text: str, start: int, end: int, counts: Counts) -> SentenceNote | None:
    if counts.words <= EASY:
        return None
    flags = tuple(_flags(counts))
    if not flags:
        return None
    sentence = text[start:end]
    return SentenceNote(
        start=start + len(sentence) - len(sentence.lstrip()),
        end=start + len(sentence.rstrip()),
        text=sentence.strip(),
        words=counts.words,
        grade=round(flesch_kincaid_grade(counts), 1),
        flags=flags,
    )


def _flags(counts: Counts) -> Iterable[str]:
    if counts.words > LONG:
        yield "long"
    if counts.words >= VERY_LONG:
        yield "very_long"
    if flesch_ease(counts) < HARD_WORDS:
        yield "hard_words"
