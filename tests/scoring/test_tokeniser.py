"""The tokeniser gives spaCy's tokens and attributes, in time that grows with the text."""

import time
from typing import Any, cast

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language
from spacy.util import compile_infix_regex

from scoring.text.masking import as_read
from scoring.text.tokenizer import LONGEST, blank_english
from scoring.text.tokens import tokens_of

SIGNS = st.text(
    st.sampled_from("aZ9 .,!?'\"“”‘’()[]{}<>-–—…/\\:;@#&%$€°*_~=+`^|n't\n\u00a0km"), max_size=80
)


def spacys() -> Language:
    """spaCy's own, with the same infixes."""
    nlp = spacy.blank("en")
    infixes = [*(nlp.Defaults.infixes or []), r"[“”«»„\"]"]
    nlp.tokenizer.infix_finditer = compile_infix_regex(infixes).finditer  # type: ignore[union-attr]
    return nlp


OURS, SPACYS = blank_english(), spacys()

EXCEPTIONS = sorted(rule for rule in SPACYS.tokenizer.rules if not rule.isspace())  # type: ignore[union-attr]
CHUNKS = st.one_of(
    st.sampled_from(EXCEPTIONS),
    st.from_regex(r"[A-Za-z]{1,8}", fullmatch=True),
    st.from_regex(r"[0-9]{1,4}", fullmatch=True),
    st.sampled_from(["it", "he", "that", "nothin", "em", "Mr", "a.m", "word", "2016", "U.S."]),
)
MARKS = st.text(st.sampled_from(".,:;?!'\"“”‘’()[]-–—…/&%$\u00a0"), max_size=3)
BLANKS = st.sampled_from([" ", " ", " ", "", "  ", "\n", "\n\n", " \n", "\t", "\u00a0"])
TEXTS = st.lists(
    st.tuples(MARKS, CHUNKS, st.sampled_from(["", "", "'s", "’s", "n't"]), MARKS, BLANKS).map(
        "".join
    ),
    max_size=8,
).map("".join)


def tokens(nlp: Language, text: str) -> list[str]:
    return [token.text_with_ws for token in nlp.make_doc(text)]


@given(st.one_of(SIGNS, st.text(max_size=60)))
def test_the_tokens_are_spacys(text: str) -> None:
    """Whatever the text, as it is read."""
    seen = as_read(text)
    doc = OURS.make_doc(text)
    assert doc.text == text
    if tokens_of(doc).datelines:
        return  # cut off, where spaCy may leave it with the sentence's first word
    if seen == text:
        assert tokens(OURS, text) == tokens(SPACYS, text)
    assert tokens_of(doc).words == tokens_of(SPACYS.make_doc(seen)).words


@given(TEXTS)
def test_words_with_marks_are_spacys(text: str) -> None:
    """Words, numbers and exceptions, alone or side by side, with marks around them."""
    if as_read(text) != text or tokens_of(OURS.make_doc(text)).datelines:
        return
    ours, theirs = OURS.make_doc(text), SPACYS.make_doc(text)
    assert [token.text_with_ws for token in ours] == [token.text_with_ws for token in theirs]
    assert [token.norm_ for token in ours] == [token.norm_ for token in theirs]


@given(st.one_of(SIGNS, st.text(min_size=1, max_size=20), CHUNKS, st.text("aBßſİ", min_size=1)))
def test_the_attributes_of_a_word_are_spacys(word: str) -> None:
    """All that spaCy stores with a lexeme."""
    ours, theirs = (cast("Any", nlp.vocab).lex_attr_getters for nlp in (OURS, SPACYS))
    assert ours.keys() == theirs.keys()
    if word:
        assert {key: get(word) for key, get in ours.items()} == {
            key: get(word) for key, get in theirs.items()
        }


@given(st.from_regex(r"[A-Za-z]{1,40}( [A-Za-z]{1,12}){0,3}", fullmatch=True))
def test_letters_are_spacys_without_a_search(text: str) -> None:
    """No affix and no address is made of letters alone: what is not searched has none."""
    assert tokens(OURS, text) == tokens(SPACYS, text)


@pytest.mark.parametrize(
    "text",
    [
        "He said so" + "." * 300,
        "(" * 70 + "a" + ")" * 70 + "." * 70,
        "https://example.org/" + "path/" * 60 + "?a=b",
        "a" * LONGEST,
        "She's Dr. O'Neill, isn't she? (U.S.-born)",
        "about 50km² or $3.5m/year…",
    ],
)
def test_long_runs_are_spacys_too(text: str) -> None:
    """Up to a length that no word has."""
    assert tokens(OURS, text) == tokens(SPACYS, text)


def test_the_seed_is_spacys(seed_text: str) -> None:
    """An article."""
    assert tokens(OURS, seed_text) == tokens(SPACYS, seed_text)


@pytest.mark.parametrize("sign", ["(", ")", "“", ".", "'", "-", "a/", "a", "£", "😀", "a.", "'s"])
def test_a_long_run_takes_little_time(sign: str) -> None:
    """Nothing is lost where it is cut."""
    text = "He said " + sign * (100_000 // len(sign)) + " so."
    began = time.process_time()
    assert "".join(tokens(OURS, text)) == text
    assert time.process_time() - began < 5
