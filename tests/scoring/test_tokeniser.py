"""The tokeniser gives spaCy's tokens, in time that grows with the text."""

import time

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
