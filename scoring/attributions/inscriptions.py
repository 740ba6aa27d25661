"""Find the thing that has quoted words on it: "a sign that read “…”"."""

from typing import Final

from scoring.attributions.linking import Linked
from scoring.attributions.speaker_phrases import FOUND
from scoring.lexicons.lexicon import load_terms
from scoring.model.decoding import Reading, Tagged
from scoring.speakers.phrases import DETERMINERS, INDEFINITE, singular

DESCRIBED: Final = 2
"""A noun for a thing with words on it is at most this many tokens from its determiner."""
MOST_PLACE_TOKENS: Final = 6
"""The place where such a thing is has at most this many tokens: "on the old door"."""


def inscribed(reading: Reading, one: Linked) -> Tagged | None:
    """Return the thing that has the quoted words on it: "a sign that read “…”"."""
    cue, lower = one.cue, reading.tokens.lower
    first, _ = reading.sentence_at(cue.start)
    is_quoted = any(reading.quoted[content.start] for content in one.contents)
    if not is_quoted or lower[cue.start] not in load_terms("cues", "inscribed"):
        return None
    last = cue.start - 1
    last -= lower[last] in ("that", "which")
    at = _inscription(reading, first, last)
    if at is None:
        return None
    opens = DETERMINERS | INDEFINITE
    is_modified = at - first >= DESCRIBED and not lower[at - 1].endswith(("ed", "s"))
    start = at
    if at > first and lower[at - 1] in opens:
        start = at - 1
    elif is_modified and lower[at - DESCRIBED] in opens:
        start = at - DESCRIBED
    return Tagged("SOURCE", start, last + 1, FOUND)


def _inscription(reading: Reading, first: int, last: int) -> int | None:
    """Return the noun of a thing with words on it, here or before its place: "a sign on it"."""
    lower = reading.tokens.lower
    things, places = load_terms("cues", "inscription"), load_terms("cues", "inscribed_at")
    for at in range(last, max(first, last - MOST_PLACE_TOKENS) - 1, -1):
        is_last = at == last or lower[at + 1] in places
        if is_last and singular(lower[at]) in things:
            return at
        if not lower[at].isalpha():
            return None
    return None
