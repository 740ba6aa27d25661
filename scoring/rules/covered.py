"""Which stretches of a story somebody is quoted or cited for."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator

from scoring.story import Story
from scoring.types import Attribution


class Stretches:
    """Stretches of a text, any of which may overlap; asked for by place."""

    def __init__(self, stretches: Iterable[tuple[int, int]]) -> None:
        self._merged: list[tuple[int, int]] = []
        for start, end in sorted(stretches):
            if self._merged and start <= self._merged[-1][1]:
                self._merged[-1] = (self._merged[-1][0], max(end, self._merged[-1][1]))
            else:
                self._merged.append((start, end))
        self._starts = [start for start, _ in self._merged]

    def touch(self, start: int, end: int) -> bool:
        """Does one of them overlap ``text[start:end]``?"""
        place = bisect_left(self._starts, end)
        return place > 0 and self._merged[place - 1][1] > start


def attributed(story: Story, *, sourced: bool = False) -> Stretches:
    """Return what belongs to an attribution, a turn or a refusal: source, cue and content.

    ``sourced``: of those with a source or a turn's speaker alone.
    """
    return Stretches(
        place
        for one in story.attributions
        if not sourced or one.source is not None or one.form == "turn"
        for place in places(one)
    )


def places(attribution: Attribution) -> Iterator[tuple[int, int]]:
    """Yield the places of an attribution's cue, content and source."""
    for piece in (attribution.cue, *attribution.content):
        yield piece.start, piece.end
    if attribution.source is not None:
        yield attribution.source.start, attribution.source.end
