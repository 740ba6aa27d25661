"""The attributes of spaCy's lexemes, computed faster.

spaCy calls 23 functions for each word that it has not seen, which takes longer than finding the
word in a text. Most words are letters from a to z. For these, the answers follow from a look at the
letters; all other strings go to spaCy's own functions.
"""

from collections.abc import Callable
from typing import Any, Final, cast

from spacy import attrs
from spacy.lang.en import English
from spacy.lang.en import lex_attrs as english
from spacy.vocab import Vocab, create_vocab

Getter = Callable[[str], Any]

SHAPE_LENGTH: Final = 4
"""The longest run of one kind of letter in a shape."""
LONG: Final = 100
"""spaCy gives words of this length a shape of their own."""
NUMBERS: Final = frozenset((*english._num_words, *english._ordinal_words))

SAME: Final[dict[int, Getter]] = {
    attrs.LOWER: str.lower,
    attrs.IS_ALPHA: str.isalpha,
    attrs.IS_ASCII: str.isascii,
    attrs.IS_DIGIT: str.isdigit,
    attrs.IS_LOWER: str.islower,
    attrs.IS_SPACE: str.isspace,
    attrs.IS_TITLE: str.istitle,
    attrs.IS_UPPER: str.isupper,
}
"""Attributes that are methods of strings."""
NEVER: Final = (
    attrs.IS_BRACKET,
    attrs.IS_CURRENCY,
    attrs.IS_LEFT_PUNCT,
    attrs.IS_PUNCT,
    attrs.IS_QUOTE,
    attrs.IS_RIGHT_PUNCT,
    attrs.LIKE_EMAIL,
    attrs.LIKE_URL,
)
"""Attributes that no word of letters has."""


def english_vocab() -> Vocab:
    """Return an empty vocabulary of spaCy's English."""
    vocab: Any = create_vocab("en", English.Defaults)
    getters: dict[int, Getter] = vocab.lex_attr_getters
    vocab.lex_attr_getters = {key: _faster(key, getter) for key, getter in getters.items()}
    return cast("Vocab", vocab)


def _faster(key: int, getter: Getter) -> Getter:
    if key in SAME:
        return SAME[key]
    if key in NEVER:
        return _unless_letters(getter)
    if key == attrs.LANG:
        language = getter("")
        return lambda _: language
    for_letters = {attrs.NORM: str.lower, attrs.LIKE_NUM: _is_number, attrs.SHAPE: _shape}
    return _of_letters(getter, for_letters[key]) if key in for_letters else getter


def _unless_letters(getter: Getter) -> Getter:
    """Return a getter that is false for words of letters from a to z."""
    return lambda string: False if string.isascii() and string.isalpha() else getter(string)


def _of_letters(getter: Getter, simple: Getter) -> Getter:
    """Return a getter that asks ``simple`` about words of letters from a to z."""

    def get(string: str) -> object:
        return simple(string) if string.isalpha() and string.isascii() else getter(string)

    return get


def _is_number(word: str) -> bool:
    return word.lower() in NUMBERS


def _shape(word: str) -> str:
    if len(word) >= LONG:
        return "LONG"
    if word.islower():
        return "x" * min(len(word), SHAPE_LENGTH)
    if word.isupper():
        return "X" * min(len(word), SHAPE_LENGTH)
    if word.istitle():
        return "X" + "x" * min(len(word) - 1, SHAPE_LENGTH)
    return _mixed_shape(word)


def _mixed_shape(word: str) -> str:
    """Return the shape of a word with capitals inside: "iPhone" is "xXxxxx"."""
    shape: list[str] = []
    for letter in word:
        kind = "X" if letter.isupper() else "x"
        if shape[-SHAPE_LENGTH:] != [kind] * SHAPE_LENGTH:
            shape.append(kind)
    return "".join(shape)
