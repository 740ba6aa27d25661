"""Make the attribution of words that no verb of saying gives to anybody: a quotation beside an
introduction or behind a colon, "in the words of Ruiz".
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from scoring.attributions.linking import Linked
from scoring.model.confidence import log_odds
from scoring.model.decoding import Reading, Tagged

SURE: Final = 0.8
"""The confidence of such an attribution and of its parts. Set by judgment, not fitted."""

Range = tuple[int, int]


class Deciders(NamedTuple):
    """What the rule is called in explanations, by question (``scoring.report.deciders``)."""

    attribution: str
    source: str
    content: str


INTRODUCED: Final = Deciders("attribution.introduced", "source.introduced", "content.introduced")
"""A quotation beside the introduction of whoever says it."""


def attribute(
    reading: Reading,
    by: Deciders,
    cue: Range,
    source: Range,
    contents: Sequence[Range],
) -> Linked:
    """Return an attribution that a rule found, and record that it did.

    The ranges are of tokens. Quoted words are a statement; otherwise the cue's words decide.
    """
    sign, speaker = Tagged("CUE", *cue, SURE), Tagged("SOURCE", *source, SURE)
    pieces = tuple(Tagged("CONTENT", *place, SURE) for place in contents)
    trace = reading.trace
    trace.rule("attribution", by.attribution, "an attribution", cue)
    trace.rule("source", by.source, speaker, cue)
    if any(reading.quoted[piece.start] for piece in pieces):
        trace.rule("mode", "mode.introduced", "statement", cue)
    for piece in pieces:
        trace.rule("content", by.content, sign, piece.place)
    return Linked(sign, speaker, pieces, SURE, log_odds(SURE))


def without(one: Linked, start: int, end: int) -> Linked:
    """Return an attribution without the content between two tokens; it may have none left."""
    kept = tuple(piece for piece in one.contents if piece.end <= start or piece.start >= end)
    return one._replace(contents=kept)
