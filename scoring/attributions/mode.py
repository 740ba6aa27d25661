"""The mode of an attribution: a statement, or an attitude (a state of mind, a decision).

A cue is an attitude when its head word is one by the lexicon; the first listed word decides, so
that "said he believes" stays a statement.
"""

import re
from typing import Final

from scoring.lexicon import load_terms
from scoring.values import Mode

WORD: Final = re.compile(r"[a-z]+(?:[’'-][a-z]+)*")


def mode_of(cue: str) -> Mode:
    """Return the mode that the cue's words give; a cue the lexicons do not know is a statement."""
    attitudes = load_terms("cues", "attitude")
    statements = load_terms("cues", "statement")
    lowered = cue.lower()
    if lowered in attitudes:
        return "attitude"
    for word in WORD.findall(lowered):
        if word in statements:
            return "statement"
        if word in attitudes:
            return "attitude"
    return "statement"
