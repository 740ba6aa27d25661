"""The encoder: windows in, one row of head scores per token out. One pass, by onnxruntime."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from scoring.model.artefact import MODEL, TOKENIZER, Artefact
from scoring.model.runtime import onnxruntime
from scoring.model.windows import Window, cut


class ReadsWindows(Protocol):
    """What reads windows: the encoder, or one that remembers (``scoring.model.cache``)."""

    def windows(
        self,
        words: Sequence[str],
        shapes: Sequence[int],
        paragraphs: Sequence[tuple[int, int]],
    ) -> list[Window]:
        """Cut the tokens into windows."""

    def read(self, window: Window) -> NDArray[np.float32]:
        """Return ``(tokens, columns)``: the scores of all heads for the window's tokens."""


class Encoder:
    """The artefact's graph and tokeniser. Holds no text; several threads may call it."""

    def __init__(self, artefact: Artefact, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Idle threads must not spin: other articles, and health checks, want the core.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            artefact.folder / MODEL, options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(artefact.folder / TOKENIZER))
        self._limit = artefact.window

    def windows(
        self,
        words: Sequence[str],
        shapes: Sequence[int],
        paragraphs: Sequence[tuple[int, int]],
    ) -> list[Window]:
        """Cut the tokens into windows of the size that the artefact was measured with."""
        return cut(words, shapes, paragraphs, self._tokenizer, limit=self._limit)

    def read(self, window: Window) -> NDArray[np.float32]:
        """Return ``(tokens, columns)``: the scores of all heads for the window's tokens."""
        inputs = {"pieces": window.pieces, "shapes": window.shapes, "first": window.first}
        (scores,) = self._session.run(["scores"], inputs)
        matrix: NDArray[np.float32] = scores
        return matrix
