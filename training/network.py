"""The network: MiniLM's encoder, written out so that its export is lean, and the heads on it.

The encoder is BERT (Devlin et al. 2019) with the weights of all-MiniLM-L6-v2; query, key and
value are one product, the attention's scale is folded into the query's weights, GELU is its tanh
form, and a shape embedding (casing, inside a quotation) is added to the input, zero at first.
"""

import functools
import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from scoring.model.labels import HEADS, ROLE_TAGS, legal_transitions
from scoring.model.windows import SHAPES
from training.fused import Attention, Gelu

WIDTH, LAYERS, ATTENTION_HEADS, INNER, POSITIONS, VOCABULARY = 384, 6, 12, 1536, 512, 30522
HEAD_WIDTH = WIDTH // ATTENTION_HEADS
FORBIDDEN = -1e4
"""The score of what cannot be; it is finite in half precision too."""


def attend(q: Tensor, k: Tensor, v: Tensor, bias: Tensor, heads: int, scale: float) -> Tensor:
    """Return dot-product attention of ``(batch, length, width)``, written out.

    ``bias`` is ``(batch, heads, length, length)``. Backwards through torch's own kernel took three
    times as long on a CPU.
    """
    batch, length, width = q.shape

    def apart(x: Tensor) -> Tensor:
        return x.view(batch, length, heads, -1).transpose(1, 2).reshape(batch * heads, length, -1)

    flat = bias.reshape(batch * heads, length, length).to(q.dtype)
    scores = torch.baddbmm(flat, apart(q), apart(k).transpose(1, 2), alpha=scale)
    mixed = torch.bmm(scores.softmax(-1), apart(v)).view(batch, heads, length, -1)
    return mixed.transpose(1, 2).reshape(batch, length, width)


class Dropout(nn.Module):
    """Dropout by numpy's random bytes: torch's generator took a tenth of a step on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share
        self.dice = np.random.default_rng(0)

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.share:
            return x
        words = self.dice.integers(0, 1 << 32, x.numel() // 4 + 1, dtype=np.uint32)
        draws = torch.from_numpy(words.view(np.uint8)[: x.numel()]).view(x.shape)
        least = round(self.share * 256)
        return x * (draws >= least).to(x.dtype).mul_(256 / (256 - least))


class Layer(nn.Module):
    """One transformer layer, post-norm."""

    def __init__(self, dropout: float, inner: int = INNER) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor | None) -> Tensor:
        q, k, v = self.qkv(x).chunk(3, -1)
        if torch.onnx.is_in_onnx_export():
            mixed: Tensor = Attention.apply(q, k, v, ATTENTION_HEADS)
            gelu = Gelu.apply
        else:
            mixed = self._attend(q, k, v, mask)
            gelu = functools.partial(functional.gelu, approximate="tanh")
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(gelu(self.up(x)))))

    @staticmethod
    def _attend(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
        batch, length, _ = q.shape
        barred = q.new_zeros(batch, 1, 1, length)
        if mask is not None:
            barred = barred.masked_fill(~mask, FORBIDDEN)
        bias = barred.expand(-1, ATTENTION_HEADS, length, -1)
        return attend(q, k, v, bias, ATTENTION_HEADS, 1.0)


class HeadedEncoder(nn.Module):
    """An encoder of any width with the heads on it: what the losses ask of a network."""

    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.heads = nn.Linear(width, sum(HEADS.values()))
        self.dropout = Dropout(dropout)
        self.crf = RoleCrf()
        self.source_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.content_distance = nn.Parameter(torch.zeros(DISTANCES))
        self.no_source = nn.Parameter(torch.zeros(1))
        nn.init.normal_(self.heads.weight, std=0.02)
        nn.init.zeros_(self.heads.bias)

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the last hidden states, ``(batch, pieces, width)``."""
        raise NotImplementedError


class Reader(HeadedEncoder):
    """Encoder and heads: pieces and shapes in, one row of head scores per token out."""

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS, inner: int = INNER) -> None:
        super().__init__(WIDTH, dropout)
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout, inner) for _ in range(layers))
        nn.init.zeros_(self.shapes.weight)

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the last hidden states, ``(batch, pieces, 384)``."""
        return self.encode_layers(pieces, shapes, mask)[-1]

    def encode_layers(
        self, pieces: Tensor, shapes: Tensor, mask: Tensor | None = None
    ) -> list[Tensor]:
        """Return the hidden states after each layer, ``(batch, pieces, 384)`` each."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.shapes(shapes)
        states = [self.dropout(self.norm(x))]
        for layer in self.layers:
            states.append(layer(states[-1], mask))
        return states[1:]

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> Tensor:
        """Return the heads' scores at the tokens' first pieces: what is exported, one window."""
        hidden = self.encode(pieces[None], shapes[None])[0]
        scores: Tensor = self.heads(hidden.index_select(0, first))
        return scores


DISTANCES = 24
"""Buckets of distances, half of them before the cue and half after it."""


