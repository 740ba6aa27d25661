"""Find the quotations without a verb: whole paragraphs, and whole sentences inside a paragraph.

Whose they are, ``bare_quotations`` decides.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from scoring.model.decoding import Reading
from scoring.text.quotation import Quotation

LEAST_WORDS: Final = 7
"""A shorter quotation may be a title or words on a sign."""
LEAST_INSIDE: Final = 4
"""The same inside a paragraph, after a sentence that has ended: a title is part of its sentence."""
ENDS: Final = frozenset((".", "!", "?", "…"))
MARKS: Final = frozenset("“ ” \" ‘ ’ ' '' `` « »".split())

Range = tuple[int, int]


class Bare(NamedTuple):
    """A quotation without a verb: its tokens, one range for each paragraph, and what stands above.

    ``above`` is the paragraph before it or, if it is inside a paragraph (``inside``), the sentence
    before it.
    """

    pieces: tuple[Range, ...]
    above: Range
    inside: bool = False

    @property
    def start(self) -> int:
        """The first token."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """The token after the last."""
        return self.pieces[-1][1]


def find_bare(reading: Reading) -> list[Bare]:
    """Return an article's quotations without a verb, in order."""
    return sorted([*_paragraphs(reading), *_inside(reading)], key=lambda one: one.start)


def _inside(reading: Reading) -> Iterator[Bare]:
    """Yield the quoted sentences after a sentence without quotation marks in their paragraph."""
    tokens, sentences = reading.tokens, {*reading.sentences}
    paragraphs = tokens.paragraphs
    for quotation in reading.quotations:
        start = bisect_left(tokens.spans, (quotation.start,))
        place = bisect_left(paragraphs, (start + 1,)) - 1
        if place < 0 or not quotation.closed or start not in sentences:
            continue
        opens, closes = paragraphs[place]
        if start == opens or not _stands_alone(reading, quotation, start, closes):
            continue
        before = reading.sentences[bisect_left(reading.sentences, start) - 1]
        if before >= opens and not any(reading.quoted[before:start]):
            end = bisect_left(tokens.spans, (quotation.end,))
            yield Bare(((start, end),), (before, start), inside=True)


def _stands_alone(reading: Reading, quotation: Quotation, start: int, closes: int) -> bool:
    """Return whether a quotation is a sentence that no verb follows: "He shrugged. “I lost it.”".

    ``closes`` is where the paragraph ends.
    """
    words = reading.tokens.words
    end = bisect_left(reading.tokens.spans, (quotation.end,))
    is_last = end >= closes
    if not is_last and not (words[end][:1].isupper() and end in reading.start_places):
        return False
    inside = [word for word in words[start:end] if word not in MARKS]
    said = sum(word[0].isalnum() for word in inside)
    return words[start - 1] in ENDS and said >= LEAST_INSIDE and inside[-1] in ENDS


def _paragraphs(reading: Reading) -> Iterator[Bare]:
    """Yield the quotations that take up whole paragraphs, with the paragraph above them."""
    run: list[Range] = []
    above: Range | None = None
    for start, end in reading.tokens.paragraphs:
        if is_quoted(reading, start, end):
            run.append((start, end))
            if _closes(reading, end) and above is not None:
                if _is_sentence(reading, run):
                    yield Bare(tuple(run), above)
                # The next quotation is somebody's who goes on.
                run, above = [], None
        else:
            run, above = [], (start, end)


def is_quoted(reading: Reading, start: int, end: int) -> bool:
    """Return whether a paragraph opens with a quotation mark and has no word outside quotations."""
    words = reading.tokens.words
    return words[start] in MARKS and all(
        reading.quoted[at] or not words[at][0].isalnum() for at in range(start, end)
    )


def _closes(reading: Reading, end: int) -> bool:
    at = reading.tokens.spans[end - 1][1]
    place = bisect_left(reading.quotations, at, key=lambda one: one.end)
    return place < len(reading.quotations) and (
        reading.quotations[place].end == at and reading.quotations[place].closed
    )


def _is_sentence(reading: Reading, pieces: Sequence[Range]) -> bool:
    lower = [word for start, end in pieces for word in reading.tokens.lower[start:end]]
    last = next((word for word in reversed(lower) if word not in MARKS), "")
    return last in ENDS and sum(word[0].isalnum() for word in lower) >= LEAST_WORDS
