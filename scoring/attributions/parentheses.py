"""Find the parentheses of a sentence: what stands in brackets, or between two dashes."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Final

from scoring.model.decoding import Reading

OPENING: Final = "("
CLOSING: Final = ")"
DASHES: Final = frozenset(("—", "–", "--"))

Range = tuple[int, int]


class Pairs:
    """The parentheses of an article."""

    def __init__(self, reading: Reading) -> None:
        words, quoted = reading.tokens.words, reading.quoted
        self._dashes = [at for at, word in enumerate(words) if word in DASHES and not quoted[at]]
        self._brackets = [*self._matched(words)]
        self._reading = reading

    @staticmethod
    def _matched(words: Sequence[str]) -> Iterator[Range]:
        opened: int | None = None
        for at, word in enumerate(words):
            if word == OPENING:
                opened = at
            elif word == CLOSING and opened is not None:
                yield opened, at
                opened = None

    def around(self, at: int) -> Range | None:
        """Return the marks of the parenthesis that a token is in, or ``None``."""
        first, end = self._reading.sentence_at(at)
        place = bisect_left(self._brackets, (at,)) - 1
        if place >= 0 and first <= self._brackets[place][0] and at < self._brackets[place][1] < end:
            return self._brackets[place]
        opens, place, stop = (bisect_left(self._dashes, at) for at in (first, at, end))
        if (stop - opens) % 2 or not (place - opens) % 2:
            return None  # an odd one opens what the sentence ends with
        return self._dashes[place - 1], self._dashes[place]
