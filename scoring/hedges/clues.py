"""Clues to a hedge besides the model: the term, its guard's verdict and the words around it."""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.hedges.candidates import Candidate
from scoring.model.decoding import Reading
from scoring.model.weights.clue_templates import load_templates

_COMPARED: Final = 10
"""How many words after a term are searched for "than": "more likely to vote than men"."""

CLUES: Final = load_templates("hedges")
of_verdict = CLUES.maker("verdict", "verdict")
of_kind = CLUES.maker("kind", "kind", "verdict")
of_form = CLUES.maker("form", "form")
is_quoted = CLUES.maker("quoted", "quoted")
stands_before = CLUES.maker("before", "after")
stands_after = CLUES.maker("after", "before")
has_words = CLUES.maker("words", "words", "verdict")
has_word = CLUES.maker("word", "word")
of_term = CLUES.maker("term", "term")
of_term_form = CLUES.maker("term_form", "term", "verdict", "form")
term_before = CLUES.maker("term_before", "term", "after")
term_after = CLUES.maker("term_after", "term", "before")
term_than = CLUES.maker("than", "term", "verdict")


def of_candidate(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """Yield the clues of a candidate hedge cue, made by ``templates/hedges.toml``."""
    words: Sequence[str] = reading.tokens.words
    start, end, term = candidate.start, candidate.end, candidate.term
    verdict = candidate.verdict.value
    before = words[start - 1].lower() if start else "the start"
    after = words[end].lower() if end < len(words) else "the end"
    yield of_verdict(verdict)
    yield of_kind(candidate.kind, verdict)
    yield of_form(candidate.form)
    yield is_quoted(reading.quoted[start])
    yield stands_before(after)
    yield stands_after(before)
    yield has_words(end - start, verdict)
    if term:
        yield of_term(term)
        yield of_term_form(term, verdict, candidate.form)
        yield term_before(term, after)
        yield term_after(term, before)
        if "than" in words[end : end + _COMPARED]:
            yield term_than(term, verdict)
    else:
        for word in words[start:end]:
            yield has_word(word.lower())
