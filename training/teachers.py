"""What a trained teacher thinks of every article: soft tags for the reader to learn from.

The teacher's scores are softened by a temperature; of the role tags the marginals are kept per
token and per pair of neighbours, of the hedge tags the distribution. A reader that learns them
beside the gold tags learns where a boundary is a matter of taste (distillation; Hinton et al.
2015), and what hedges in the articles whose hedges nobody labelled.
"""

import copy
from collections.abc import Sequence

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.utils.rnn import pad_sequence

from scoring.model.labels import ROLE_TAGS, legal_transitions
from scoring.model.windows import Window
from training.batches import Sample, collate, samples
from training.corpora import Example, Lesson
from training.hardware import HALF
from training.losses import COLUMNS, head_scores
from training.network import HeadedEncoder, log_partition

BATCH = 16
"""Windows that a teacher reads at once."""
CUT = 254
"""The window in which an article is read for its lesson, in pieces."""


def teach(
    examples: Sequence[Example], teacher: HeadedEncoder, tokenizer: Tokenizer, temperature: float
) -> None:
    """Give every example the teacher's lesson."""
    windows = [
        [sample.window for sample in samples(example, tokenizer, CUT)] for example in examples
    ]
    read = _read([window for many in windows for window in many], teacher)
    transitions = teacher.crf.transitions.detach() / temperature + teacher.crf.illegal
    start = teacher.crf.start.detach() / temperature
    for example, many in zip(examples, windows, strict=True):
        scores = [torch.from_numpy(read[_key(w)].astype(np.float32)) / temperature for w in many]
        example.lesson = lesson(scores, transitions, start)


def _read(windows: Sequence[Window], teacher: HeadedEncoder) -> dict[bytes, NDArray[np.float16]]:
    """Return the teacher's scores of each window, windows of like length read together.

    Some ten times as fast as one by one; in bf16 where the processor has it.
    """
    reader = copy.deepcopy(teacher).eval().to(torch.bfloat16 if HALF else torch.float32)
    fresh = sorted({_key(w): w for w in windows}.values(), key=lambda w: len(w.pieces))
    read = {}
    for at in range(0, len(fresh), BATCH):
        group = [
            Sample(window, None, None, None, None, [], None) for window in fresh[at : at + BATCH]
        ]
        with torch.no_grad():
            scores = head_scores(reader, collate(group)).half().numpy()
        for row, sample in zip(scores, group, strict=True):
            read[_key(sample.window)] = row[: len(sample.window.first)].copy()
    return read


def _key(window: Window) -> bytes:
    return window.pieces.tobytes() + window.shapes.tobytes()


def lesson(scores: Sequence[Tensor], transitions: Tensor, start: Tensor) -> Lesson:
    """Return the distributions over an article, of its windows' scores, in half precision."""
    lengths = torch.tensor([len(rows) for rows in scores])
    emissions = pad_sequence([rows[:, COLUMNS["role"]] for rows in scores], batch_first=True)
    own, pair = marginals(emissions, transitions, start, lengths)
    unary = torch.cat([rows[:n] for rows, n in zip(own, lengths, strict=True)])
    pairs = torch.cat([rows[:n] for rows, n in zip(pair, lengths, strict=True)])
    hedges = torch.cat([rows[:, COLUMNS["hedge"]] for rows in scores]).softmax(-1)
    _bridge(unary, pairs)
    return Lesson(unary.half().numpy(), pairs.half().numpy(), hedges.half().numpy())


def _bridge(unary: Tensor, pairs: Tensor) -> None:
    """Fill the pairs across a window's edge, which no chain saw, from their two tokens."""
    legal = torch.from_numpy(legal_transitions(ROLE_TAGS))
    lacking = 1 - pairs[1:].sum((1, 2))
    guess = unary[:-1, :, None] * unary[1:, None, :] * legal
    guess = guess / guess.sum((1, 2), keepdim=True).clamp(min=1e-6)
    pairs[1:] += guess * lacking.clamp(min=0)[:, None, None]


def marginals(
    emissions: Tensor, transitions: Tensor, start: Tensor, lengths: Tensor
) -> tuple[Tensor, Tensor]:
    """Return the chains' marginals, ``(batch, tokens, tags)`` and ``(batch, tokens, tags, tags)``.

    They are the gradients of the log partition by the scores; the first pairs are zero.
    """
    batch, tokens, tags = emissions.shape
    own = emissions.detach().requires_grad_()
    each = transitions.expand(batch, tokens, tags, tags).clone().requires_grad_()
    total = log_partition(start, own, each, lengths).sum()
    unary, pairs = torch.autograd.grad(total, (own, each))
    return unary, pairs
