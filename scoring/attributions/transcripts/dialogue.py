"""Is it a dialogue? Labelled paragraphs in which people take turns, and speak.

Labels that come back stand in event boxes, results and recipes too. A dialogue's are people's,
they alternate or answer questions, and what follows them is sentences with something of speech:
a question, a first or second person; a list's entries are fragments, or about somebody.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from scoring.attributions.transcripts.labels import Label, Standing, introduced, parse, standing
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
Span = tuple[int, int]
QA: Final = frozenset(("asker", "answerer"))
"""Whose labels are no names. Newspapers print their questions in capitals, too."""
HEADLINE: Final = 4
"""Words from which a headline can be told."""
HEADLINE_LOWER: Final = 0.5
TAIL: Final = 12
"""Characters at a paragraph's end that are looked at for what ends it."""

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ENDS: Final = re.compile(r"(?:[.?!…]|[-–—])[\"”’')\]*_\s]*$")
ABBREVIATED: Final = re.compile(r"\b(?:[ap]\.m|[A-Z])\.\s*$")
INSIDE: Final = re.compile(r"(?<=[.?!…”\"’)])[ \t\u00a0]*(?=[QA]\.?:\s)")
"""Where a Q or an A stands inside a paragraph, as text from the web often has it."""
ASKS: Final = re.compile(r"\?[\"”’')\]*_\s]*$")


class Looks(NamedTuple):
    """What the first words of a labelled paragraph, and its end, look like."""

    sentence: bool
    headline: bool
    """Is it in capitals and without an end, as a link or a teaser is?"""
    speech: bool
    clause: bool
    asks: bool


class Line(NamedTuple):
    """A labelled paragraph: its number, its label, whose that is, and what follows the label.

    ``asked``: does it stand after a question that has no label?
    """

    paragraph: int
    label: Label
    standing: Standing
    asked: bool
    looks: Looks


class Script(NamedTuple):
    """An article's paragraphs, cut before a Q or an A inside them, and those with a label."""

    paragraphs: list[Span]
    lines: list[Line]
    """In order; of those whose label may be a speaker's."""
    others: frozenset[int]
    """The paragraphs whose label is nobody's: "Note: …"."""


def read_script(text: str, paragraphs: Sequence[Span]) -> Script:
    """Return the paragraphs whose label may be a speaker's, and the other labelled ones."""
    pieces = [piece for start, end in paragraphs for piece in _pieces(text, start, end)]
    labels = {
        number: label
        for number, (start, end) in enumerate(pieces)
        if (label := parse(text, start, end))
    }
    if not labels:
        return Script(pieces, [], frozenset())
    known = introduced(text)
    lines, others = [], set()
    said = {}
    for number, label in labels.items():
        start, end = trim(text, label.body, pieces[number][1])
        if start == end and number + 1 < len(pieces) and number + 1 not in labels:
            start, end = trim(text, *pieces[number + 1])
        said[number] = start, end
    whose_is = {number: standing(label, known) for number, label in labels.items()}
    _promote(text, labels, whose_is, said)
    for number, label in labels.items():
        whose, (start, end) = whose_is[number], said[number]
        if whose == "none" or start == end:
            others.add(number)
            continue
        before = number > 0 and number - 1 not in labels
        asked = before and is_question(text, *pieces[number - 1])
        lines.append(Line(number, label, whose, asked, _looks(text, start, end, whose)))
    return Script(pieces, lines, frozenset(others))


def _promote(
    text: str,
    labels: Mapping[int, Label],
    whose: dict[int, Standing],
    said: Mapping[int, Span],
) -> None:
    """Let a label that asks again and again be somebody's, whatever its words: "Reason: …?"."""
    asked: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for number, label in labels.items():
        if whose[number] == "none":
            asked[label.words].append(ends_on_question(text, *said[number]))
    asking = {
        words for words, asks in asked.items() if sum(asks) > 1 and 2 * sum(asks) >= len(asks)
    }
    for number, label in labels.items():
        if whose[number] == "none" and label.words in asking:
            whose[number] = "likely"


def _pieces(text: str, start: int, end: int) -> list[Span]:
    cuts = [match.start() for match in INSIDE.finditer(text, start, end)]
    return list(zip([start, *cuts], [*cuts, end], strict=True))


def _looks(text: str, start: int, end: int, whose: Standing) -> Looks:
    begins = text[start : min(end, start + LOOKED_AT)]
    tail = text[max(start, end - TAIL) : end]
    written = WORD.findall(begins)
    words = [word.lower() for word in written]
    lower = sum(map(str.islower, written)) / max(1, len(words))
    ends = bool(ENDS.search(tail))
    fragment = len(words) < FEW_WORDS and bool(ABBREVIATED.search(tail))
    return Looks(
        sentence=len(words) > 1 and ends and not fragment and (lower >= LEAST_LOWER or whose in QA),
        headline=len(words) >= HEADLINE and not ends and lower < HEADLINE_LOWER,
        speech="?" in begins or not load_terms("turns", "speech").isdisjoint(words),
        clause=not load_terms("turns", "clause").isdisjoint(words)
        and words[0] not in load_terms("turns", "about_a_person"),
        asks=bool(ASKS.search(tail)),
    )


def is_dialogue(lines: Sequence[Line], speakers: Sequence[int]) -> bool:
    """Do the labelled paragraphs make a dialogue? ``speakers``: a number for each one's speaker."""
    counts = Counter(speakers)
    firm = [
        counts[who] > 1 or line.standing != "likely"
        for line, who in zip(lines, speakers, strict=True)
    ]
    core = [
        (line, who)
        for place, (line, who) in enumerate(zip(lines, speakers, strict=True))
        if firm[place]
        or (line.looks.sentence and all([*firm[place - 1 : place], *firm[place + 1 : place + 2]]))
    ]
    lines = [line for line, _ in core]
    kinds = [line.standing for line in lines]
    letters = "asker" in kinds and "answerer" in kinds[kinds.index("asker") :]
    sentences = sum(line.looks.sentence for line in lines)
    if letters or sentences < SENTENCE_SHARE * max(1, len(lines)):
        return letters and sentences > 0
    speech = _share([line.looks.speech for line in lines])
    sure = "likely" not in kinds
    order = [who for who, _ in groupby(who for _, who in core)]
    if len(set(order)) > 1 and len(order) > len(set(order)):
        clauses = sure and _share([line.looks.clause for line in lines]) >= CLAUSE_SHARE
        return speech >= SPEECH_SHARE or clauses
    asked = sum(line.asked for line in lines)
    if asked >= max(2, ASKED_SHARE * len(lines)):
        return sure or speech >= SPEECH_SHARE
    if asked and sure and len(set(order)) > 1:
        return speech >= 2 * SPEECH_SHARE
    return sure and len(set(order)) > 1 and _exchange(lines)


def _exchange(lines: Sequence[Line]) -> bool:
    """Is it one question and one answer, each with a name?"""
    first, *others = lines
    return (
        len(others) == 1
        and first.looks.asks
        and not others[0].looks.asks
        and others[0].paragraph - first.paragraph == 1
    )


def is_question(text: str, start: int, end: int) -> bool:
    """Does a paragraph end on a question, as an interviewer's does?

    One that ends inside a quotation is the article's report of a question; one in capitals alone
    is a heading.
    """
    start, end = trim(text, start, end)
    if end - start > LONGEST_QUESTION or not ends_on_question(text, start, end):
        return False
    quoted = text[end - 1] in "”\"’'"
    return (not quoted or text[start] in "“\"‘'") and not text[start:end].isupper()


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
