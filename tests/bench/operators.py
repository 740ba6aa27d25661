"""The encoder by operator, and its operations a second beside the ceiling."""

import json
import sys
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Final

import numpy as np
from ceiling import INNER, LAYERS, PIECES, PRODUCTS, WIDTH, best, bf16, fp32, int8, kernel, session

from scoring.model.artefact import MODEL, load_artefact
from scoring.model.labels import HEADS
from scoring.model.windows import SHAPES

GROUPS: Final = {
    "quantised products": ("MatMulInteger", "MatMulIntegerToFloat", "DynamicQuantizeMatMul"),
    "quantising inputs": ("DynamicQuantizeLinear",),
    "attention with its softmax": ("MultiHeadAttention", "Attention"),
    "softmax elsewhere": ("Softmax",),
    "GELU": ("FastGelu", "Gelu", "BiasGelu"),
    "norms": ("LayerNormalization", "SkipLayerNormalization"),
}
"""onnxruntime's operators, before and after its fusions; a fused product quantises its input."""
_ROUNDS: Final = 50

Fed = dict[str, np.ndarray]


def full_window() -> Fed:
    """Return a window of as many pieces as fit, each its own token."""
    chance = np.random.default_rng(0)
    return {
        "pieces": chance.integers(1000, 30_000, PIECES),
        "shapes": chance.integers(0, SHAPES, PIECES),
        "first": np.arange(PIECES),
    }


def operations() -> int:
    """Return the operations of a full window: products, attention, and the heads."""
    attention = LAYERS * 2 * (2 * PIECES * PIECES * WIDTH)
    heads = 2 * PIECES * WIDTH * sum(HEADS.values())
    return PRODUCTS + attention + heads


def profile(model: bytes, fed: Fed) -> dict[str, float]:
    """Return the seconds of each group of operators in one run; the first runs are left out."""
    with tempfile.TemporaryDirectory() as folder:
        running = session(model, profile=f"{folder}/p")
        for _ in range(_ROUNDS):
            running.run(["scores"], fed)
        events = json.loads(Path(running.end_profiling()).read_text(encoding="utf-8"))
    groups = {name: group for group, names in GROUPS.items() for name in names}
    took: dict[str, list[float]] = defaultdict(list)
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
            took[event["name"]].append(event["dur"] / 1e6)
            groups.setdefault(event["name"], groups.get(event["args"]["op_name"], "the rest"))
    found: dict[str, float] = defaultdict(float)
    for name, seconds in took.items():
        found[groups[name]] += sorted(seconds)[len(seconds) // 2]
    return dict(found)


def show() -> None:
    """Print both tables."""
    out = sys.stdout.write
    model = (load_artefact().folder / MODEL).read_bytes()
    fed = full_window()
    running = session(model)
    whole = best(lambda: running.run(["scores"], fed))
    found = profile(model, fed)
    total = sum(found.values())
    out(f"a window of {PIECES} pieces: {whole * 1e3:.2f} ms; by operator, in a profiled run:\n")
    for group, seconds in sorted(found.items(), key=lambda item: -item[1]):
        out(f"  {group:<28}{seconds * 1e3:8.3f} ms{seconds / total:8.1%}\n")
    ceilings = {"int8 (onnxruntime)": int8(), "fp32 (onnxruntime)": fp32(), "bf16 (torch)": bf16()}
    reached = operations() / whole
    products = PRODUCTS / found["quantised products"]
    out(f"\nbillion operations a second ({WIDTH} wide, {INNER} inside, {LAYERS} layers):\n")
    out(f"  {'the encoder, all of it':<34}{reached / 1e9:8.0f}\n")
    out(f"  {'its quantised products alone':<34}{products / 1e9:8.0f}\n")
    for name, rate in ceilings.items():
        if rate is None:
            out(f"  {'plain products, ' + name:<34}{'-':>8}  (not installed)\n")
            continue
        out(f"  {'plain products, ' + name:<34}{rate / 1e9:8.0f}")
        out(f"  the encoder is at {reached / rate:.2f} of it, its products at ")
        out(f"{products / rate:.2f}\n")
    out(f"{kernel(ceilings['int8 (onnxruntime)'] or 0, ceilings['fp32 (onnxruntime)'] or 1)}\n")
