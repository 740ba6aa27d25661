"""A teacher on MPNet's encoder (Song et al. 2020), with the reader's heads.

It has the weights of all-mpnet-base-v2 (Apache-2.0), eight times the reader's products, and is
never shipped: the reader learns from what it says (``training.teachers``). Its vocabulary is
BERT's, moved by four, so it reads the same windows.
"""

import math
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from scoring.model.windows import CLS, SEP, SHAPES
from training.network import FORBIDDEN, Dropout, HeadedEncoder, attend

WIDTH, LAYERS, ATTENTION_HEADS, INNER, POSITIONS, VOCABULARY = 768, 12, 12, 3072, 514, 30527
FIRST_POSITION = 2
"""As in microsoft/mpnet-base: positions 0 and 1 belong to padding."""
BEGIN, END, MOVED = 0, 2, 4
"""``<s>`` and ``</s>`` in its vocabulary, and how far BERT's pieces are moved there."""
BUCKETS, FARTHEST = 32, 128


class MpnetLayer(nn.Module):
    """One transformer layer, post-norm."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-5)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        q, k, v = self.qkv(x).chunk(3, -1)
        mixed = attend(q, k, v, bias, ATTENTION_HEADS, (WIDTH // ATTENTION_HEADS) ** -0.5)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class MpnetReader(HeadedEncoder):
    """The reader's heads on MPNet."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__(WIDTH, dropout)
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.layers = nn.ModuleList(MpnetLayer(dropout) for _ in range(LAYERS))
        self.register_buffer("relative", torch.zeros(BUCKETS, ATTENTION_HEADS))
        nn.init.zeros_(self.shapes.weight)

    def encode(self, pieces: Tensor, shapes: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the last hidden states, ``(batch, pieces, 768)``."""
        length = pieces.shape[1]
        positions = self.positions.weight[FIRST_POSITION : FIRST_POSITION + length]
        x = self.words(moved(pieces)) + positions + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = self.relative[distance_buckets(length)].permute(2, 0, 1)
        bias = bias.expand(len(pieces), -1, -1, -1)
        if mask is not None:
            bias = bias.masked_fill(~mask, FORBIDDEN)
        bias = bias.bfloat16() if torch.is_autocast_enabled("cpu") else bias
        for layer in self.layers:
            x = layer(x, bias)
        return x


def moved(pieces: Tensor) -> Tensor:
    """Return BERT's piece numbers in MPNet's vocabulary."""
    out = pieces + MOVED
    out = torch.where(pieces == CLS, BEGIN, out)
    return torch.where(pieces == SEP, END, out)


def distance_buckets(length: int) -> Tensor:
    """Return ``(length, length)`` buckets of relative positions, as T5 has them, both ways."""
    at = torch.arange(length)
    away = at[:, None] - at[None, :]
    half = BUCKETS // 2
    exact = half // 2
    size = away.abs()
    far = exact + (
        torch.log(size.clamp(min=1).float() / exact) / math.log(FARTHEST / exact) * (half - exact)
    ).long().clamp(max=half - 1 - exact)
    return (away < 0) * half + torch.where(size < exact, size, far)


def load_mpnet(reader: MpnetReader, path: Path) -> None:
    """Fill the encoder with all-mpnet-base-v2's weights (``model.safetensors``)."""
    base = load_file(path)

    def fill(target: nn.Linear | nn.LayerNorm, *names: str) -> None:
        target.weight.data = torch.cat([base[f"{n}.weight"] for n in names])
        target.bias.data = torch.cat([base[f"{n}.bias"] for n in names])

    reader.words.weight.data = base["embeddings.word_embeddings.weight"]
    reader.positions.weight.data = base["embeddings.position_embeddings.weight"]
    reader.relative.copy_(base["encoder.relative_attention_bias.weight"])
    fill(reader.norm, "embeddings.LayerNorm")
    for number, layer in enumerate(reader.layers):
        assert isinstance(layer, MpnetLayer)
        at = f"encoder.layer.{number}"
        fill(layer.qkv, *(f"{at}.attention.attn.{n}" for n in "qkv"))
        fill(layer.out, f"{at}.attention.attn.o")
        fill(layer.norm1, f"{at}.attention.LayerNorm")
        fill(layer.up, f"{at}.intermediate.dense")
        fill(layer.down, f"{at}.output.dense")
        fill(layer.norm2, f"{at}.output.LayerNorm")