def distance_bucket(cue: Tensor, other: Tensor) -> Tensor:
    """Return the bucket of a signed distance in tokens: by the logarithm, 12 to each side."""
    away = other - cue
    size = (torch.log2(away.abs().float().clamp(min=1)) * 1.5).long().clamp(max=DISTANCES // 2 - 1)
    return torch.where(away < 0, size, size + DISTANCES // 2)


class RoleCrf(nn.Module):
    """A linear-chain conditional random field over the role tags (Lafferty et al. 2001)."""

    def __init__(self) -> None:
        super().__init__()
        count = len(ROLE_TAGS)
        self.transitions = nn.Parameter(torch.zeros(count, count))
        self.start = nn.Parameter(torch.zeros(count))
        legal = torch.from_numpy(legal_transitions(ROLE_TAGS))
        self.register_buffer("illegal", torch.where(legal, 0.0, FORBIDDEN))

    def scores(self) -> Tensor:
        return self.transitions + self.illegal

    def loss(self, emissions: Tensor, tags: Tensor, lengths: Tensor) -> Tensor:
        """Return the mean negative log likelihood per token.

        ``emissions`` are ``(batch, tokens, tags)``; tags under 0 are unknown: any tag will do.
        """
        transitions = self.scores()
        known = tags >= 0
        allowed = torch.zeros_like(emissions)
        chosen = functional.one_hot(tags.clamp(min=0), emissions.shape[2]).bool()
        allowed.masked_fill_(known[..., None] & ~chosen, FORBIDDEN)
        # A gold transition that is illegal (a discarded stretch cut away) must stay finite.
        free = log_partition(self.start, emissions, transitions, lengths)
        gold = log_partition(self.start, emissions + allowed, transitions, lengths)
        return (free - gold).sum() / lengths.sum()

    def taught_loss(
        self, emissions: Tensor, unary: Tensor, pairs: Tensor, lengths: Tensor
    ) -> Tensor:
        """Return the mean cross-entropy per token with a teacher's distribution over sequences.

        ``unary`` ``(batch, tokens, tags)`` and ``pairs`` ``(batch, tokens, tags, tags)`` are the
        teacher's marginals (``pairs[:, t]``: of the tags at ``t - 1`` and ``t``), zero beyond the
        lengths. The expected score of the teacher's sequences needs no more than them
        (structure-level distillation; Wang et al. 2020).
        """
        free = log_partition(self.start, emissions, self.scores(), lengths)
        legal = self.transitions.masked_fill(self.illegal < 0, 0.0)
        expected = (
            (unary * emissions).sum((1, 2))
            + (pairs.sum(1) * legal).sum((1, 2))
            + (unary[:, 0] * self.start).sum(1)
        )
        return (free - expected).sum() / lengths.sum()


def log_partition(start: Tensor, emissions: Tensor, potentials: Tensor, lengths: Tensor) -> Tensor:
    """Return the log of the sum over all tag sequences, ``(batch,)``.

    ``potentials``: ``(tags, tags)`` for all steps, or ``(batch, tokens, tags, tags)``.
    """
    shared = potentials.ndim == 2
    moves = [potentials] * emissions.shape[1] if shared else potentials.unbind(1)
    # Unbound once: a slice's gradient at every step would be as large as the whole.
    scores = emissions.unbind(1)
    alpha = start + scores[0]
    for step in range(1, len(scores)):
        moved = torch.logsumexp(alpha[:, :, None] + moves[step], 1) + scores[step]
        alpha = torch.where((step < lengths)[:, None], moved, alpha)
    return torch.logsumexp(alpha, 1)


def load_base(reader: Reader, path: Path) -> None:
    """Fill the encoder with all-MiniLM-L6-v2's weights (``model.safetensors``)."""
    base = load_file(path)
    scale = 1 / math.sqrt(HEAD_WIDTH)

    def linear(target: nn.Linear, names: Sequence[str], scales: Sequence[float]) -> None:
        pairs = list(zip(names, scales, strict=True))
        target.weight.data = torch.cat([base[f"{n}.weight"] * s for n, s in pairs])
        target.bias.data = torch.cat([base[f"{n}.bias"] * s for n, s in pairs])

    def norm(target: nn.LayerNorm, name: str) -> None:
        target.weight.data, target.bias.data = base[f"{name}.weight"], base[f"{name}.bias"]

    reader.words.weight.data = base["embeddings.word_embeddings.weight"]
    kinds = base["embeddings.token_type_embeddings.weight"]
    reader.positions.weight.data = base["embeddings.position_embeddings.weight"] + kinds[0]
    norm(reader.norm, "embeddings.LayerNorm")
    for number, layer in enumerate(reader.layers):
        assert isinstance(layer, Layer)
        at = f"encoder.layer.{number}"
        kind = f"{at}.attention.self"
        linear(layer.qkv, [f"{kind}.{n}" for n in ("query", "key", "value")], [scale, 1, 1])
        linear(layer.out, [f"{at}.attention.output.dense"], [1])
        norm(layer.norm1, f"{at}.attention.output.LayerNorm")
        linear(layer.up, [f"{at}.intermediate.dense"], [1])
        linear(layer.down, [f"{at}.output.dense"], [1])
        norm(layer.norm2, f"{at}.output.LayerNorm")
