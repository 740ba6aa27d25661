"""Stated reasons for anonymity: "on condition of anonymity because …", linked to their source.

The reason's span is the whole formula. It belongs to the anonymous source of its sentence that
is nearest, or else of its paragraph.
"""

import re
from collections.abc import Sequence
from functools import cache

from scoring.lexicon import load_patterns
from scoring.values import Attribution, Reason


@cache
def _pattern() -> re.Pattern[str]:
    parts = [re.sub(r"\(\?P<reason>", "(?:", p) for p in load_patterns("reasons", "condition")]
    return re.compile("|".join(parts), re.IGNORECASE)


def find_reasons(
    text: str, attributions: Sequence[Attribution], paragraphs: Sequence[tuple[int, int]]
) -> dict[str, Reason]:
    """Return the first stated reason of each anonymous speaker, by speaker id."""
    found: dict[str, Reason] = {}
    for match in _pattern().finditer(text):
        start, end = match.start(), _trimmed(text, match)
        paragraph = next((p for p in paragraphs if p[0] <= start < p[1]), None)
        if paragraph is None:
            continue
        near = [
            (min(abs(source.start - start), abs(source.end - start)), source.speaker)
            for a in attributions
            if (source := a.source)
            and source.anonymous
            and paragraph[0] <= source.start < paragraph[1]
        ]
        if near:
            reason = Reason(start=start, end=end, text=text[start:end])
            found.setdefault(min(near)[1], reason)
    return found


def _trimmed(text: str, match: re.Match[str]) -> int:
    """Where the formula ends: before a comma that opens something else, and trailing space."""
    end = match.end()
    comma = text.find(",", match.start(), end)
    if comma != -1 and "because" not in text[comma:end]:
        end = comma
    while text[end - 1].isspace():
        end -= 1
    return end
