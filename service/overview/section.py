"""A section of a page."""

from scoring.types import Value


class Section(Value, frozen=True, kw_only=True):
    """A section of the page: a plot for each scorer, and the same figures as a table."""

    title: str
    note: str
    alternative: str
    plots: list[str]
    head: list[str]
    rows: list[list[str]]
    texts: int = 0
    """How many of the last columns are words rather than numbers."""
