"""Export a trained reader as an ONNX graph in int8, with its tables and manifest.

The graph takes one window (no batch, no mask) and is quantised dynamically: weights signed,
per channel, in seven bits; activations unsigned, per call (Jacob et al. 2018). With eight bits two
products can overflow the 16 bits in which AVX2 adds them, and a processor without VNNI would read
otherwise than one with it; seven cost nothing measurable on dev. The embedding of word pieces has a
scale for each row: one for all of it cost half a point of exact sources on dev.
"""

import copy
import hashlib
import json
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from scoring.model.artefact import ARTEFACT_FORMAT, MANIFEST, MODEL, TABLES, TOKENIZER
from scoring.model.labels import HEADS
from training.network import HeadedEncoder, Reader

HEADS_PRODUCT = "/heads/Gemm_MatMul"
"""Not quantised: small, and the types' head is fitted to the encoder as it is in int8."""


def export(reader: Reader, base: Path, out: Path, version: str, window: int) -> None:
    """Write the artefact's files: model, tables, tokeniser, manifest with their SHA-256."""
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, prepared = Path(folder) / "plain.onnx", Path(folder) / "prepared.onnx"
        compact = copy.deepcopy(reader)
        compact.words = Int8Embedding(reader.words)
        _graph(compact, plain)
        quant_pre_process(str(plain), str(prepared), skip_symbolic_shape=True)
        quantize_dynamic(
            prepared,
            out / MODEL,
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
            nodes_to_exclude=[HEADS_PRODUCT],
            extra_options={"MatMulConstBOnly": True},
        )
    np.savez(out / TABLES, **tables(reader))
    _tokenizer(base, out)
    write_manifest(out, version, window)


class Int8Embedding(nn.Module):
    """An embedding in int8 with a scale for each row."""

    def __init__(self, embedding: nn.Embedding) -> None:
        super().__init__()
        rows = embedding.weight.detach()
        scale = rows.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("rows", (rows / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, numbers: Tensor) -> Tensor:
        """Return ``(*numbers.shape, width)`` in float32."""
        return self.rows[numbers].float() * self.scale[numbers]


def write_manifest(out: Path, version: str, window: int) -> None:
    """Write the artefact's manifest: what it is, and its files' SHA-256."""
    files = {
        name: {"sha256": hashlib.sha256((out / name).read_bytes()).hexdigest()}
        for name in (MODEL, TABLES, TOKENIZER)
    }
    manifest = {
        "format": ARTEFACT_FORMAT,
        "name": "copydesk-reader",
        "version": version,
        "window": window,
        "heads": HEADS,
        "files": files,
    }
    (out / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")


def _graph(reader: Reader, path: Path) -> None:
    pieces = torch.randint(1000, 20000, (64,))
    shapes = torch.zeros(64, dtype=torch.long)
    first = torch.arange(1, 60)
    torch.onnx.export(
        reader,
        (pieces, shapes, first),
        path,
        input_names=["pieces", "shapes", "first"],
        output_names=["scores"],
        dynamic_axes={
            "pieces": {0: "P"},
            "shapes": {0: "P"},
            "first": {0: "T"},
            "scores": {0: "T"},
        },
        opset_version=17,
        dynamo=False,
    )
    onnx.checker.check_model(onnx.load(path))


def tables(reader: HeadedEncoder) -> dict[str, Any]:
    """Return what the pipeline needs beside the graph: the field's scores, the links' biases."""
    with torch.no_grad():
        return {
            "transitions": reader.crf.scores().numpy(),
            "start": reader.crf.start.numpy(),
            "source_distance": reader.source_distance.numpy(),
            "content_distance": reader.content_distance.numpy(),
            "no_source": reader.no_source.numpy(),
            # The evidence as it is: ``training.calibrate`` fits them to dev.
            "attribution_confidence": np.array([0.0, 1.0], dtype=np.float32),
            "hedge_confidence": np.array([0.0, 1.0], dtype=np.float32),
        }


def _tokenizer(base: Path, out: Path) -> None:
    """Copy the tokeniser without its truncation and padding."""
    record = json.loads((base / "tokenizer.json").read_text(encoding="utf-8"))
    record["truncation"] = record["padding"] = None
    (out / TOKENIZER).write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")
