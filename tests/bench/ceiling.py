"""What plain matrix products of the encoder's shapes reach here, on one core: the ceiling.

Each graph holds the encoder's own products and nothing else, with as many different weights as the
encoder has, so that they come from the same cache. Operations are multiplications and additions.
"""

from collections.abc import Callable, Sequence
from time import perf_counter
from typing import Final

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

from scoring.model.runtime import onnxruntime

WIDTH: Final = 384
INNER: Final = 1536
LAYERS: Final = 4
PIECES: Final = 254
"""A full window."""
SHAPES: Final = ((WIDTH, 3 * WIDTH), (WIDTH, WIDTH), (WIDTH, INNER), (INNER, WIDTH))
"""Rows and columns of a layer's weights: query, key and value; output; up; down."""
PRODUCTS: Final = LAYERS * sum(2 * PIECES * rows * columns for rows, columns in SHAPES)
"""Operations of the products of a full window."""


def best(run: Callable[[], object], rounds: int = 60) -> float:
    """Return the best seconds of some rounds; the first ones warm up."""
    took = []
    for _ in range(rounds):
        began = perf_counter()
        run()
        took.append(perf_counter() - began)
    return min(took)


def session(model: bytes, *, profile: str | None = None) -> onnxruntime.InferenceSession:
    """Return a session set up as the service's is, on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    if profile:
        options.enable_profiling = True
        options.profile_file_prefix = profile
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


def int8() -> float:
    """Return operations a second of onnxruntime's MatMulInteger, unsigned by signed."""
    chance = np.random.default_rng(0)
    weights = [chance.integers(-127, 127, shape, dtype=np.int8) for shape in SHAPES * LAYERS]
    return _rate("MatMulInteger", weights, TensorProto.UINT8, TensorProto.INT32, np.uint8)


def fp32() -> float:
    """Return operations a second of onnxruntime's MatMul in single precision."""
    chance = np.random.default_rng(0)
    weights = [chance.standard_normal(shape, dtype=np.float32) for shape in SHAPES * LAYERS]
    return _rate("MatMul", weights, TensorProto.FLOAT, TensorProto.FLOAT, np.float32)


AMX_RATIO: Final = 6.0
VNNI_RATIO: Final = 2.5
"""How many times as many int8 as fp32 operations a second show that a kernel uses AMX or VNNI.
AMX has some ten, VNNI some four, and AVX2 less than two. Within a factor, this tells kernels apart
where the version of onnxruntime and the processor's abilities alone do not."""


def kernel(products_int8: float, products_fp32: float) -> str:
    """Return which kind of kernel multiplied int8, judged by its speed beside fp32."""
    ratio = products_int8 / products_fp32
    used = "AMX" if ratio > AMX_RATIO else "VNNI" if ratio > VNNI_RATIO else "neither AMX nor VNNI"
    return f"int8 products take 1/{ratio:.1f} of fp32's time: onnxruntime uses {used}"


def bf16() -> float | None:
    """Return operations a second of torch's product in bfloat16; ``None`` where torch is not.

    onnxruntime has none of its own on x86.
    """
    try:
        import torch  # noqa: PLC0415 - not a dependency of what is measured
    except ImportError:
        return None
    torch.set_num_threads(1)
    values = {rows: torch.randn(PIECES, rows, dtype=torch.bfloat16) for rows in dict(SHAPES)}
    weights = [torch.randn(*shape, dtype=torch.bfloat16) for shape in SHAPES * LAYERS]

    def run() -> None:
        for weight in weights:
            torch.mm(values[weight.shape[0]], weight)

    with torch.inference_mode():
        return PRODUCTS / best(run)


def _rate(
    operator: str,
    weights: Sequence[np.ndarray],
    given: int,
    answered: int,
    kind: type[np.generic],
) -> float:
    rows_of = sorted({weight.shape[0] for weight in weights})
    inputs = [helper.make_tensor_value_info(f"x{rows}", given, [PIECES, rows]) for rows in rows_of]
    nodes, outputs, constants = [], [], []
    for number, weight in enumerate(weights):
        constants.append(numpy_helper.from_array(weight, f"w{number}"))
        nodes.append(
            helper.make_node(operator, [f"x{weight.shape[0]}", f"w{number}"], [f"y{number}"])
        )
        outputs.append(
            helper.make_tensor_value_info(f"y{number}", answered, [PIECES, weight.shape[1]])
        )
    graph = helper.make_graph(nodes, "products", inputs, outputs, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    running = session(model.SerializeToString())
    fed = {f"x{rows}": np.ones((PIECES, rows), dtype=kind) for rows in rows_of}
    return PRODUCTS / best(lambda: running.run(None, fed))
