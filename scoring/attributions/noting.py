"""Record which attributions the layout of the text determines: labeled turns and signatures."""

from collections.abc import Sequence
from typing import Literal

from scoring.trace import InText, Span, Trace

LaidOut = Literal["turn", "question", "signature"]
"""The layout that identifies an attribution: a turn's label, a question without a label between
labeled turns, or a signature."""


def note_found(
    trace: Trace, form: LaidOut, cue: Span, source: Span | None, content: Sequence[Span]
) -> None:
    """Record that the rules for a layout decided an attribution completely.

    All spans are offsets in characters.
    """
    trace.turn_to_text(*cue)
    trace.rule("attribution", f"attribution.{form}", "an attribution")
    trace.rule("source", f"source.{form}", source and InText(*source))
    trace.rule("mode", f"mode.{form}", "statement")
    for piece in content:
        trace.turn_to_text(*piece)
        trace.rule("content", f"content.{form}", InText(*cue))
