"""Calibrated confidence: of findings with 0.8, eight in ten are right.

Two parameters convert the evidence from the model and the rules to a probability. They were fitted
on articles that the model was not trained on (Platt 1999). An attribution is right if its source,
cue and content all overlap those of one that a person marked. A hedge is right if a person marked
exactly its span. If it is doubtful whom "he" or "she" means, the confidence is lowered afterwards
(``scoring.attributions.doubts``).
"""

import math
from typing import Final

from scoring.model.arrays import FloatArray

EDGE: Final = 1e-4
"""Probabilities nearer to 0 or 1 than this are moved here, so that their log odds are finite."""


def log_odds(share: float) -> float:
    """Return the log odds of a probability, kept finite."""
    share = min(max(share, EDGE), 1 - EDGE)
    return math.log(share / (1 - share))


def calibrated(evidence: float, table: FloatArray) -> float:
    """Return the confidence for evidence in log odds. ``table``: offset and slope."""
    offset, slope = map(float, table)
    return round(1 / (1 + math.exp(-(offset + slope * evidence))), 3)
