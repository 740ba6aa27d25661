"""What trained readers think of every article: soft tags for a student to learn from.

Several readers' scores are averaged, which is the geometric mean of their distributions over tag
sequences (a log-linear pool), and its marginals are kept per token and per pair of neighbours.
A student that learns them with the gold tags learns where a boundary is a matter of taste
(distillation; Hinton et al. 2015).
"""

from collections.abc import Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor

from scoring.reading.tags import ROLE_TAGS, legal_transitions
from training.batches import collate, samples
from training.corpora import Example, Lesson
from training.losses import role_scores
from training.network import HeadedEncoder, log_partition

CUTS = (254, 222)
"""Each article is read in windows of these sizes, so that no window's edge is believed alone."""


def teach(examples: Sequence[Example], teachers: Sequence[Path], tokenizer: Tokenizer) -> None:
    """Give every example the teachers' lesson."""
    readers = []
    for path in teachers:
        reader = HeadedEncoder()
        reader.load_state_dict(torch.load(path)["reader"])
        readers.append(reader.eval())
    for example in examples:
        example.lesson = lesson(example, readers, tokenizer)


def lesson(example: Example, readers: Sequence[HeadedEncoder], tokenizer: Tokenizer) -> Lesson:
    """Return the mean of the readers' marginals over the cuts, in half precision."""
    count, tags = len(example.tokens.words), len(ROLE_TAGS)
    unary, pairs = torch.zeros(count, tags), torch.zeros(count, tags, tags)
    crfs = [reader.crf for reader in readers]
    transitions = torch.stack([crf.scores() for crf in crfs]).mean(0).detach()
    start = torch.stack([crf.start for crf in crfs]).mean(0).detach()
    cut = [s for limit in CUTS for s in samples(example, tokenizer, limit)]
    batch = collate(cut)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        emissions = torch.stack([role_scores(r, batch) for r in readers]).mean(0)
    own, pair = marginals(emissions, transitions, start, batch.lengths)
    for row, sample in enumerate(cut):
        span, length = slice(sample.window.start, sample.window.end), int(batch.lengths[row])
        unary[span] += own[row, :length] / len(CUTS)
        pairs[span] += pair[row, :length] / len(CUTS)
    _bridge(unary, pairs)
    return Lesson(unary.half().numpy(), pairs.half().numpy())


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
