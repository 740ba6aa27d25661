"""How an audit is worded, the same at the terminal and on the page."""

from typing import Final

from service.audit.listing import Listed

DASH: Final = "–"
"""Stands for a figure that there is not."""
TYPES: Final = {
    "named_person": "named people",
    "named_organisation": "organizations",
    "document": "documents",
    "unnamed_person": "unnamed people",
    "unnamed_group": "unnamed groups",
    "collective": "classes of people (voters, fans)",
    "author": "the author",
    "other": "others",
}
"""The types of a source with what readers call them."""
REASONS: Final = {
    "explained": "a reason is given",
    "boilerplate": "only that the source may not speak",
    "unexplained": "only that the source asked for it",
    "none": "nothing is said",
}
"""The kinds of reasons for anonymity with what readers call them."""


def percent(share: float | None) -> str:
    """Return a share as a percentage."""
    return DASH if share is None else f"{100 * share:.1f}%"


def coefficient(gini: float | None) -> str:
    """Return a Gini coefficient."""
    return DASH if gini is None else f"{gini:.2f}"


def name_of(source: Listed) -> str:
    """Return a source's name, with a remark if its articles may be about several."""
    return source.name if source.merged else f"{source.name} (perhaps several)"
