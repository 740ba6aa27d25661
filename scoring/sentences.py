"""Where sentences start: the model proposes, paragraphs and quotation marks decide.

A paragraph always starts one. A closing mark belongs to the sentence it closes.
"""

from typing import Final

from scoring.reading.reading import Reading

CLOSING: Final = frozenset("”’»›)]}.,;:!?…")


def starts(reading: Reading) -> list[int]:
    """Return the tokens at which a sentence starts, in order."""
    begins = {start for start, _ in reading.tokens.paragraphs}
    words = reading.tokens.words
    found = set(begins)
    for i in map(int, reading.starts.nonzero()[0]):
        if i in begins or words[i][0] in CLOSING:
            continue
        found.add(i)
    return sorted(found)
