"""Make attributions where the reader tagged nothing, but the words leave no doubt."""

from typing import Final

from scoring.attributions.linking import Linked
from scoring.model.decoding import Reading, Tagged

TOLD: Final = 0.9
"""The confidence of such a clause. Set by judgment, not fitted."""
Range = tuple[int, int]
"""A range of tokens: the first and the last (exclusive)."""


def added(reading: Reading, rule: str, cue: Range, source: Range, content: Range) -> Linked:
    """Return an attribution of these tokens, and record that ``rule`` found its source."""
    tagged = Tagged("CUE", *cue, TOLD)
    whose = Tagged("SOURCE", *source, TOLD)
    reading.trace.rule("source", rule, whose, cue)
    reading.trace.rule("content", "content.around_the_verb", tagged, content)
    return Linked(tagged, whose, (Tagged("CONTENT", *content, TOLD),), TOLD)
