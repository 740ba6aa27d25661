"""Word pieces that are looked up are those that the tokenizer finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from scoring.model.artefact import PACKAGED, TOKENIZER
from scoring.model.word_pieces import MAX_PIECES_PER_TOKEN, UNK, WordPieces

OWN = Tokenizer.from_file(str(PACKAGED / TOKENIZER))
PIECES = WordPieces(OWN)
COMMON = PIECES.common_words()

WORDS = st.one_of(
    st.sampled_from(COMMON),
    st.sampled_from(COMMON).map(str.capitalize),
    st.sampled_from(COMMON).map(str.upper),
    st.text("abcdeéİſKß0129", min_size=1, max_size=12),
    st.sampled_from(["[CLS]", "[UNK]", "##s", "##", "\u0091", "\x07", "\ufffd", "1,000", "n't"]),
    st.text(min_size=1, max_size=20).filter(lambda word: not word.isspace()),
)


def by_tokenizer(word: str) -> list[int]:
    """Return the pieces of one word, by the tokenizer alone."""
    encoding = OWN.encode([word], is_pretokenized=True, add_special_tokens=False)
    return encoding.ids[:MAX_PIECES_PER_TOKEN] or [UNK]


@given(st.lists(WORDS, min_size=1, max_size=12))
def test_the_pieces_are_the_tokenizers(words: list[str]) -> None:
    """Of each word, in order, however often it occurs."""
    words = words + words[:2]
    pieces = PIECES.of(words)
    assert pieces.ends.tolist()[0] == 0
    assert [
        pieces.ids[start:end].tolist()
        for start, end in zip(pieces.ends[:-1], pieces.ends[1:], strict=True)
    ] == [by_tokenizer(word) for word in words]


def test_every_word_of_the_vocabulary_is_a_single_piece() -> None:
    """As the lookup takes for granted, whatever its capitals."""
    for word in COMMON:
        assert by_tokenizer(word) == by_tokenizer(word.upper()) == [OWN.token_to_id(word)]


@pytest.mark.parametrize("word", ["the", "said", "government"])
def test_the_most_common_words_come_first(word: str) -> None:
    """The vocabulary is in the order of frequency, after signs and letters."""
    assert COMMON.index(word) < 1000
