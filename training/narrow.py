"""Make a reader's layers narrower inside: fewer neurons between the two products that follow
attention.

Of each layer the neurons whose output varies least are left out (cf. structured pruning; Li et al.
2017), and what the others know of them goes into the weights of those that stay: the least squares
of the layer's output on windows of text (cf. He et al. 2017). A student then learns on from there
(``training.distil --inner``).
"""

from collections.abc import Iterable

import torch
from torch import Tensor

from training.batches import Batch
from training.network import Layer, Reader

RIDGE = 1e-4
"""How much of a neuron's mean variance is added to all, so that least squares has one solution."""


@torch.no_grad()
def narrowed(reader: Reader, inner: int, batches: Iterable[Batch]) -> Reader:
    """Return a copy of a reader with ``inner`` neurons in each layer, as many as it has at most."""
    reader.eval()
    first = reader.layers[0]
    assert isinstance(first, Layer)
    width = first.up.out_features
    if inner > width:
        raise ValueError(f"the reader has {width} neurons in each layer, fewer than {inner}")
    state = dict(reader.state_dict())
    for number, (mean, spread) in enumerate(_activations(reader, batches)):
        layer = reader.layers[number]
        assert isinstance(layer, Layer)
        for name, value in _fewer(layer, inner, mean, spread).items():
            state[f"layers.{number}.{name}"] = value
    out = Reader(reader.dropout.share, len(reader.layers), inner)
    out.load_state_dict(state)
    return out


def inner_width(state: dict[str, Tensor]) -> int:
    """Return how many neurons a layer has of a reader with these weights."""
    return len(state["layers.0.up.bias"])


def _activations(reader: Reader, batches: Iterable[Batch]) -> list[tuple[Tensor, Tensor]]:
    """Return the mean ``(neurons,)`` and covariance ``(neurons, neurons)`` of each layer."""
    layers = [layer for layer in reader.layers if isinstance(layer, Layer)]
    given: list[Tensor] = []
    hooks = [
        layer.down.register_forward_pre_hook(lambda _layer, inputs: given.append(inputs[0]))
        for layer in layers
    ]
    sums = [torch.zeros(layer.up.out_features) for layer in layers]
    products = [torch.outer(zeros, zeros) for zeros in sums]
    count = 0
    for batch in batches:
        read = batch.mask[:, 0, 0, :]
        given.clear()
        reader.encode(batch.pieces, batch.shapes, batch.mask)
        for number, active in enumerate(given):
            rows = active[read].float()
            sums[number] += rows.sum(0)
            products[number] += rows.T @ rows
        count += int(read.sum())
    for hook in hooks:
        hook.remove()
    means = [total / count for total in sums]
    return [
        (mean, product / count - torch.outer(mean, mean))
        for mean, product in zip(means, products, strict=True)
    ]


def _fewer(layer: Layer, inner: int, mean: Tensor, spread: Tensor) -> dict[str, Tensor]:
    """Return the weights of a layer with ``inner`` neurons, by their names in the layer."""
    down = layer.down.weight
    counts = spread.diag() * down.pow(2).sum(0)
    kept = counts.topk(inner).indices.sort().values
    left = torch.ones(len(counts), dtype=torch.bool)
    left[kept] = False
    ridge = RIDGE * spread.diag().mean() * torch.eye(inner)
    known = torch.linalg.solve(spread[kept][:, kept] + ridge, spread[kept][:, left])
    weight = down[:, kept] + down[:, left] @ known.T
    return {
        "up.weight": layer.up.weight[kept],
        "up.bias": layer.up.bias[kept],
        "down.weight": weight,
        "down.bias": layer.down.bias + down @ mean - weight @ mean[kept],
    }
