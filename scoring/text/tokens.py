"""Tokens and paragraphs of an article's text, as the model sees them.

Tokens are spaCy's (``spacy.blank("en")``, with quotation marks always separate) without white
space. Paragraphs are the text between line breaks. All offsets are code points; ends are exclusive.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from numpy.typing import NDArray
from spacy.attrs import IDX, LENGTH  # type: ignore[import-not-found]  # Cython
from spacy.language import Language
from spacy.tokens import Doc

from scoring.lexicons.easy_words import easy_words
from scoring.text.datelines import find_datelines
from scoring.text.masking import as_read
from scoring.text.note_marks import blank
from scoring.text.paragraphs import find_paragraphs
from scoring.text.tokenizer import DATELINES, PROCESSED, TEXT, blank_english
from scoring.text.wrapped import unwrapped

HYPHENS: Final = frozenset("-‑")
DASH: Final = "–"
DOUBLED: Final = "--"
LETTERS: Final = frozenset(("WHO", "US", "IT"))
"""Letters for a body, a country or a trade that would be a pronoun in lower case."""
INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")


COMMON_WORDS: Final = 10_000
"""Number of the common words that a pipeline knows from the start. Twice as many would save
another 0.1 ms per 800 words."""
COMMON_NAMES: Final = 5_000
"""Number of those that it also knows with a capital."""


@dataclass(frozen=True, slots=True)
class Tokens:
    """A tokenized text: words, their offsets, and the paragraphs as token and text ranges.

    ``text`` is the processed text, in which note marks and datelines are blank. ``original`` is the
    sent text, which has the same length; evidence is cut from it. The words include those of
    datelines.
    """

    text: str
    original: str
    words: list[str]
    lower: list[str]
    """The words in lower case, but for letters that are not the word of grammar they spell: "WHO
    officials", "US says".
    """
    dashed: list[str]
    """The words, with a dash where hyphens stand for one: newsrooms type "Lena Holt - a former
    judge - said", but "co-owner" has a hyphen.
    """
    capitals: list[int]
    """The tokens that begin with a capital."""
    spans: list[tuple[int, int]]
    starts: list[int]
    """Where each word starts."""
    index: list[int]
    """The index of each word in the spaCy ``Doc``, which also has white space tokens."""
    paragraphs: list[tuple[int, int]]
    paragraph_starts: list[int]
    """The first token of each paragraph."""
    paragraph_spans: list[tuple[int, int]]
    datelines: list[tuple[int, int]]
    """Datelines as token ranges. Each is at the start of a paragraph, and not part of its
    first sentence."""


def _is_invisible(word: str) -> bool:
    return not word.isascii() and INVISIBLE.issuperset(word)


def _lowered(words: Sequence[str]) -> list[str]:
    """Return the words in lower case; between other words in capitals, all are pronouns."""
    lower = [word.lower() for word in words]
    for at in (at for at, word in enumerate(words) if word in LETTERS):
        beside = (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])
        if not any(len(word) > 1 and word.isupper() for word in beside):
            lower[at] = words[at]
    return lower


def _with_dashes(words: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[str]:
    """Return the words, with a dash for two hyphens, and for one that stands between spaces."""
    dashed = list(words)
    for at in range(1, len(words) - 1):
        if words[at][0] in HYPHENS:
            is_apart = spans[at - 1][1] < spans[at][0] and spans[at][1] < spans[at + 1][0]
            if words[at].startswith(DOUBLED) or (words[at] in HYPHENS and is_apart):
                dashed[at] = DASH
    return dashed


def english(common: Sequence[str] = ()) -> Language:
    """Return spaCy's blank English pipeline, with the words that most articles contain.

    ``common``: more such words in lower case, the most frequent ones first. Known words need no new
    lexeme in an article's memory zone, which saves most of the time.
    """
    nlp = blank_english()
    for words in (easy_words(), common[:COMMON_WORDS]):
        for word in words:
            nlp.vocab[word]
    for words in (easy_words(), common[:COMMON_NAMES]):
        for word in words:
            nlp.vocab[word.capitalize()]
    return nlp


@cache
def _tokeniser() -> Language:
    return english()


def tokenise(text: str) -> Tokens:
    """Tokenize a text outside a pipeline (for training and tests)."""
    return tokens_of(_tokeniser().make_doc(text))


def tokens_of(doc: Doc) -> Tokens:
    """Return the words, offsets and paragraphs of a spaCy ``Doc``."""
    original = doc.user_data.get(TEXT) or doc.text
    text = doc.user_data.get(PROCESSED) or as_read(original)
    searched, filed = doc.user_data.get(DATELINES, ((), ()))
    # Where nothing is masked, the paragraphs are those in which datelines were looked for.
    as_sent = bool(searched) and text == original
    lines = searched if as_sent else find_paragraphs(unwrapped(original))
    # Reading an array is many times as fast as reading spaCy's tokens one by one.
    places: NDArray[Any] = doc.to_array([IDX, LENGTH])
    spans = [(start, start + length) for start, length in places.tolist()]
    words = [text[start:end] for start, end in spans]
    index = list(range(len(words)))
    blank_words = {word for word in {*words} if word.isspace() or _is_invisible(word)}
    if blank_words:
        index = [i for i in index if words[i] not in blank_words]
        words = [words[i] for i in index]
        spans = [spans[i] for i in index]
    starts = [start for start, _ in spans]
    paragraphs, kept, at = [], [], 0
    for start, end in lines:
        first, at = at, bisect_left(starts, end, at)
        if at > first:
            paragraphs.append((first, at))
            kept.append((start, end))
    if searched != kept:  # some paragraphs have only signs that are no words
        filed = list(find_datelines(text, kept))
    datelines = [(bisect_left(starts, start), bisect_left(starts, end)) for start, end in filed]
    return Tokens(
        text=blank(text, filed),
        original=original,
        words=words,
        lower=_lowered(words),
        dashed=_with_dashes(words, spans),
        capitals=[at for at, word in enumerate(words) if word[0].isupper()],
        spans=spans,
        starts=starts,
        index=index,
        paragraphs=paragraphs,
        paragraph_starts=[start for start, _ in paragraphs],
        paragraph_spans=kept,
        datelines=datelines,
    )
