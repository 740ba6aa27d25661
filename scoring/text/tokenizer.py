"""spaCy's English tokenizer in linear instead of quadratic time.

spaCy removes punctuation from both ends of a string between blanks, one character at a time, and
searches all of the rest each time. 200,000 brackets in a row take hours. This version searches only
the ends, and splits runs that are longer than any word or address in an article. Strings of
letters, as most words are, are not searched for punctuation at all, which saves most of the time.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Final, TypeVar

import spacy
from spacy.attrs import NORM  # type: ignore[import-not-found]  # Cython
from spacy.lang.en import English
from spacy.language import Language
from spacy.tokenizer import Tokenizer  # type: ignore[import-not-found]  # Cython
from spacy.tokens import Doc
from spacy.util import (
    compile_infix_regex,
    compile_prefix_regex,
    compile_suffix_regex,
    registry,
)
from spacy.vocab import Vocab

from scoring.text.chunks import Chunks, Split
from scoring.text.datelines import find_datelines
from scoring.text.lexemes import english_vocab
from scoring.text.masking import as_read
from scoring.text.paragraphs import find_paragraphs

LONGEST: Final = 500
"""Maximum number of characters without a blank in one chunk. Longer runs are split."""
NAME: Final = "copydesk.MaskingTokenizer.v1"
TAIL: Final = 16
"""Number of characters at the end in which a suffix is searched first. Except for rows of
dots, no suffix is longer than a few characters, and the required context before it is
even shorter."""

ODD_MARKS: Final = ("″", "＂")
"""Quotation marks that spaCy does not know: the double prime and the full-width mark."""

BETWEEN: Final = re.compile(r" |[^\S ]+|\S+")
"""The text between words: blanks, line breaks, masked text."""

_LONG_RUN: Final = re.compile(rf"\S{{{LONGEST + 1},}}")

Search = Callable[[str], re.Match[str] | None]
T = TypeVar("T")

TEXT: Final = "copydesk_text"
"""The key under which a ``Doc`` keeps its text, which takes spaCy some time to put together."""
PROCESSED: Final = "copydesk_processed_text"
"""The key under which it keeps the masked text."""
DATELINES: Final = "copydesk_datelines"
"""The key under which it keeps the paragraphs of the masked text, and the datelines in these."""


class BoundedTokenizer(Tokenizer):  # type: ignore[misc]
    """The same tokens as spaCy's, except for runs longer than ``LONGEST``."""

    def __init__(self, *arguments: object, **options: object) -> None:
        """Create it with spaCy's arguments."""
        super().__init__(*arguments, **options)
        self._chunks = Chunks(super().__call__, self.rules, _sequences())

    def __call__(self, text: str) -> Doc:
        """Tokenize a text."""
        return self._doc(self._split(text, self._cuts(text)), text)

    def _split(self, text: str, cuts: Sequence[int]) -> Split:
        return self._chunks.split(text, cuts) or self._search(text, cuts)

    def _search(self, text: str, cuts: Sequence[int]) -> Split:
        """Return what spaCy finds in the whole text."""
        found = Split([], [], [])
        for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True):
            for token in super().__call__(text[start:end]):
                found.norms.append((len(found.words), token.norm))
                found.words.append(token.text)
                found.spaces.append(bool(token.whitespace_))
        return found

    def _doc(self, split: Split, text: str) -> Doc:
        doc = Doc(self.vocab, words=split.words, spaces=split.spaces, user_data={TEXT: text})
        norms: list[int] = doc.to_array(NORM).tolist()
        for place, norm in split.norms:
            if norms[place] != norm:
                doc[place].norm_ = self.vocab.strings[norm]
        return doc

    @staticmethod
    def _cuts(text: str) -> list[int]:
        if max(map(len, text.split()), default=0) <= LONGEST:
            return []
        return [
            at
            for run in _LONG_RUN.finditer(text)
            for at in range(run.start() + LONGEST, run.end(), LONGEST)
        ]


