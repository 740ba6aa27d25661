"""The encoder: returns a row of head scores for each token of a window, in one onnxruntime pass."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from scoring.model.artefact import MODEL, TOKENIZER, Artefact
from scoring.model.runtime import onnxruntime
from scoring.model.windows import Window, cut
from scoring.model.word_pieces import word_pieces


class ReadsWindows(Protocol):
    """Scores windows: the encoder, or the encoder with a cache (``scoring.model.cache``)."""

    def windows(
        self,
        words: Sequence[str],
        shapes: Sequence[int],
        paragraphs: Sequence[tuple[int, int]],
    ) -> list[Window]:
        """Split the tokens into windows."""

    def read(self, window: Window) -> NDArray[np.float32]:
        """Return ``(tokens, columns)``: the scores of all heads for the window's tokens."""


class Encoder:
    """The model's graph and tokenizer. Keeps no text; safe to call from several threads."""

    def __init__(self, artefact: Artefact, *, threads: int = 1) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # Idle threads must not spin: other articles and the probes need the core.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        self._session = onnxruntime.InferenceSession(
            artefact.folder / MODEL, options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(artefact.folder / TOKENIZER))
        self._limit = artefact.window

    def common_words(self) -> list[str]:
        """Return the frequent words of English that the tokenizer knows."""
        return word_pieces(self._tokenizer).common_words()

    def windows(
        self,
        words: Sequence[str],
        shapes: Sequence[int],
        paragraphs: Sequence[tuple[int, int]],
    ) -> list[Window]:
        """Split the tokens into windows of the size that the model was measured with."""
        return cut(words, shapes, paragraphs, self._tokenizer, limit=self._limit)

    def read(self, window: Window) -> NDArray[np.float32]:
        """Return ``(tokens, columns)``: the scores of all heads for the window's tokens."""
        inputs = {"pieces": window.pieces, "shapes": window.shapes, "first": window.first}
        (scores,) = self._session.run(["scores"], inputs)
        matrix: NDArray[np.float32] = scores
        return matrix
