"""What tells a hedge beside the model: the term, what its guard says, the words around it."""

from collections.abc import Iterator, Sequence
from typing import Final

from scoring.hedges.candidates import Candidate
from scoring.model.decoding import Reading

_COMPARED: Final = 10
"""Words after a term in which "than" compares: "more likely to vote than men"."""


def of_candidate(reading: Reading, candidate: Candidate) -> Iterator[str]:
    """Yield the clues of a span that may be a hedge cue."""
    words: Sequence[str] = reading.tokens.words
    start, end, term = candidate.start, candidate.end, candidate.term
    verdict = candidate.verdict.value
    before = words[start - 1].lower() if start else "the start"
    after = words[end].lower() if end < len(words) else "the end"
    yield f"verdict {verdict}"
    yield f"kind {candidate.kind}, {verdict}"
    yield f"form {candidate.form}"
    yield f"quoted {reading.quoted[start]}"
    yield f"before {after}"
    yield f"after {before}"
    yield f"words {end - start}, {verdict}"
    if term:
        yield f"term {term}"
        yield f"term {term}, {verdict}, {candidate.form}"
        yield f"{term} before {after}"
        yield f"{term} after {before}"
        if "than" in words[end : end + _COMPARED]:
            yield f"{term}, {verdict}, than"
    else:
        for word in words[start:end]:
            yield f"word {word.lower()}"
