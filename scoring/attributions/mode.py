"""The mode of an attribution: a statement, or an attitude (a state of mind, a decision).

The first word of the cue that a lexicon lists decides, so that "said he believes" stays a
statement; the model decides where none is listed ("is content to").
"""

import re
from typing import Final

from scoring.lexicon import load_terms
from scoring.values import Mode

WORD: Final = re.compile(r"[a-z]+(?:[’'-][a-z]+)*")


def mode_of(cue: str, attitude: float = 0.0) -> Mode:
    """Return the mode that the cue's words give, and where the lexicons know none, the model's.

    ``attitude``: the model's log odds that the cue is an attitude.
    """
    attitudes = load_terms("cues", "attitude")
    statements = load_terms("cues", "statement")
    lowered = cue.lower()
    for word in WORD.findall(lowered):
        if word in statements:
            return "statement"
        if word in attitudes:
            return "attitude"
    return "attitude" if attitude > 0 else "statement"
