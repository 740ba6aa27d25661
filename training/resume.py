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

_PRODUCTS = frozenset({"MatMul", "MatMulInteger", "DynamicQuantizeMatMul"})


def load_shipped(reader: Reader, artefact: Path) -> None:
    """Fill a reader with an artefact's weights. Raises ``ValueError`` if its graph is another."""
    graph = onnx.load(artefact / MODEL).graph
    stored = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
    products = [_weights(stored, node.input[1]) for node in graph.node if node.op_type in _PRODUCTS]
    linears = [linear for layer in reader.layers for linear in _linears(layer)]
    linears.append(reader.heads)
    if len(products) != len(linears):
        raise ValueError(f"{len(products)} products in the graph, not {len(linears)}")
    named = {name: torch.from_numpy(np.array(value)) for name, value in stored.items()}
    state = reader.state_dict()
    state.update({name: named[name] for name in state if name in named})
    reader.load_state_dict(state)
    for linear, weights in zip(linears, products, strict=True):
        linear.weight.data = torch.from_numpy(np.ascontiguousarray(weights.T))
    reader.words.weight.data = named["words.rows"].float() * named["words.scale"]
    with np.load(artefact / TABLES) as tables:
        reader.crf.transitions.data = torch.from_numpy(
            np.where(reader.crf.illegal.numpy() < 0, 0.0, tables["transitions"]).astype(np.float32)
        )
        reader.crf.start.data = torch.from_numpy(tables["start"])
        for name in ("source_distance", "content_distance", "no_source"):
            getattr(reader, name).data = torch.from_numpy(tables[name])


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
