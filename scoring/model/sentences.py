"""Where sentences start: the model proposes, paragraphs and quotation marks decide.

A paragraph always starts one. A closing mark belongs to the sentence it closes; a word in lower
case goes on with its sentence ("“Who knew?” she asked."), and so does what follows a list's number.
"""

import re
from collections.abc import Sequence
from typing import Final

from scoring.model.decoding import Reading

CLOSING: Final = frozenset("”’»›)]}.,;:!?…")


FINAL: Final = frozenset(".!?…")
ENUMERATOR: Final = re.compile(r"\(?(?:\d{1,3}|[A-Za-z])[.)]{1,2}|[-–—•*·]")


def starts(reading: Reading) -> list[int]:
    """Return the tokens at which a sentence starts, in order."""
    words = reading.tokens.words
    begins = {start for start, _ in reading.tokens.paragraphs}
    found = set(begins)
    paragraph = 0
    proposed = set(map(int, reading.starts.nonzero()[0]))
    for i in range(len(words)):
        if i in begins:
            paragraph = i
        elif (i in proposed or _after_bracket(words, i)) and not _goes_on(words, paragraph, i):
            found.add(i)
    return sorted(found)


def _goes_on(words: Sequence[str], paragraph: int, i: int) -> bool:
    """Does the word belong to the sentence before it, whatever the model says?"""
    return (
        words[i][0] in CLOSING
        or words[i][0].islower()
        or (i - paragraph <= 2 and ENUMERATOR.fullmatch("".join(words[paragraph:i])) is not None)
    )


def _after_bracket(words: Sequence[str], i: int) -> bool:
    """Does a whole sentence in brackets end before it: "(The pier was closed.) It opened …"?"""
    return i > 1 and words[i - 1] == ")" and words[i - 2][-1] in FINAL and words[i][0].isupper()
