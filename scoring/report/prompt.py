"""A prompt: a place that a house rule asks an editor to look at, and what would settle it."""

from typing import Final, Literal, get_args

from scoring.types import Piece, Value

Severity = Literal["error", "warning", "note"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""In descending order of severity."""


class Prompt(Value, frozen=True, kw_only=True):
    """A place to look at. ``spans``: the position of the prompt, followed by further spans."""

    rule: str
    severity: Severity
    message: str
    settled_by: str
    spans: tuple[Piece, ...]
