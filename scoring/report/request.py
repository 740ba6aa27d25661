"""What is asked for: one article and how its report should be written."""

from scoring.types import OffsetUnit, Value


class ScoreRequest(Value, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One article, and options. Exactly one of ``text`` and ``html`` must be given.

    ``scorers``: names, or ``None`` for all. ``language``: BCP 47; detected when absent.
    ``selectors``: give each piece of evidence a text quote selector.
    """

    text: str | None = None
    html: str | None = None
    title: str | None = None
    id: str | None = None
    revision: str | None = None
    language: str | None = None
    scorers: list[str] | None = None
    profile: str = "default"
    evidence: bool = True
    offsets: OffsetUnit = "codepoint"
    min_confidence: float = 0.0
    """Attributions and hedges found with less are left out, of the counts too."""
    selectors: bool = False
