"""What of a text stands in it more than once, found for all places in one go.

Suffixes are sorted by doubling (Karp, Miller and Rosenberg 1972): the ranks of pieces of some
length give those of twice the length. Neighbours in that order have the most in common.
"""

import numpy as np
from numpy.typing import NDArray

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
