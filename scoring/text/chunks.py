"""Splits a text into spaCy's tokens, and searches each kind of chunk for punctuation only once.

A chunk is a run of characters between blanks. spaCy splits each chunk on its own, and searches it
with several regular expressions, again for each time it occurs: inside a memory zone it keeps no
results. Here, a chunk of letters is a token unless it is one of spaCy's exceptions. Marks around a
word in lower case or a number ("said,", "“We") are split in the same way for every word, so spaCy
is asked about the marks and not about the word. All other chunks are given to spaCy once for each
article, on a line each.

The tokens are the same as spaCy's. spaCy also looks for exceptions in sequences of tokens ("8" and
")" are one), and does not see the blanks between them. If such a sequence begins in one of these
other chunks and ends in its neighbor, spaCy gets the whole text.
"""

import re
from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from spacy.attrs import IDX, LENGTH, NORM  # type: ignore[import-not-found]  # Cython
from spacy.tokens import Doc

LEADING: Final = re.compile(r"\s+")
CHUNK: Final = re.compile(r"(\S+)( ?)(\s*)")
"""A chunk, the blank that belongs to its last token, and other white space, a token of its own."""
AFFIXED: Final = re.compile(
    r"([\"“‘'(\[]{0,2})(?:([A-Za-z]*[a-z]{2})|([0-9]{2,}))((?:['’]s)?\W{0,3})"
)
"""A word that ends in lower case, or a number, with marks around it."""
RUN: Final = re.compile(r"\w+")
NO_BREAK: Final = "\u00a0"
"""The only white space with a normal form of its own."""
WORD: Final = "word"
NUMBER: Final = "2016"
"""A word and a number that represent all others."""
MAX_AFFIXES: Final = 1000
"""The number of combinations of marks that are kept. All news in English needs some hundreds."""


class Split(NamedTuple):
    """The tokens of a text, and whether a blank belongs to each.

    ``norms`` contains the position of some tokens with spaCy's id of their normal form, among them
    all whose exception gives them one ("n't" is "not").
    """

    words: list[str]
    spaces: list[bool]
    norms: list[tuple[int, int]]


class Searched(NamedTuple):
    """The tokens of a chunk that spaCy split, with the ids of their normal forms."""

    words: tuple[str, ...]
    norms: tuple[int, ...]


class Chunks:
    """Splits texts for one tokenizer."""

    def __init__(
        self,
        search: Callable[[str], Doc],
        rules: Collection[str],
        sequences: Collection[tuple[str, ...]],
    ) -> None:
        """Create it.

        ``search``: spaCy's own tokenizer; ``rules``: its exceptions; ``sequences``: the tokens of
        each exception that would be several if it were none.
        """
        self._search = search
        self._rules = rules
        self._listed = frozenset(run for rule in rules for run in RUN.findall(rule))
        self._sequences = frozenset(sequences)
        self._pairs = {pair for sequence in sequences for pair in pairwise(sequence)}
        self._reach = max(map(len, sequences), default=0)
        self._affixes: dict[tuple[str, bool, str], tuple[Sequence[str], Sequence[str]] | None] = {}
        self._blanks = {rule: self._search_lines([rule])[0] for rule in rules if rule == NO_BREAK}

    def split(self, text: str, ends: Sequence[int]) -> Split | None:
        """Return the tokens of the text, which is also split at all of ``ends``.

        ``None`` if spaCy must get the whole text.
        """
        words: list[str] = []
        spaces: list[bool] = []
        parts = [
            (LEADING.match(text, start, end), CHUNK.findall(text, start, end))
            for start, end in zip([0, *ends], [*ends, len(text)], strict=True)
        ]
        plain, searched = self._split_each({chunk for _, found in parts for chunk, _, _ in found})
        at: list[tuple[int, Searched]] = []
        for leading, found in parts:
            if leading:
                self._add_space(leading[0], words, spaces, at)
            for chunk, blank, space in found:
                inside = plain.get(chunk)
                if inside is None and chunk in searched:
                    at.append((len(words), searched[chunk]))
                    inside = searched[chunk].words
                if inside is None:
                    words.append(chunk)
                else:
                    words += inside
                    spaces += [False] * (len(inside) - 1)
                spaces.append(blank != "")
                if space:
                    self._add_space(space, words, spaces, at)
        if any(self._joins(words, place, chunk) for place, chunk in at):
            return None
        norms = [pair for place, chunk in at for pair in enumerate(chunk.norms, place)]
        return Split(words, spaces, norms)

    def _add_space(
        self, space: str, words: list[str], spaces: list[bool], at: list[tuple[int, Searched]]
    ) -> None:
        if space in self._blanks:
            at.append((len(words), self._blanks[space]))
        words.append(space)
        spaces.append(False)

    def _joins(self, words: Sequence[str], place: int, chunk: Searched) -> bool:
        """Return whether an exception contains a token on both sides of the chunk's edge."""
        return any(
            self._joins_at(words, edge)
            for edge in (place, place + len(chunk.words))
            if 0 < edge < len(words) and (words[edge - 1], words[edge]) in self._pairs
        )

    def _joins_at(self, words: Sequence[str], edge: int) -> bool:
        return any(
            tuple(words[start:stop]) in self._sequences
            for start in range(max(0, edge - self._reach + 1), edge)
            for stop in range(edge + 1, min(len(words), start + self._reach) + 1)
        )

    def _split_each(
        self, chunks: Iterable[str]
    ) -> tuple[dict[str, Sequence[str]], dict[str, Searched]]:
        """Return the tokens of those chunks that are not a single token of letters: those whose
        marks are known, and those that spaCy searches.
        """
        plain: dict[str, Sequence[str]] = {}
        rest: list[str] = []
        for chunk in chunks:
            if chunk.isalpha() and chunk.isascii():
                if chunk in self._rules:
                    rest.append(chunk)
            elif tokens := self._around(chunk):
                plain[chunk] = tokens
            else:
                rest.append(chunk)
        return plain, dict(zip(rest, self._search_lines(rest), strict=True))

    def _around(self, chunk: str) -> Sequence[str] | None:
        """Return the tokens of a word or a number with marks around it."""
        found = AFFIXED.fullmatch(chunk)
        if found is None:
            return None
        before, word, number, after = found.groups()
        core = word or number
        if core in self._listed:
            return None
        key = before, number is None, after
        if key not in self._affixes:
            if len(self._affixes) >= MAX_AFFIXES:
                return None
            self._affixes[key] = self._learn(before, WORD if word else NUMBER, after)
        affixes = self._affixes[key]
        return (*affixes[0], core, *affixes[1]) if affixes else None

    def _learn(
        self, before: str, core: str, after: str
    ) -> tuple[Sequence[str], Sequence[str]] | None:
        words = [token.text for token in self._search(before + core + after)]
        if core not in words:
            return None
        at = words.index(core)
        return tuple(words[:at]), tuple(words[at + 1 :])

    def _search_lines(self, chunks: Sequence[str]) -> list[Searched]:
        """Return the tokens of each chunk. The line breaks between them keep them apart."""
        text = "\n".join(chunks)
        lines: list[tuple[list[str], list[int]]] = [([], []) for _ in chunks]
        line = 0
        for start, length, norm in self._search(text).to_array([IDX, LENGTH, NORM]).tolist():
            word = text[start : start + length]
            if word == "\n":
                line += 1
            else:
                lines[line][0].append(word)
                lines[line][1].append(norm)
        return [Searched(tuple(words), tuple(norms)) for words, norms in lines]
