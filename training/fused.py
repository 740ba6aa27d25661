"""Operations that onnxruntime has whole kernels for, exported as those.

Written out, attention and GELU became a dozen nodes that each pass over memory; as
``MultiHeadAttention`` and ``FastGelu`` (onnxruntime's contrib operators) they took a fifth less
time for the whole encoder.
"""

from typing import Any

import torch
from torch import Tensor
from torch.nn import functional


class Attention(torch.autograd.Function):
    """Scaled dot-product attention of ``(batch, length, heads * width)``; no mask, scale 1."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, heads: int) -> Tensor:
        del ctx
        batch, length, width = query.shape
        q, k, v = (
            x.view(batch, length, heads, width // heads).transpose(1, 2)
            for x in (query, key, value)
        )
        mixed = functional.scaled_dot_product_attention(q, k, v, scale=1.0)
        return mixed.transpose(1, 2).reshape(batch, length, width)

    @staticmethod
    def symbolic(g: Any, query: Any, key: Any, value: Any, heads: int) -> Any:
        out = g.op(
            "com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=heads, scale_f=1.0
        )
        return out.setType(query.type())


class Gelu(torch.autograd.Function):
    """GELU in its tanh form (Hendrycks and Gimpel 2016)."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        del ctx
        return functional.gelu(x, approximate="tanh")

    @staticmethod
    def symbolic(g: Any, x: Any) -> Any:
        return g.op("com.microsoft::FastGelu", x).setType(x.type())
