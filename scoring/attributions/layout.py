"""Where the cues and the pieces of content of an article stand to each other."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from scoring.model.decoding import Reading, Tagged

BESIDE: Final = 30
"""The most tokens between a cue and a piece that it touches: its source and punctuation."""


class Layout:
    """Tells in which sentence, paragraph and quotation a token is, and what is beside what.

    ``sources`` has the source of each cue, or ``None``. Places (``at``) are token indices.
    """

    def __init__(
        self,
        reading: Reading,
        cues: Sequence[Tagged],
        sources: Sequence[Tagged | None],
    ) -> None:
        self._reading = reading
        self._cues, self._sources = cues, sources
        self.cue_starts = [cue.start for cue in cues]
        self.paragraphs = reading.tokens.paragraph_starts
        self.sentences = reading.start_places
        written = reading.tokens.words
        is_word = {word: word.isalnum() or any(map(str.isalnum, word)) for word in {*written}}
        self.words_before = [0, *accumulate(map(is_word.__getitem__, written))]
        """The number of words before each token."""
        self._marks = [quotation.start for quotation in reading.quotations]
        self.quotation_at = [self.quotation(cue.start) for cue in cues]
        """The index of the quotation that each cue is in, or ``None``."""
        self.paragraph_at = [self.paragraph(cue.start) for cue in cues]
        self.sentence_at = [self.sentence(cue.start) for cue in cues]

    def quotation(self, at: int) -> int | None:
        """Return the index of the quotation that contains a token, or ``None``."""
        if not self._reading.quoted[at]:
            return None
        return bisect_right(self._marks, self._reading.tokens.spans[at][0]) - 1

    def paragraph(self, at: int) -> int:
        """Return the number of the paragraph that contains a token; the first one is 1."""
        return bisect_right(self.paragraphs, at)

    def sentence(self, at: int) -> int:
        """Return the number of the sentence that contains a token; the first one is 1."""
        return bisect_right(self.sentences, at)

    def touches(self, content: Tagged, number: int) -> bool:
        """Return whether only the cue's source and punctuation are between the cue and the
        piece.
        """
        cue = self._cues[number]
        low, high = (
            (content.end, cue.start) if cue.start >= content.start else (cue.end, content.start)
        )
        if high - low > BESIDE:
            return False
        first = bisect_left(self.cue_starts, low)
        others = first < len(self._cues) and self.cue_starts[first] < high
        return not others and self.words_between(low, high, self._sources[number]) == 0

    def words_between(self, low: int, high: int, source: Tagged | None) -> int:
        """Return the number of words between two tokens, without the words of the source."""
        count = self.words_before[high] - self.words_before[low]
        if source and source.start < high and low < source.end:
            first, last = max(low, source.start), min(high, source.end)
            count -= self.words_before[last] - self.words_before[first]
        return count
