"""The word pieces of an article's tokens, looked up where a word is a single piece.

Most tokens are words of ASCII letters, numbers or single signs that are in the tokenizer's
vocabulary. For these, the tokenizer's way (normalize, split, find the longest piece) ends at the
word itself. For other words of ASCII letters, only the last step is left. All other tokens are
given to the tokenizer, once for each kind.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

UNK: Final = 100
"""Id of the piece for what the vocabulary lacks, from the vocabulary of BERT (uncased)."""
MAX_PIECES_PER_TOKEN: Final = 12
"""Maximum pieces per token. A URL or a run of symbols tells the encoder no more in 300
pieces than in 12."""


class Pieces(NamedTuple):
    """All word pieces of an article. Those of token ``i`` are ``ids[ends[i]:ends[i + 1]]``."""

    ids: NDArray[np.int64]
    ends: NDArray[np.int64]


class WordPieces:
    """The tokenizer of an uncased model, with its words at hand."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._model = tokenizer.model
        self._whole = {
            word: number for word, number in tokenizer.get_vocab().items() if _is_plain(word)
        }

    def common_words(self) -> list[str]:
        """Return the words of letters in the vocabulary, the most frequent ones first."""
        words = (word for word in self._whole if len(word) > 1 and word.isalpha())
        return sorted(words, key=self._whole.__getitem__)

    def of(self, words: Sequence[str]) -> Pieces:
        """Return the pieces of the words, at least one for each word."""
        kinds = {kind: number for number, kind in enumerate(dict.fromkeys(words))}
        numbers = np.array([*map(kinds.__getitem__, words)], dtype=np.int64)
        found = [self._whole.get(kind.lower()) for kind in kinds]
        rest = [kind for kind, piece in zip(kinds, found, strict=True) if piece is None]
        others = iter(self._split(rest))
        lists = [next(others) if piece is None else [piece] for piece in found]
        sizes = np.array([len(pieces) for pieces in lists], dtype=np.int64)
        flat = np.array([piece for pieces in lists for piece in pieces], dtype=np.int64)
        begins = np.cumsum(sizes) - sizes
        ends = np.concatenate([[0], np.cumsum(sizes[numbers])])
        shift = np.repeat(begins[numbers] - ends[:-1], sizes[numbers])
        return Pieces(flat[shift + np.arange(ends[-1])], ends)

    def _split(self, words: Sequence[str]) -> list[list[int]]:
        """Return the pieces of different words, at least one for each."""
        # Of plain words, the tokenizer only changes the case: to ask its model for their pieces
        # takes a tenth of the time.
        pieces = {
            word: [piece.id for piece in self._model.tokenize(word.lower())]
            for word in words
            if word.isascii() and word.isalnum()
        }
        rest = [word for word in words if word not in pieces]
        pieces |= {word: [] for word in rest}
        encoding = self._tokenizer.encode(rest, is_pretokenized=True, add_special_tokens=False)
        for owner, piece in zip(encoding.word_ids, encoding.ids, strict=True):
            if owner is not None:
                pieces[rest[owner]].append(piece)
        # A word that the tokenizer drops altogether (a control character) becomes "unknown".
        return [pieces[word][:MAX_PIECES_PER_TOKEN] or [UNK] for word in words]


@lru_cache(maxsize=2)
def word_pieces(tokenizer: Tokenizer) -> WordPieces:
    """Return the word pieces of a tokenizer, with its vocabulary read once."""
    return WordPieces(tokenizer)


def _is_plain(word: str) -> bool:
    """Return whether the tokenizer does not split the word if its vocabulary contains it."""
    return word.isascii() and (word.isalnum() or len(word) == 1)
