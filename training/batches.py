"""Make batches of windows from examples: cut, pad, gather the labels."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor

from scoring.model.decoding import quoted_flags
from scoring.model.windows import Window, cut, shape
from scoring.text.quotation import find_quotations
from scoring.text.tokens import Tokens
from training.corpora import IGNORE, Example, Lesson, Link
from training.styles import restyle


@dataclass(slots=True)
class Sample:
    """One window with its labels, all in the window's own token numbers."""

    window: Window
    roles: list[int] | None
    entities: list[int] | None
    hedges: list[int] | None
    sentences: list[int] | None
    links: list[Link]
    lesson: Lesson | None


@dataclass(slots=True)
class Batch:
    """Padded tensors of several windows."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    first: Tensor
    lengths: Tensor
    roles: Tensor
    entities: Tensor
    hedges: Tensor
    sentences: Tensor
    links: list[list[Link]]
    lesson: tuple[Tensor, Tensor, Tensor] | None
    """The teacher's distributions (see ``Lesson``), zero beyond each window's length."""


def samples(
    example: Example, tokenizer: Tokenizer, limit: int, dice: random.Random | None = None
) -> Iterator[Sample]:
    """Cut an example into windows; with ``dice``, in another typographic style each time."""
    words, quoted = example.tokens.words, _quoted(example.tokens)
    if dice is not None:
        words, quoted = restyle(words, quoted, dice)
    shapes = [shape(w, quoted=q) for w, q in zip(words, quoted, strict=True)]
    for window in cut(words, shapes, example.tokens.paragraphs, tokenizer, limit=limit):
        span = slice(window.start, window.end)
        yield Sample(
            window,
            example.roles and example.roles[span],
            example.entities and example.entities[span],
            example.hedges and example.hedges[span],
            example.sentences and example.sentences[span],
            [moved for link in example.links if (moved := _move(link, window))],
            example.lesson and Lesson(*(rows[span] for rows in example.lesson)),
        )


def _quoted(tokens: Tokens) -> list[bool]:
    return quoted_flags(tokens, find_quotations(tokens.text, tokens.paragraph_spans))


def _move(link: Link, window: Window) -> Link | None:
    """Renumber a link for its window; ``None`` if the cue is elsewhere."""

    def inside(span: tuple[int, int]) -> bool:
        return window.start <= span[0] < window.end

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] - window.start, min(span[1], window.end) - window.start

    if not inside(link.cue) or (link.source and not inside(link.source)):
        return None
    return Link(
        moved(link.cue),
        moved(link.source) if link.source else None,
        [moved(c) for c in link.contents if inside(c)],
        link.source_type,
        link.mode,
        link.silver,
    )


def collate(group: Sequence[Sample]) -> Batch:
    """Pad samples into one batch."""
    size, longest = len(group), max(len(s.window.pieces) for s in group)
    tokens = max(len(s.window.first) for s in group)
    pieces = np.zeros((size, longest), dtype=np.int64)
    shapes = np.zeros((size, longest), dtype=np.int64)
    mask = np.zeros((size, 1, 1, longest), dtype=bool)
    first = np.zeros((size, tokens), dtype=np.int64)
    labels = {name: np.full((size, tokens), IGNORE) for name in LABELLED}
    for row, sample in enumerate(group):
        count = len(sample.window.pieces)
        pieces[row, :count] = sample.window.pieces
        shapes[row, :count] = sample.window.shapes
        mask[row, 0, 0, :count] = True
        first[row, : len(sample.window.first)] = sample.window.first
        for name in LABELLED:
            if (values := getattr(sample, name)) is not None:
                labels[name][row, : len(values)] = values
    return Batch(
        *map(torch.from_numpy, (pieces, shapes, mask, first)),
        torch.tensor([len(s.window.first) for s in group]),
        *(torch.from_numpy(labels[name]) for name in LABELLED),
        [s.links for s in group],
        _lessons([s.lesson for s in group], tokens),
    )


def _lessons(lessons: Sequence[Lesson | None], tokens: int) -> tuple[Tensor, Tensor, Tensor] | None:
    """Pad the lessons; all windows have one, or none has."""
    given = [lesson for lesson in lessons if lesson is not None]
    if len(given) < len(lessons):
        return None
    shapes = [rows.shape[1:] for rows in given[0]]
    unary, pairs, hedges = (np.zeros((len(given), tokens, *s), dtype=np.float32) for s in shapes)
    for row, lesson in enumerate(given):
        count = len(lesson.unary)
        unary[row, :count], hedges[row, :count] = lesson.unary, lesson.hedges
        # What stood before the window's first token is not in the window.
        pairs[row, 1:count] = lesson.pairs[1:]
    return torch.from_numpy(unary), torch.from_numpy(pairs), torch.from_numpy(hedges)


LABELLED = ("roles", "entities", "hedges", "sentences")


def batches(pool: list[Sample], size: int, dice: random.Random) -> Iterator[Batch]:
    """Yield all samples once, windows of like length together, batches in random order."""
    pool.sort(key=lambda s: len(s.window.pieces) + dice.random() * 24)
    groups = [pool[i : i + size] for i in range(0, len(pool), size)]
    dice.shuffle(groups)
    yield from map(collate, groups)
