"""Decide whether labeled paragraphs are a dialogue.

Event boxes, results and recipes have repeated labels too. In a dialogue, the labels are people's,
and they alternate or answer questions. The text after them consists of sentences with signs of
speech: a question, or a first or second person. The entries of a list are fragments, or are about
someone.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import groupby, pairwise
from typing import Final, NamedTuple

from scoring.attributions.transcripts.labels import (
    Label,
    Standing,
    introduced,
    parse,
    parse_dash,
    standing,
)
from scoring.lexicons.lexicon import load_terms

SENTENCE_SHARE: Final = 0.5
"""The least share of labeled paragraphs that are sentences."""
SPEECH_SHARE: Final = 0.25
"""The least share with a first or second person, the opening of an answer, or a question."""
POLL_SHARE: Final = 0.5
"""The least share with signs of speech where each label occurs once."""
CLAUSE_SHARE: Final = 0.5
"""The least share with a finite verb, where nothing else distinguishes speech from a list."""
ASKED_SHARE: Final = 0.25
"""The least share that follows a question, where no label is an interviewer's."""
LEAST_LOWER: Final = 0.4
"""The least share of lower-case words in a sentence. The names of a lineup have none."""
LOOKED_AT: Final = 400
"""Signs of speech are looked for in this many characters of a paragraph."""
LONGEST_QUESTION: Final = 800
"""The most characters of an interviewer's question without a label."""
FEW_WORDS: Final = 10
"""A text with fewer words that ends in an abbreviation is not counted as a sentence: "6 p.m."."""
LEAST_DASHED: Final = 4
"""A dialogue whose labels end in a dash has at least this many, and fewer labels with a colon."""
Span = tuple[int, int]
QA: Final = frozenset(("asker", "answerer"))
"""The standings of Q and A, whose labels are not names. Newspapers also print such questions in
capitals."""
HEADLINE: Final = 4
"""Only a text with at least this many words can be recognized as a headline."""
HEADLINE_LOWER: Final = 0.5
"""A headline has a smaller share of lower-case words than this."""
TAIL: Final = 12
"""The end of a paragraph is judged by this many characters."""

WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
ENDS: Final = re.compile(r"(?:[.?!…]|[-–—])[\"”’')\]*_\s]*$")
ABBREVIATED: Final = re.compile(r"\b(?:[ap]\.m|[A-Z])\.\s*$")
INSIDE: Final = re.compile(r"(?<=[.?!…”\"’)])[ \t\u00a0]*(?=[QA]\.?:\s)")
"""A position where Q or A is inside a paragraph, as often happens in text from the web."""
ASKS: Final = re.compile(r"\?[\"”’')\]*_\s]*$")


SIGNED: Final = re.compile(r"\?[\"”’')\]]*\s+[—–-]{1,2}\s?[^\W\d_a-z][^?!:;]{1,50}$")
"""A question that a reader sent in: "Is there life on Mars? — Sam Rowntree, Bath"."""
LONGEST_SIGNATURE: Final = 60


class Looks(NamedTuple):
    """Features of the first words and the end of a labeled paragraph."""

    sentence: bool
    headline: bool
    """Whether the text is capitalized and has no final punctuation, as a link or a teaser does."""
    speech: bool
    clause: bool
    asks: bool


class Line(NamedTuple):
    """A labeled paragraph: its index, its label, the label's standing, and features of its text.

    ``asked`` says whether the paragraph follows a question without a label.
    """

    paragraph: int
    label: Label
    standing: Standing
    asked: bool
    looks: Looks


class Script(NamedTuple):
    """An article's paragraphs, also split before a Q or an A inside them, and the labeled ones."""

    paragraphs: list[Span]
    lines: list[Line]
    """The paragraphs whose label may be a speaker's, in order."""
    others: frozenset[int]
    """The indices of the paragraphs whose label is not a speaker's ("Note: …"), or that say
    nothing."""


def read_script(text: str, paragraphs: Sequence[Span]) -> Script:
    """Return the article's paragraphs, with those whose label may be a speaker's and the other
    labeled ones.

    ``paragraphs`` are spans of ``text``, in characters.
    """
    pieces = [piece for start, end in paragraphs for piece in _pieces(text, start, end)]
    labels = _labels(text, pieces, parse)
    if len(labels) < LEAST_DASHED and _alternate(dashed := _labels(text, pieces, parse_dash)):
        labels = dashed
    if _has_headline(text, labels):
        del labels[0]
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
        # "Grey:" on a line of its own labels the line below.
        labeled = number - 2 in labels and said[number - 2][0] >= pieces[number - 1][0]
        before = number > 0 and number - 1 not in labels and not labeled
        asked = before and is_question(text, *pieces[number - 1])
        lines.append(Line(number, label, whose, asked, _looks(text, start, end, whose)))
    return Script(pieces, lines, frozenset(others))


