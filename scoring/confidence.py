"""Confidence that means what it says: of what is found with .8, eight in ten are right.

What the model and the rules give as evidence is turned into a probability by two numbers that were
fitted on articles the model was not trained on (Platt 1999). Right means: an attribution whose
source, cue and content all overlap those of one that a person marked; a hedge with exactly the
span that a person marked.

Leave out of a story what was found with less confidence than was asked for.

What is left out is counted nowhere: a number always rests on the evidence that is shown.
"""

import dataclasses
import math
from collections import Counter
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from scoring.story import Story

EDGE: Final = 1e-4


def log_odds(share: float) -> float:
    """Return a probability's log odds, kept finite."""
    share = min(max(share, EDGE), 1 - EDGE)
    return math.log(share / (1 - share))


def calibrated(evidence: float, table: NDArray[np.float32]) -> float:
    """Return the confidence for evidence in log odds. ``table``: the offset and the slope."""
    offset, slope = map(float, table)
    return round(1 / (1 + math.exp(-(offset + slope * evidence))), 3)


def confident(story: Story, least: float) -> Story:
    """Return the story without attributions and hedges under ``least``, a probability."""
    if not least:
        return story
    attributions = tuple(a for a in story.attributions if a.confidence >= least)
    kept = {a.id for a in attributions}
    attributions = tuple(
        msgspec.structs.replace(a, corroboration=None)
        if a.corroboration and a.corroboration.attribution not in {None, *kept}
        else a
        for a in attributions
    )
    sources = {a.source.speaker for a in attributions if a.source}
    counts = Counter(a.source.speaker for a in attributions if a.source and a.counts)
    return dataclasses.replace(
        story,
        attributions=attributions,
        speakers=tuple(
            msgspec.structs.replace(speaker, attributions=counts[speaker.id])
            for speaker in story.speakers
            if speaker.id in sources
        ),
        hedges=tuple(
            h
            if h.attribution is None or h.attribution in kept
            else msgspec.structs.replace(h, attribution=None)
            for h in story.hedges
            if h.confidence >= least
        ),
    )
