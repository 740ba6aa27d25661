"""Cut a tokenised article into the windows that the encoder reads, one call each.

A window is a run of whole paragraphs; a longer paragraph is cut after the last sentence-final token
that fits. What a window's edge cannot tell, the ``shape`` of a token carries across: is it inside a
quotation, how is it written.

Where a run ends depends on what the paragraphs around its end say, not on how many stand before
them (content-defined chunking; Muthitacharoen, Chen and Mazieres 2001): a changed paragraph changes
the windows near it, and those further on are the same as before, so that they can be remembered.
"""

import zlib
from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

CLS: Final = 101
SEP: Final = 102
UNK: Final = 100
MAX_PIECES_PER_TOKEN: Final = 12
"""A URL or a run of symbols says no more to the encoder in 300 pieces than in 12."""

CASES: Final = ("lower", "title", "upper", "mixed")
SHAPES: Final = 2 * len(CASES)
SENTENCE_FINAL: Final = frozenset(".!?…\"”'’)")


LEAST: Final = 0.5
"""How full a window is at least, where the paragraphs allow it."""


class Window(NamedTuple):
    """One call's input. ``first[i]`` is where token ``start + i`` has its first piece."""

    start: int
    end: int
    pieces: NDArray[np.int64]
    shapes: NDArray[np.int64]
    first: NDArray[np.int64]


def shape(word: str, *, quoted: bool) -> int:
    """Return the token's shape: how it is written (see ``CASES``), and whether in a quotation."""
    if not word[:1].isupper():
        case = 0 if word.islower() or not any(map(str.isupper, word)) else 3
    elif len(word) > 1 and word.isupper():
        case = 2
    elif word[1:].islower() or len(word) == 1:
        case = 1
    else:
        case = 3
    return case + len(CASES) * quoted


def cut(
    words: Sequence[str],
    shapes: Sequence[int],
    paragraphs: Sequence[tuple[int, int]],
    tokenizer: Tokenizer,
    *,
    limit: int,
) -> list[Window]:
    """Return windows of at most ``limit`` pieces that cover every token once, in order.

    ``paragraphs`` are token ranges; they cover all words. Between the paragraphs of a window
    stands a separator.
    """
    if not words:
        return []
    pieces = _pieces(words, tokenizer)
    parts = [
        part for start, end in paragraphs for part in _parts(words, pieces, start, end, limit - 2)
    ]
    return [_window(run, pieces, shapes) for run in _runs(parts, pieces, limit)]


def _runs(
    parts: Sequence[tuple[int, int]], pieces: Sequence[list[int]], limit: int
) -> list[Sequence[tuple[int, int]]]:
    """Return runs of parts that fit into windows.

    Of the ends that leave a window more than ``LEAST`` full, the one whose part has the smallest
    checksum is taken.
    """
    sizes = [sum(map(len, pieces[start:end])) for start, end in parts]
    marks = [_checksum(pieces[start:end]) for start, end in parts]
    runs: list[Sequence[tuple[int, int]]] = []
    begin = 0
    while begin < len(parts):
        used, end = 1, begin
        ends: list[int] = []
        while end < len(parts) and (used + 1 + sizes[end] <= limit or end == begin):
            used += 1 + sizes[end]
            end += 1
            if used >= limit * LEAST:
                ends.append(end)
        if end < len(parts) and ends:
            end = min(ends, key=lambda stop: marks[stop - 1])
        runs.append(parts[begin:end])
        begin = end
    return runs


def _checksum(words: Sequence[list[int]]) -> int:
    return zlib.crc32(np.array([piece for ids in words for piece in ids], dtype=np.int32).tobytes())


def _pieces(words: Sequence[str], tokenizer: Tokenizer) -> list[list[int]]:
    encoding = tokenizer.encode(words, is_pretokenized=True, add_special_tokens=False)
    pieces: list[list[int]] = [[] for _ in words]
    for piece, word in zip(encoding.ids, encoding.word_ids, strict=True):
        assert word is not None  # no special tokens were asked for
        if len(pieces[word]) < MAX_PIECES_PER_TOKEN:
            pieces[word].append(piece)
    return [ids or [UNK] for ids in pieces]


def _parts(
    words: Sequence[str], pieces: Sequence[list[int]], start: int, end: int, room: int
) -> list[tuple[int, int]]:
    parts = []
    while True:
        used, fit, sentence = 0, start, start
        while fit < end and used + len(pieces[fit]) <= room:
            used += len(pieces[fit])
            fit += 1
            if words[fit - 1][-1] in SENTENCE_FINAL and words[fit - 1][0] in SENTENCE_FINAL:
                sentence = fit
        if fit == end:
            parts.append((start, end))
            return parts
        # A cut at a sentence's end is worth a short window, but not one of under a third.
        stop = sentence if sentence - start >= (fit - start) // 3 and sentence > start else fit
        parts.append((start, stop))
        start = stop


def _window(
    run: Sequence[tuple[int, int]], pieces: Sequence[list[int]], shapes: Sequence[int]
) -> Window:
    ids, forms, first = [CLS], [0], []
    for number, (start, end) in enumerate(run):
        if number:
            ids.append(SEP)
            forms.append(0)
        for token in range(start, end):
            first.append(len(ids))
            ids.extend(pieces[token])
            forms.extend([shapes[token]] * len(pieces[token]))
    ids.append(SEP)
    forms.append(0)
    return Window(
        run[0][0], run[-1][1], np.array(ids), np.array(forms), np.array(first, dtype=np.int64)
    )
