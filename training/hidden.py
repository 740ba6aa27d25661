"""What the encoder of an artefact thinks of each token, in int8 as it is shipped."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray

from scoring.model.artefact import MODEL, load_artefact
from scoring.model.decoding import quoted_flags
from scoring.model.encoder import Encoder
from scoring.model.windows import shape
from scoring.text.quotation import find_quotations
from scoring.text.tokens import Tokens
from training.export import HEADS_PRODUCT


class Hidden:
    """The last hidden states of an artefact's encoder, which its graph keeps to itself."""

    def __init__(self, folder: Path) -> None:
        """Raises ``ValueError`` if the heads' product is not in the graph as it was exported."""
        model = onnx.load(folder / MODEL)
        inputs = [node.input[0] for node in model.graph.node if node.name == HEADS_PRODUCT]
        if len(inputs) != 1:
            raise ValueError(f"no {HEADS_PRODUCT} in {folder / MODEL}")
        (self._name,) = inputs
        hidden = onnx.helper.make_tensor_value_info(self._name, onnx.TensorProto.FLOAT, None)
        model.graph.output.append(hidden)
        self._session = onnxruntime.InferenceSession(model.SerializeToString())
        self._encoder = Encoder(load_artefact(folder))

    def states(self, tokens: Tokens) -> NDArray[np.float32]:
        """Return ``(tokens, width)``, read in the windows that the pipeline reads."""
        quoted = quoted_flags(tokens, find_quotations(tokens.text, tokens.paragraph_spans))
        shapes: Sequence[int] = [
            shape(word, quoted=flag) for word, flag in zip(tokens.words, quoted, strict=True)
        ]
        parts = [
            self._session.run(
                [self._name],
                {"pieces": window.pieces, "shapes": window.shapes, "first": window.first},
            )[0]
            for window in self._encoder.windows(tokens.words, shapes, tokens.paragraphs)
        ]
        rows: NDArray[np.float32] = np.concatenate(parts)
        return rows
