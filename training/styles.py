"""Other typographic styles of the same text, so that the reading does not lean on one house's.

Tokens keep their number, so that labels stay where they are; a mark that is dropped becomes a
zero-width space, which has no piece of its own and is read as unknown.
"""

import random
from collections.abc import Sequence

DOUBLE = {"“": 0, "”": 1, "``": 0, "''": 1, "«": 0, "»": 1}
STYLES = (("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"), ("``", "''"), ("«", "»"), ("„", "“"))
WEIGHTS = (40, 30, 8, 6, 6, 6, 4)
"""How often each style is taken, of 100."""
DROP_ALL, DROP_ONE, UPPER_FIRST = 0.06, 0.08, 0.05
"""Probabilities of an article without marks, of one mark lost, and of a beginning in capitals."""


def restyle(
    words: Sequence[str], quoted: Sequence[bool], dice: random.Random
) -> tuple[list[str], list[bool]]:
    """Return the words with other quotation marks, or without them, and their quoted flags."""
    new, flags = list(words), list(quoted)
    style = dice.choices(STYLES, WEIGHTS)[0]
    drop_all = dice.random() < DROP_ALL
    keep = dice.random() < 0.35
    closing = False
    for i, word in enumerate(words):
        if word == '"':
            side = int(closing)
            closing = not closing
        elif word in DOUBLE:
            side = DOUBLE[word]
        else:
            continue
        if drop_all:
            new[i] = "\u200b"
        elif not keep:
            new[i] = style[side]
    if drop_all:
        return new, [False] * len(flags)
    if dice.random() < DROP_ONE:
        _drop_one(new, flags, dice)
    if dice.random() < UPPER_FIRST:
        for i in range(min(len(new), 14)):
            new[i] = new[i].upper()
    return new, flags


def _drop_one(words: list[str], flags: list[bool], dice: random.Random) -> None:
    """Lose one mark: what it opened or closed no longer counts as quoted."""
    marks = [i for i, w in enumerate(words) if w in DOUBLE or w == '"']
    if marks:
        lost = dice.choice(marks)
        words[lost] = "\u200b"
        for step in (-1, 1):
            i = lost
            while 0 <= i < len(flags) and flags[i]:
                flags[i] = False
                i += step
            flags[lost] = True
        flags[lost] = False
