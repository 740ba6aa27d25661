"""What a word is."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.text.words import count_words, find_words, has_word


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("— … !", []),
        ("don't", ["don't"]),
        ("the minister’s aide", ["the", "minister’s", "aide"]),
        ("U.S. troops", ["U.S", "troops"]),
        ("11,000 at 3.5%", ["11,000", "at", "3.5"]),
        ("a well-known fact", ["a", "well-known", "fact"]),
        ("growth—up 4", ["growth", "up", "4"]),
        ("and/or", ["and", "or"]),
        ("naïve café", ["naïve", "café"]),
        ("snake_case", ["snake", "case"]),
        ("at 10:30, Monday", ["at", "10:30", "Monday"]),
        ("Paris,France", ["Paris", "France"]),
        ("A:Yes", ["A", "Yes"]),
        ("AT&T’s R&D", ["AT&T’s", "R&D"]),
        ("2014–2018", ["2014", "2018"]),
        ("‘No’ -- they’d", ["No", "they’d"]),
        ("cafe\u0301s", ["cafe\u0301s"]),
        ("co\u00adoperate", ["co\u00adoperate"]),
        ("mail@example.org", ["mail@example.org"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """A word is a run of letters and digits with what joins them inside."""
    assert [text[s:e] for s, e in find_words(text)] == words
    assert count_words(text) == len(words)


@given(st.text(st.sampled_from("ab1.,:'’-&—/_ \u0301\u00ad\n"), max_size=40))
def test_words_are_apart_and_begin_with_a_letter_or_digit(text: str) -> None:
    """No letter or digit is outside of all words."""
    spans = find_words(text)
    assert all(text[start].isalnum() for start, _ in spans)
    assert all(before <= start for (_, before), (start, _) in pairwise(spans))
    inside = sum(character.isalnum() for start, end in spans for character in text[start:end])
    assert inside == sum(map(str.isalnum, text))
    assert has_word(text) == bool(spans)


@pytest.mark.parametrize("unit", ["a", "a-", "a'", "1,", "a\u0301", "-", "'-", "1,a "])
def test_time_is_linear(unit: str) -> None:
    """200,000 characters made to be tried again and again take a fraction of a second."""
    began = time.process_time()
    count_words(unit * (200_000 // len(unit)))
    assert time.process_time() - began < 1
