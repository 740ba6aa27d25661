"""Is it a dialogue? Labelled paragraphs in which people take turns, and speak.

Labels that come back stand in event boxes, results and recipes too. A dialogue's are people's,
they alternate or answer questions, and what follows them is sentences with something of speech:
a question, a first or second person; a list's entries are fragments, or about somebody.
"""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

from scoring.attributions.labels import Label, Standing, introduced, parse, standing
from scoring.lexicons.lexicon import load_terms

SENTENCE_SHARE: Final = 0.5
"""Of the labelled paragraphs, how many are sentences at least."""
SPEECH_SHARE: Final = 0.25
"""How many have a first or second person, an answer's opening or a question."""
CLAUSE_SHARE: Final = 0.5
"""How many have a finite verb of their own, where nothing else tells speech from a list."""
ASKED_SHARE: Final = 0.25
"""How many stand after a question, where no label asks."""
LEAST_LOWER: Final = 0.4
"""Share of lower-case words in a sentence: a line-up's names have none."""
LOOKED_AT: Final = 400
"""Characters of a paragraph that are looked at for what tells speech."""
LONGEST_QUESTION: Final = 800
FEW_WORDS: Final = 10
"""What ends on an abbreviation and is no longer than this is hardly a sentence: "6 p.m."."""
TAIL: Final = 12
"""Characters at a paragraph's end that are looked at for what ends it."""

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ENDS: Final = re.compile(r"(?:[.?!…]|[-–—])[\"”’')\]*_\s]*$")
ABBREVIATED: Final = re.compile(r"\b(?:[ap]\.m|[A-Z])\.\s*$")
ASKS: Final = re.compile(r"\?[\"”’')\]*_\s]*$")


class Line(NamedTuple):
    """A labelled paragraph: its number, its label and whose it is, what its first words are."""

    paragraph: int
    label: Label
    standing: Standing
    sentence: bool
    speech: bool
    clause: bool
    asks: bool
    asked: bool
    """Does it stand after a question that has no label?"""


def read_lines(text: str, paragraphs: Sequence[tuple[int, int]]) -> list[Line]:
    """Return the paragraphs whose label may be a speaker's, in order."""
    labels = {
        number: label
        for number, (start, end) in enumerate(paragraphs)
        if (label := parse(text, start, end))
    }
    if not labels:
        return []
    known = introduced(text)
    lines = []
    for number, label in labels.items():
        if (whose := standing(label, known)) == "none":
            continue
        before = number - 1 not in labels and number > 0
        asked = before and is_question(text, *paragraphs[number - 1])
        end = paragraphs[number][1]
        start, end = trim(text, label.body, end)
        if start == end and number + 1 < len(paragraphs) and number + 1 not in labels:
            start, end = trim(text, *paragraphs[number + 1])
        if start < end:
            lines.append(_line(text, (start, end), number, label, whose, asked=asked))
    return lines


def _line(
    text: str,
    said: tuple[int, int],
    number: int,
    label: Label,
    whose: Standing,
    *,
    asked: bool,
) -> Line:
    start, end = said
    begins = text[start : min(end, start + LOOKED_AT)]
    tail = text[max(start, end - TAIL) : end]
    written = WORD.findall(begins)
    words = [word.lower() for word in written]
    few = len(words) < FEW_WORDS and bool(ABBREVIATED.search(tail))
    return Line(
        number,
        label,
        whose,
        sentence=len(words) > 1
        and sum(map(str.islower, written)) >= LEAST_LOWER * len(words)
        and bool(ENDS.search(tail))
        and not few,
        speech="?" in begins or not load_terms("turns", "speech").isdisjoint(words),
        clause=not load_terms("turns", "clause").isdisjoint(words)
        and words[0] not in load_terms("turns", "about_a_person"),
        asks=bool(ASKS.search(tail)),
        asked=asked,
    )


def is_dialogue(lines: Sequence[Line], speakers: Sequence[int]) -> bool:
    """Do the labelled paragraphs make a dialogue? ``speakers``: a number for each one's speaker."""
    counts = Counter(speakers)
    core = [
        (line, who)
        for line, who in zip(lines, speakers, strict=True)
        if counts[who] > 1 or line.standing != "likely"
    ]
    lines = [line for line, _ in core]
    if not lines or _share([line.sentence for line in lines]) < SENTENCE_SHARE:
        return False
    kinds = [line.standing for line in lines]
    if "asker" in kinds and "answerer" in kinds[kinds.index("asker") :]:
        return True
    speech = _share([line.speech for line in lines])
    sure = "likely" not in kinds
    order = [who for who, _ in groupby(who for _, who in core)]
    if len(set(order)) > 1 and len(order) > len(set(order)):
        clauses = sure and _share([line.clause for line in lines]) >= CLAUSE_SHARE
        return speech >= SPEECH_SHARE or clauses
    asked = sum(line.asked for line in lines)
    if asked >= max(2, ASKED_SHARE * len(lines)):
        return sure or speech >= SPEECH_SHARE
    if asked and sure and len(lines) > 1:
        return speech >= 2 * SPEECH_SHARE
    return sure and len(set(order)) > 1 and _exchange(lines)


def _exchange(lines: Sequence[Line]) -> bool:
    """Is it one question and one answer, each with a name?"""
    first, *others = lines
    return (
        len(others) == 1
        and first.asks
        and not others[0].asks
        and others[0].paragraph - first.paragraph == 1
    )


def is_question(text: str, start: int, end: int) -> bool:
    """Does a paragraph end on a question, as an interviewer's does?"""
    return end - start <= LONGEST_QUESTION and ends_on_question(text, start, end)


def ends_on_question(text: str, start: int, end: int) -> bool:
    """Does this stretch of the text end on a question mark?"""
    return bool(ASKS.search(text[max(start, end - TAIL) : end]))


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets without white space, and marks of emphasis, at either end."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    return start, end


def _share(which: Sequence[bool]) -> float:
    return sum(which) / len(which)
