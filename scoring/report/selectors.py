"""Text quote selectors, which locate a piece of evidence even after an edit.

They follow the W3C Web Annotation Data Model, 4.2.4: the text itself and some text before and after
it. A page may have different white space from the text that was made from it. So a selector is
unique if it is unique without any white space.

Repeated text is found for all positions at once. Suffixes are sorted by doubling (Karp, Miller and
Rosenberg 1972): the ranks of substrings of some length give those of twice the length. Neighbors in
that order share the longest prefixes.
"""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from scoring.report.offsets import offset_fields, pieces

Ranks = NDArray[np.int64]


def repeats(text: str) -> Ranks:
    """Return, for each position, how many characters from there on also occur elsewhere in the
    text.

    A longer substring is unique. There is one more position than characters: the end of the text.
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
    """Return the ranks of the substrings of 1, 2, 4, … characters, until all are different.

    A substring that is cut off by the end of the text comes before longer ones.
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
"""Characters of context on each side. More are used only if two places would have the
same selector."""


class Selectors:
    """Makes selectors for passages of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        seen = np.fromiter((not c.isspace() for c in text), dtype=bool, count=len(text))
        self._before = np.concatenate(([0], np.cumsum(seen)))
        self._repeats = repeats("".join(text.split()))

    def select(self, start: int, end: int) -> dict[str, str]:
        """Return the selector of ``text[start:end]``.

        It is unique in the text, unless all context within the limit is repeated too.
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
        """Add a ``selector`` to each serialized value with offsets, including nested ones.

        These are the values whose fields ``start`` and ``end`` have the type ``Offset``.
        """
        for piece, fields in pieces(value, written):
            if {"start", "end"} <= offset_fields(piece).keys():
                fields["selector"] = self.select(piece.start, piece.end)

    def _is_unique(self, first: int, last: int) -> bool:
        at, end = int(self._before[first]), int(self._before[last])
        return end - at > int(self._repeats[at])
