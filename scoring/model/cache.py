"""Caches the scores of windows, so that an edited article is scored faster.

Entries are the scores of the heads, stored under a keyed digest of the encoder's input. They
contain no text and no word pieces. The key is unique to the process and never leaves it.
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
    """An encoder with a cache of windows.

    ``limit`` bounds the cache in bytes of scores; the least recently used windows are dropped
    first. Safe to call from several threads; two that request the same window at once may both
    compute it.
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
        """Split the tokens into windows, as the encoder does."""
        return self._encoder.windows(words, shapes, paragraphs)

    def read(self, window: Window) -> FloatArray:
        """Return the window's scores, computed or cached. Both are identical, bit for bit."""
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
