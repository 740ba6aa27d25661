"""Find the furniture of a page that was copied with an article: the titles of other articles and
videos.

"(RELATED: Mayor Lays Out His Plan)" and "JUST WATCHED … Replay More Videos … MUST WATCH …" are
links, and nobody says in the article what their titles say.
"""

import re
from collections.abc import Iterator
from typing import Final

from scoring.lexicons.lexicon import load_patterns, load_terms

OPENS: Final = sorted(load_terms("notes", "furniture_sign"))
"""Words without one of which a text has no furniture."""
FURNITURE: Final = re.compile("|".join(load_patterns("notes", "furniture")))


def find_furniture(text: str) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the furniture."""
    if any(sign in text for sign in OPENS):
        yield from (found.span() for found in FURNITURE.finditer(text))
