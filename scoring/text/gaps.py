"""Gaps: more white space in a row than there is between two words of any phrase.

The patterns of phrases allow any white space between their words. One with several optional words
would try each way to split a row of a hundred thousand blanks between them, which takes minutes. So
such patterns are given what is between two gaps.
"""

import re
from collections.abc import Iterator
from typing import Final

LONGEST_BLANK: Final = 40
"""Number of characters of white space between the words of a phrase."""
GAP: Final = re.compile(rf"\s{{{LONGEST_BLANK + 1},}}")


def between_gaps(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the offsets of the parts of ``text[start:end]`` that have no gap in them."""
    for gap in GAP.finditer(text, start, end):
        if gap.start() > start:
            yield start, gap.start()
        start = gap.end()
    if start < end:
        yield start, end
