"""Text quote selectors: where a piece of evidence stands, said so that an edit can be survived.

W3C Web Annotation Data Model, 4.2.4: the text itself and a little of what stands before and after
it. White space is not what tells two places apart, for a page has other white space than the text
that was made from it: a selector is unique when it is so with all white space left out.

What of a text stands in it more than once, found for all places in one go.

Suffixes are sorted by doubling (Karp, Miller and Rosenberg 1972): the ranks of pieces of some
length give those of twice the length. Neighbours in that order have the most in common.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.report.offsets import offset_fields, pieces

Ranks = NDArray[np.int64]


def repeats(text: str) -> Ranks:
    """Return, for each place, how many characters from there on stand elsewhere in the text too.

    A piece stands once if it is longer than that. One more place than characters: the text's end.
    """
    ranks = _ranks(text)
    order = np.empty(len(text), dtype=np.int64)
    order[ranks[-1]] = np.arange(len(text))
    first, second = order[:-1], order[1:]
    common = np.zeros(len(first), dtype=np.int64)
    for level in reversed(range(len(ranks))):
        rank = np.append(ranks[level], -1)
        common += (rank[first + common] == rank[second + common]).astype(np.int64) << level
    found = np.zeros(len(text) + 1, dtype=np.int64)
    found[first] = common
    found[second] = np.maximum(found[second], common)
    return found


def _ranks(text: str) -> list[Ranks]:
    """Return the ranks of the pieces of 1, 2, 4, … characters, until no two are alike.

    A piece that the text's end cuts off comes before those that go on.
    """
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    count = len(points)
    ranks: list[Ranks] = [np.unique(points, return_inverse=True)[1].astype(np.int64)]
    size = 1
    while size < count and ranks[-1].max() < count - 1:
        then = np.zeros(count, dtype=np.int64)
        then[:-size] = ranks[-1][size:] + 1
        ranks.append(np.unique(ranks[-1] * (count + 1) + then, return_inverse=True)[1])
        size *= 2
    return ranks


CONTEXTS: Final = (32, 64, 128, 256)
"""Characters of context on each side; more only where fewer leave two places alike."""


class Selectors:
    """Makes selectors for pieces of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        seen = np.fromiter((not c.isspace() for c in text), dtype=bool, count=len(text))
        self._before = np.concatenate(([0], np.cumsum(seen)))
        self._repeats = repeats("".join(text.split()))

    def select(self, start: int, end: int) -> dict[str, str]:
        """Return the selector of ``text[start:end]``.

        Unique in the text, unless the text repeats all the context there is room for.
        """
        for context in CONTEXTS:
            first, last = max(0, start - context), min(len(self._text), end + context)
            if self._is_unique(first, last):
                break
        return {
            "type": "TextQuoteSelector",
            "exact": self._text[start:end],
            "prefix": self._text[first:start],
            "suffix": self._text[end:last],
        }

    def add_to(self, value: object, written: object) -> None:
        """Give what was written of each value that has offsets its ``selector``, nested ones too.

        Those are the values whose fields ``start`` and ``end`` are of type ``Offset``.
        """
        for piece, fields in pieces(value, written):
            if {"start", "end"} <= offset_fields(piece).keys():
                fields["selector"] = self.select(piece.start, piece.end)

    def _is_unique(self, first: int, last: int) -> bool:
        at, end = int(self._before[first]), int(self._before[last])
        return end - at > int(self._repeats[at])
