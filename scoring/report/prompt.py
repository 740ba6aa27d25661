"""A prompt: what a house rule asks an editor to look at, where, and what would settle it."""

from typing import Final, Literal, get_args

from scoring.types import Piece, Value

Severity = Literal["error", "warning", "note"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""The severest first."""


class Prompt(Value, frozen=True, kw_only=True):
    """Something to look at. ``spans``: where it is shown first, then what else it is about."""

    rule: str
    severity: Severity
    message: str
    settled_by: str
    spans: tuple[Piece, ...]
