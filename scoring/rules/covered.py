"""Looks up by position: spans, sentences, and the text attributed to a source."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from scoring.story import Story
from scoring.types import Attribution


class Stretches:
    """Spans of a text, which may overlap. They are looked up by position."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._merged: list[tuple[int, int]] = []
        for start, end in sorted(stretches):
            if self._merged and start <= self._merged[-1][1]:
                self._merged[-1] = (self._merged[-1][0], max(end, self._merged[-1][1]))
            else:
                self._merged.append((start, end))
        self._starts = [start for start, _ in self._merged]

    def touch(self, start: int, end: int) -> bool:
        """Return whether one of them overlaps ``text[start:end]``."""
        place = bisect_left(self._starts, end)
        return place > 0 and self._merged[place - 1][1] > start

    def overlap(self, start: int, end: int) -> int:
        """Return how many characters of ``text[start:end]`` they cover."""
        first = max(0, bisect_left(self._starts, start) - 1)
        stretches = self._merged[first : bisect_left(self._starts, end)]
        return sum(max(0, min(end, last) - max(start, begin)) for begin, last in stretches)


class Sentences:
    """The sentences of a story, looked up by position."""

    def __init__(self, story: Story) -> None:
        text = story.article.text
        self.spans = [
            (one.start_char, one.start_char + len(text[one.start_char : one.end_char].rstrip()))
            for one in story.sentences
        ]
        self._starts = [start for start, _ in self.spans]

    def at(self, offset: int) -> tuple[int, int]:
        """Return the sentence at an offset, without the white space after it."""
        place = bisect_right(self._starts, offset)
        return self.spans[place - 1] if place else (offset, offset)


def quoted_stretches(story: Story) -> Stretches:
    """Return the text in quotation marks."""
    return Stretches((one.start, one.end) for one in story.quotations)


def attributed(story: Story, *, sourced: bool = False) -> Stretches:
    """Return the spans of attributions, turns and refusals: source, cue and content.

    ``sourced``: only of those with a source or a turn's speaker.
    """
    return Stretches(
        place
        for one in story.attributions
        if not sourced or one.source is not None or one.form == "turn"
        for place in places(one)
    )


def places(attribution: Attribution) -> Iterator[tuple[int, int]]:
    """Yield the spans of an attribution's cue, content and source."""
    for piece in (attribution.cue, *attribution.content):
        yield piece.start, piece.end
    if attribution.source is not None:
        yield attribution.source.start, attribution.source.end