class MaskingTokenizer(BoundedTokenizer):
    """Tokenizes the masked text (``masking``). Masked passages become tokens of their own.

    A dateline without a blank after it ("SALA—The pier") is split off.
    """

    def __call__(self, text: str) -> Doc:
        """Tokenize a text. The ``Doc`` contains all of it."""
        seen = as_read(text)
        paragraphs = find_paragraphs(seen)
        datelines = list(find_datelines(seen, paragraphs))
        joined = [end for _, end in datelines if not seen[end - 1].isspace()]
        split = self._split(seen, sorted({*self._cuts(seen), *joined}))
        doc = self._doc(split if seen == text else _restored(split, text), text)
        doc.user_data |= {PROCESSED: seen, DATELINES: (paragraphs, datelines)}
        return doc


def _restored(split: Split, text: str) -> Split:
    """Return the tokens of the sent text for those of the masked text, which is as long."""
    words: list[str] = []
    spaces: list[bool] = []
    at = place = 0
    for word, space in zip([*split.words, ""], [*split.spaces, False], strict=True):
        start, end = place, place + len(word)
        place = end + space
        if word.isspace():
            continue
        for between in BETWEEN.finditer(text, at, start):
            if between[0] == " " and spaces and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(between[0])
                spaces.append(False)
        if word:
            words.append(text[start:end])
            spaces.append(False)
        at = end
    return Split(words, spaces, [])


@registry.tokenizers(NAME)  # type: ignore[untyped-decorator]
def make_tokenizer() -> Callable[[Language], MaskingTokenizer]:
    """Return the factory for the tokenizer of a ``Language``. spaCy finds it by its name."""
    return _tokenizer


def _tokenizer(nlp: Language) -> MaskingTokenizer:
    return MaskingTokenizer(nlp.vocab, nlp.Defaults.tokenizer_exceptions, **_searches())


@cache
def _searches() -> dict[str, Callable[[str], object]]:
    """Return spaCy's functions that search for affixes and addresses, by its names for them."""
    defaults = English.Defaults
    assert defaults.url_match
    infixes = [*(defaults.infixes or []), r"[“”«»„\"″＂]"]
    prefixes = [*(defaults.prefixes or []), *ODD_MARKS]
    suffixes = [*(defaults.suffixes or []), *ODD_MARKS]
    return {
        # every prefix starts with ^, so match finds the same as search without trying each position
        "prefix_search": unless_letters(compile_prefix_regex(prefixes).match, None),
        "suffix_search": unless_letters(at_end(compile_suffix_regex(suffixes).search), None),
        "infix_finditer": unless_letters(compile_infix_regex(infixes).finditer, iter(())),
        "url_match": unless_letters(defaults.url_match, None),
    }


@cache
def _sequences() -> frozenset[tuple[str, ...]]:
    """Return the tokens of spaCy's exceptions, if they were none, where they are several."""
    bare = Tokenizer(Vocab(), **_searches())
    found = (bare(rule) for rule in English.Defaults.tokenizer_exceptions)
    return frozenset(tuple(token.text for token in doc) for doc in found if len(doc) > 1)


def blank_english() -> Language:
    """Return ``spacy.blank("en")``, in which a quotation mark between letters is always a token."""
    config = {"nlp": {"tokenizer": {"@tokenizers": NAME}}}
    return spacy.blank("en", vocab=english_vocab(), config=config)


def at_end(search: Search) -> Search:
    """Return a function that searches for the end of a string without trying every position.

    Only the length of the match is correct, which is all that spaCy uses.
    """

    def search_tail(string: str) -> re.Match[str] | None:
        found = search(string[-TAIL:])
        if found and found.end() - found.start() == TAIL:
            return search(string)
        return found

    return search_tail


def unless_letters(search: Callable[[str], T], nothing: T) -> Callable[[str], T]:
    """Return a search that returns ``nothing`` for a string of letters from a to z.

    Every affix and every address in spaCy's English contains some other character, or requires one
    before it.
    """

    def search_signs(string: str) -> T:
        return nothing if string.isalpha() and string.isascii() else search(string)

    return search_signs
