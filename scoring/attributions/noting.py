"""Note what the form of the text makes an attribution: a label and its turn, a signature."""

from collections.abc import Sequence
from typing import Literal

from scoring.trace import InText, Span, Trace

LaidOut = Literal["turn", "question", "signature"]
"""What makes an attribution: a turn's label, the lack of one between labels, a signature."""


def note_found(
    trace: Trace, form: LaidOut, cue: Span, source: Span | None, content: Sequence[Span]
) -> None:
    """Note of an attribution that the rules of a form decided all of it. Spans of characters."""
    trace.turn_to_text(*cue)
    trace.rule("attribution", f"attribution.{form}", "an attribution")
    trace.rule("source", f"source.{form}", source and InText(*source))
    trace.rule("mode", f"mode.{form}", "statement")
    for piece in content:
        trace.turn_to_text(*piece)
        trace.rule("content", f"content.{form}", InText(*cue))
