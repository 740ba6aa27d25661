"""Decide whose a last name alone is: "Tate" in an article that does not quote a Tate in full.

It is the one person's whose full name dominates in the archive. Where nobody dominates, or where
the article quotes somebody with this last name in full, the name stays apart.
"""

from collections.abc import Iterable
from typing import Final, NamedTuple

LEAST: Final = 10
"""The fewest articles that must quote the person by full name."""
DOMINATES: Final = 0.9
"""The share of the articles with the name that the person must have. The name counts as a last and
as a first name: where "Jordan Holt" is quoted as well, "Jordan" alone may be either.
"""


class Bearer(NamedTuple):
    """A person whose full name contains a word, and the number of articles that quote them.

    ``last``: whether the word is the last name, not the first.
    """

    source: str
    articles: int
    last: bool


def dominating(bearers: Iterable[Bearer]) -> str | None:
    """Return the source that a last name alone stands for, or ``None`` if it may be several."""
    found = sorted(bearers, key=lambda bearer: -bearer.articles)
    if not found or not found[0].last or found[0].articles < LEAST:
        return None
    whole = sum(bearer.articles for bearer in found)
    return found[0].source if found[0].articles >= DOMINATES * whole else None
