"""Drop what is too uncertain to be counted: kinds of attributions that need more confidence.

Acceptance (``scoring.attributions.acceptance``) has one threshold for all. Below a confidence of
0.6, what the reader tags in general news is rarely an attribution if it has no quotation marks. How
rarely depends on its source and its cue, so some kinds need a higher confidence than others.
"""

from typing import Final

import msgspec.structs

from scoring.lexicons.lexicon import load_terms
from scoring.types import ANONYMOUS, Attribution, SourceType

UNNAMED: Final = 0.6
"""The least confidence of a statement of an unnamed source that is not all in quotation marks. Of
those below it, 1 of 14 was right on the labeled news held back, and 8 of 28 on the rest. One wrong
unnamed source costs an article without any more than a missed one costs an article that has
them."""
NOBODY: Final = 0.6
"""The least confidence of a statement without a source: "The law has been ignored". Below it, 22 of
78 were right on the labeled news that is not held back, and 5 of 19 on PolNeAR's dev. A cue that
says who was told ("was assured", "asked if") needs no source, so it is kept."""
SCRAPS: Final = 0.65
"""The least confidence of what is partly in quotation marks and has no source: "is now called a
"moderate wing"". Below it, none of 11 was right on the labeled news that is not held back, and 3 of
5 in half of PolNeAR's train articles."""
THING: Final = 0.7
"""The least confidence of what is attributed to a thing: "the flood underlines". Below it, 3 of 9
were right on the labeled news that is not held back, and none of 2 on PolNeAR's dev."""
NAMED: Final = 0.5
"""The least confidence of what a named person said or thinks. Below it, 10 of 40 were right on the
labeled news that is not held back, and 6 of 17 on PolNeAR's dev."""
LONG: Final = 0.5
"""The least confidence of a cue of several words: "have focused much attention on". Below it, 13 of
78 were right on the labeled news that is not held back, and 8 of 16 on PolNeAR's dev."""
LONGER: Final = 0.6
"""The least confidence of a longer cue: "has waged a public campaign against". Below it, 4 of 26
were right on the labeled news that is not held back, and 7 of 12 on PolNeAR's dev."""
MANY_WORDS: Final = 3
"""A cue has several words from this number on."""
SURELY_MEANT: Final = 0.8
"""From this probability on, an antecedent is not in doubt. On the labeled articles, 21 of 76 below
it were wrong, and 20 of 641 from it on."""
LEAST_MEANT: Final = 0.5
"""A lower probability counts as this one: half of those who were left without a name have none."""
MORE_WORDS: Final = 5
"""A cue is longer from this number of words on."""


def is_doubtful(attribution: Attribution, source: SourceType) -> bool:
    """Return whether an attribution is too uncertain to be counted.

    ``source`` is the type of its source, or "none". Quotations, refusals and turns are never too
    uncertain, except a scrap in quotation marks that nobody is said to say.
    """
    is_mixed = attribution.form == "mixed"
    if is_mixed and source == "none" and attribution.mode != "refusal":
        return attribution.confidence < SCRAPS
    is_partly = is_mixed and source in ANONYMOUS
    if (attribution.form != "indirect" and not is_partly) or attribution.mode == "refusal":
        return False
    return attribution.confidence < _least(attribution, source)


def less_sure(attribution: Attribution, meant: float) -> Attribution:
    """Return the attribution with a lower confidence if it is doubtful whom its "he" or "she"
    means.

    ``meant`` is the probability of the antecedent. The tags and links are no less certain, but
    somebody else may have said it.
    """
    if meant >= SURELY_MEANT:
        return attribution
    confidence = round(attribution.confidence * max(meant, LEAST_MEANT), 3)
    return msgspec.structs.replace(attribution, confidence=confidence)


def _least(attribution: Attribution, source: SourceType) -> float:
    words = attribution.cue.text.lower().split()
    least = 0.0
    if attribution.mode == "statement" and source in ANONYMOUS:
        least = UNNAMED
    if attribution.mode == "statement" and source == "none":
        least = 0.0 if words[-1] in load_terms("cues", "who_is_told") else NOBODY
    if source == "other":
        least = max(least, THING)
    if source == "named_person":
        least = max(least, NAMED)
    if len(words) >= MANY_WORDS:
        is_longer = len(words) >= MORE_WORDS and source != "none"
        least = max(least, LONGER if is_longer else LONG)
    return least
