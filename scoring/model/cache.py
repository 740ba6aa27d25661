"""Remember windows that were read: an article scored again after an edit is mostly the same.

What is kept is the scores of the heads, under a keyed digest of what the encoder was given; no
text, no pieces. The key is the process's own and never leaves it.
"""

import hashlib
import secrets
import threading
from collections import OrderedDict
from collections.abc import Sequence

from scoring.model.arrays import FloatArray
from scoring.model.encoder import ReadsWindows
from scoring.model.windows import Window


class CachingEncoder:
    """An encoder that reads no window twice while it is remembered.

    ``limit`` bounds what is kept, in bytes of scores; what was asked for longest ago goes first.
    Several threads may call it; two that ask for the same window at once may both read it.
    """

    def __init__(self, encoder: ReadsWindows, limit: int) -> None:
        self._encoder = encoder
        self._limit = limit
        self._key = secrets.token_bytes(32)
        self._lock = threading.Lock()
        self._kept: OrderedDict[bytes, FloatArray] = OrderedDict()
        self._bytes = 0

    def windows(
        self,
        words: Sequence[str],
        shapes: Sequence[int],
        paragraphs: Sequence[tuple[int, int]],
    ) -> list[Window]:
        """Cut the tokens into windows, as the encoder does."""
        return self._encoder.windows(words, shapes, paragraphs)

    def read(self, window: Window) -> FloatArray:
        """Return the window's scores, read or remembered: the same, bit for bit."""
        name = self._digest(window)
        with self._lock:
            if (scores := self._kept.get(name)) is not None:
                self._kept.move_to_end(name)
                return scores
        scores = self._encoder.read(window)
        scores.flags.writeable = False
        self._keep(name, scores)
        return scores

    def _digest(self, window: Window) -> bytes:
        digest = hashlib.blake2b(key=self._key, digest_size=16)
        for part in (window.pieces, window.shapes, window.first):
            digest.update(len(part).to_bytes(4, "little"))
            digest.update(part.tobytes())
        return digest.digest()

    def _keep(self, name: bytes, scores: FloatArray) -> None:
        with self._lock:
            if name in self._kept or scores.nbytes > self._limit:
                return
            self._kept[name] = scores
            self._bytes += scores.nbytes
            while self._bytes > self._limit:
                _, oldest = self._kept.popitem(last=False)
                self._bytes -= oldest.nbytes
