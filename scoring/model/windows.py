"""Splits a tokenized article into the windows that the encoder reads, one per call.

A window is a run of whole paragraphs. A paragraph that is too long is split after the last
sentence-final token that fits. The ``shape`` of a token carries information across the edge of a
window: its casing, and whether it is inside a quotation.

Where a window ends depends on the content of nearby paragraphs, not on the number of paragraphs
before (content-defined chunking; Muthitacharoen, Chen and Mazieres 2001). So a changed paragraph
changes only the windows near it, and all others can come from the cache.
"""

import zlib
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from scoring.model.word_pieces import Pieces, word_pieces

CLS: Final = 101
SEP: Final = 102
"""Ids of the encoder's special pieces, from the vocabulary of BERT (uncased)."""

CASES: Final = ("lower", "title", "upper", "mixed")
SHAPES: Final = 2 * len(CASES)
"""A token's casing, outside or inside a quotation."""
SENTENCE_FINAL: Final = frozenset(".!?…\"”'’)")


MIN_WINDOW_FILL: Final = 0.5
"""Minimum share of a window to fill, if the paragraphs allow it."""


class Window(NamedTuple):
    """The input of one call. ``first[i]`` is the position of the first piece of token
    ``start + i``.
    """

    start: int
    end: int
    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.int64]


def shape(word: str, *, quoted: bool) -> int:
    """Return the token's shape: its casing (see ``CASES``), and whether it is in a quotation."""
    if not word[:1].isupper():
        case = 0 if word.islower() or not any(map(str.isupper, word)) else 3
    elif len(word) > 1 and word.isupper():
        case = 2
    elif word[1:].islower() or len(word) == 1:
        case = 1
    else:
        case = 3
    return case + len(CASES) * quoted


def shapes(words: Sequence[str], quoted: Sequence[bool]) -> list[int]:
    """Return the shape of each token of an article."""
    cases = {word: shape(word, quoted=False) for word in {*words}}
    return [cases[word] + len(CASES) * inside for word, inside in zip(words, quoted, strict=True)]


def cut(
    words: Sequence[str],
    shapes: Sequence[int],
    paragraphs: Sequence[tuple[int, int]],
    tokenizer: Tokenizer,
    *,
    limit: int,
) -> list[Window]:
    """Return windows of at most ``limit`` pieces that cover every token once, in order.

    ``paragraphs`` are token ranges that cover all words. A separator stands between the paragraphs
    in a window.
    """
    if not words:
        return []
    pieces = word_pieces(tokenizer).of(words)
    parts = [
        part
        for start, end in paragraphs
        for part in _parts(words, pieces.ends, start, end, limit - 2)
    ]
    forms = np.array(shapes, dtype=np.int64)
    return [_window(run, pieces, forms) for run in _runs(parts, pieces, limit)]


def _parts(
    words: Sequence[str], ends: NDArray[np.int64], start: int, end: int, room: int
) -> list[tuple[int, int]]:
    parts = []
    while ends[end] - ends[start] > room:
        fit = int(np.searchsorted(ends, ends[start] + room, side="right")) - 1
        sentence = next(
            (stop for stop in range(fit, start, -1) if _closes_sentence(words[stop - 1])), start
        )
        # A cut at the end of a sentence is worth a shorter window, but not under a third.
        stop = sentence if sentence - start >= (fit - start) // 3 and sentence > start else fit
        parts.append((start, stop))
        start = stop
    parts.append((start, end))
    return parts


def _closes_sentence(word: str) -> bool:
    return word[-1] in SENTENCE_FINAL and word[0] in SENTENCE_FINAL


def _runs(
    parts: Sequence[tuple[int, int]], pieces: Pieces, limit: int
) -> list[Sequence[tuple[int, int]]]:
    """Return runs of parts that fit into windows.

    Among the ends that leave a window more than ``MIN_WINDOW_FILL`` full, the one whose part has
    the smallest checksum is chosen.
    """
    sizes = [int(pieces.ends[end] - pieces.ends[start]) for start, end in parts]
    runs: list[Sequence[tuple[int, int]]] = []
    begin = 0
    while begin < len(parts):
        used, end = 1, begin
        ends: list[int] = []
        while end < len(parts) and (used + 1 + sizes[end] <= limit or end == begin):
            used += 1 + sizes[end]
            end += 1
            if used >= limit * MIN_WINDOW_FILL:
                ends.append(end)
        if end < len(parts) and ends:
            end = min(ends, key=lambda stop: _checksum(parts[stop - 1], pieces))
        runs.append(parts[begin:end])
        begin = end
    return runs


def _checksum(part: tuple[int, int], pieces: Pieces) -> int:
    ids = pieces.ids[pieces.ends[part[0]] : pieces.ends[part[1]]]
    return zlib.crc32(ids.astype(np.int32).tobytes())


def _window(run: Sequence[tuple[int, int]], pieces: Pieces, shapes: NDArray[np.int64]) -> Window:
    separator, none = np.array([SEP]), np.array([0])
    ids, forms, first = [np.array([CLS])], [none], []
    at = 1
    for start, end in run:
        begin, stop = pieces.ends[start], pieces.ends[end]
        first.append(pieces.ends[start:end] - begin + at)
        ids += [pieces.ids[begin:stop], separator]
        forms += [np.repeat(shapes[start:end], np.diff(pieces.ends[start : end + 1])), none]
        at += int(stop - begin) + 1
    return Window(
        run[0][0], run[-1][1], np.concatenate(ids), np.concatenate(forms), np.concatenate(first)
    )
