"""Begin where a shipped artefact ends: a network with the weights of its int8 graph.

Rounding to int8 costs under half a point of exact spans, so that a further stage can start from
what is shipped when the weights it was made from are gone.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import nn

from scoring.model.artefact import MODEL, TABLES
from training.network import Layer, Reader

PRODUCTS_PER_LAYER = 4
_PRODUCTS = frozenset({"MatMul", "MatMulInteger", "DynamicQuantizeMatMul"})


def load_shipped(artefact: Path, dropout: float = 0.0) -> Reader:
    """Return a reader with an artefact's layers and weights.

    Raises ``ValueError`` if its graph is not a reader's.
    """
    graph = onnx.load(artefact / MODEL).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    products = [node.input[1] for node in graph.node if node.op_type in _PRODUCTS]
    layers, left_over = divmod(len(products) - 1, PRODUCTS_PER_LAYER)
    if layers < 1 or left_over:
        raise ValueError(
            f"the graph has {len(products)} products; a reader has {PRODUCTS_PER_LAYER} in each layer"
            " and one for its heads"
        )
    # The third product of a layer leads into its inner width.
    reader = Reader(dropout, layers, stored[products[2]].shape[1])
    linears = [linear for layer in reader.layers for linear in _linears(layer)]
    linears.append(reader.heads)
    # A product's weights lie transposed, under the parameter's own name or another.
    named = {
        name: torch.from_numpy(np.array(value))
        for name, value in stored.items()
        if name not in products
    }
    state = reader.state_dict()
    state.update({name: named[name] for name in state if name in named})
    reader.load_state_dict(state)
    for linear, name in zip(linears, products, strict=True):
        weights = _weights(stored, name)
        linear.weight.data = torch.from_numpy(np.ascontiguousarray(weights.T))
    reader.words.weight.data = named["words.rows"].float() * named["words.scale"]
    with np.load(artefact / TABLES) as tables:
        reader.crf.transitions.data = torch.from_numpy(
            np.where(reader.crf.illegal.numpy() < 0, 0.0, tables["transitions"]).astype(np.float32)
        )
        reader.crf.start.data = torch.from_numpy(tables["start"])
        for name in ("source_distance", "content_distance", "no_source"):
            getattr(reader, name).data = torch.from_numpy(tables[name])
    return reader


def _linears(layer: nn.Module) -> list[nn.Linear]:
    """A layer's products in the order of the graph."""
    assert isinstance(layer, Layer)
    return [layer.qkv, layer.out, layer.up, layer.down]


def _weights(stored: dict[str, NDArray[np.generic]], name: str) -> NDArray[np.float32]:
    """Return a product's weights, ``(inputs, outputs)``; int8 has a scale per output."""
    if stored[name].dtype == np.float32:
        return np.array(stored[name], dtype=np.float32)
    plain = name.removesuffix("_quantized")
    rows = stored[name].astype(np.float32) - stored[f"{plain}_zero_point"].astype(np.float32)
    return (rows * stored[f"{plain}_scale"]).astype(np.float32)