def _labels(
    text: str, pieces: Sequence[Span], read: Callable[[str, int, int], Label | None]
) -> dict[int, Label]:
    return {
        number: label
        for number, (start, end) in enumerate(pieces)
        if (label := read(text, start, end))
    }


def _has_headline(text: str, labels: Mapping[int, Label]) -> bool:
    """Return whether the first paragraph is a headline, whose name is no label: "Moss: Ferry Will
    Sail", where the labels are in capitals.
    """
    others = [text[one.start : one.end].isupper() for number, one in labels.items() if number]
    is_lower = 0 in labels and not text[labels[0].start : labels[0].end].isupper()
    return is_lower and len(others) > 1 and all(others)


def _alternate(labels: Mapping[int, Label]) -> bool:
    """Return whether names before a dash alternate, which single dashes in sentences do not."""
    words = [label.words for label in labels.values()]
    if any(" ".join(one) in load_terms("datelines", "city") for one in words):
        return False  # "PARIS — "
    alternating = [one for one, following in pairwise(words) if one != following]
    return len(words) >= LEAST_DASHED and 2 <= len(set(words)) <= len(alternating) - 1


def _promote(
    text: str,
    labels: Mapping[int, Label],
    whose: dict[int, Standing],
    said: Mapping[int, Span],
) -> None:
    """Accept a label that asks repeatedly as a speaker's, whatever its words: "Reason: …?".

    So is a label whose words are surely a speaker's elsewhere: "Bill" after "Bill (caller)".
    """
    sure = {label.words for number, label in labels.items() if whose[number] == "sure"}
    asked: dict[tuple[str, ...], list[bool]] = defaultdict(list)
    for number, label in labels.items():
        if whose[number] == "none":
            asked[label.words].append(ends_on_question(text, *said[number]))
    asking = {
        words for words, asks in asked.items() if sum(asks) > 1 and 2 * sum(asks) >= len(asks)
    }
    for number, label in labels.items():
        if whose[number] == "none" and label.words in sure:
            whose[number] = "sure"
        elif whose[number] == "none" and label.words in asking:
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
    """Return whether the labeled paragraphs are a dialogue.

    ``speakers`` has a number for the speaker of each line.
    """
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
    return len(set(order)) > 1 and ((sure and _exchange(lines)) or _poll(lines, speech))


def _poll(lines: Sequence[Line], speech: float) -> bool:
    """Return whether people answer in turn, each once: "Ann Lee, librarian: I read it all".

    Every label says who the person is, most names are surely people's, and the paragraphs are
    adjacent. ``speech`` is the share of the texts with signs of speech.
    """
    surely = _share([line.standing != "likely" for line in lines]) > POLL_SHARE
    described = all(line.label.described for line in lines)
    adjacent = all(b.paragraph - a.paragraph == 1 for a, b in pairwise(lines))
    return surely and described and adjacent and speech >= POLL_SHARE


def _exchange(lines: Sequence[Line]) -> bool:
    """Return whether this is one question and one answer, in adjacent paragraphs."""
    first, *others = lines
    return (
        len(others) == 1
        and first.looks.asks
        and not others[0].looks.asks
        and others[0].paragraph - first.paragraph == 1
    )


def is_question(text: str, start: int, end: int) -> bool:
    """Return whether a paragraph ends in a question, as an interviewer's does.

    A paragraph that only ends inside a quotation reports a question and does not count. A paragraph
    in capitals is a heading. ``start`` and ``end`` are offsets in characters.
    """
    start, end = trim(text, start, end)
    if end - start > LONGEST_QUESTION or not ends_on_question(text, start, end):
        return False
    quoted = text[end - 1] in "”\"’'"
    return (not quoted or text[start] in "“\"‘'") and not text[start:end].isupper()


def ends_on_question(text: str, start: int, end: int) -> bool:
    """Return whether ``text[start:end]`` ends in a question mark, or in one with its signature."""
    return bool(ASKS.search(text[max(start, end - TAIL) : end])) or bool(
        SIGNED.search(text[max(start, end - LONGEST_SIGNATURE) : end])
    )


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the offsets in characters without white space and emphasis marks at either end."""
    while start < end and (text[start].isspace() or text[start] in "*_"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in "*_"):
        end -= 1
    return start, end


def _share(which: Sequence[bool]) -> float:
    return sum(which) / len(which)
